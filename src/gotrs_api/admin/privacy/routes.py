"""API v1: data protection for customer users."""

from __future__ import annotations

from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from gotrs_api.admin.privacy import anonymise as anonymising
from gotrs_api.admin.privacy import export as exporting
from gotrs_api.catalog.routes import EntryId
from gotrs_api.customers import service as customers
from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires
from gotrs_api.identity.scopes import Scope
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import CurrentSite

router = ApiRouter(prefix="/customer-users", tags=["customers"])


class Anonymise(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    reason: str = Field(min_length=3, max_length=500, description="Kept in the audit log.")
    erase: bool = Field(False, description="Also erase every text of the tickets, not only names and addresses in it.")


class Anonymised(BaseModel):
    login: str = Field(description="The pseudonym.")
    tickets: int


@router.get(
    "/{customer_user_id}/export",
    summary="All personal data of a customer user, as a ZIP",
    response_class=StreamingResponse,
    responses={**problem_responses(404), 200: {"content": {"application/zip": {"schema": {"type": "string"}}}}},
)
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def customer_users_export(
    site: CurrentSite, principal: CurrentPrincipal, customer_user_id: EntryId
) -> StreamingResponse:
    """`data.json` and the files; internal notes and secrets are left out. The audit log names who took it."""
    async with site.read() as read:
        await customers.read_customer_user(read, principal, customer_user_id)
    return StreamingResponse(
        exporting.export(site, principal, customer_user_id),
        media_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="customer-{customer_user_id}.zip"',
            "Cache-Control": "no-store",
        },
    )


@router.post(
    "/{customer_user_id}/anonymise", summary="Make a customer user anonymous for good", responses=problem_responses(404)
)
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def customer_users_anonymise(
    site: CurrentSite, principal: CurrentPrincipal, customer_user_id: EntryId, body: Anonymise
) -> Anonymised:
    """Account, tickets, history, index, waiting mails; nothing brings it back. The audit log stays as it is."""
    done = await anonymising.anonymise(site, principal, customer_user_id, erase=body.erase, reason=body.reason)
    return Anonymised(login=done.pseudonym, tickets=done.tickets)
