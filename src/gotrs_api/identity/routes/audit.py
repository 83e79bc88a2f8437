"""The audit log, for administrators."""

from datetime import datetime
from typing import Annotated

from fastapi import Query, Request, Response
from fastapi.responses import StreamingResponse

from gotrs_api.identity.paging import Paging, answer
from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires
from gotrs_api.identity.schemas.audit import AuditRead, AuditStats
from gotrs_api.identity.scopes import Scope
from gotrs_api.identity.service import audit_export, audit_log
from gotrs_api.kernel.ids import BigRowId
from gotrs_api.kernel.list_answer import ListAnswer
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import CurrentSite, Read

router = ApiRouter(prefix="/admin/audit", tags=["audit"])


@router.get("/logs", summary="List entries of the audit log")
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def admin_audit_list(
    request: Request,
    response: Response,
    uow: Read,
    principal: CurrentPrincipal,
    paging: Paging,
    action: Annotated[str | None, Query(max_length=100, description="`sign_in.failed`, or `sign_in.*`.")] = None,
    actor_kind: Annotated[str | None, Query(max_length=20)] = None,
    actor_id: Annotated[str | None, Query(max_length=200)] = None,
    object_type: Annotated[str | None, Query(max_length=100)] = None,
    object_id: Annotated[str | None, Query(max_length=200)] = None,
    at_after: datetime | None = None,
    at_before: datetime | None = None,
    q: Annotated[
        str | None, Query(max_length=200, description="Looked for in actions, names, ids, address and details.")
    ] = None,
) -> ListAnswer[AuditRead]:
    """Newest first."""
    wanted = audit_log.AuditFilter(
        action=action,
        actor_kind=actor_kind,
        actor_id=actor_id,
        object_types=(object_type,) if object_type is not None else (),
        object_id=object_id,
        after=at_after,
        before=at_before,
        text=q,
    )
    page = await audit_log.list_entries(uow, principal, paging, wanted)
    return answer(request, response, page.rows, page)


@router.get(
    "/export",
    summary="The audit log as a file",
    response_class=StreamingResponse,
    responses={200: {"content": {kind: {"schema": {"type": "string"}} for kind in ("text/csv", "application/jsonl")}}},
)
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def admin_audit_export(
    site: CurrentSite,
    principal: CurrentPrincipal,
    form: audit_export.Form = "csv",
    action: Annotated[str | None, Query(max_length=100)] = None,
    at_after: datetime | None = None,
    at_before: datetime | None = None,
    q: Annotated[str | None, Query(max_length=200)] = None,
) -> StreamingResponse:
    """Newest first. Taking it is an entry of the log itself."""
    wanted = audit_log.AuditFilter(action=action, after=at_after, before=at_before, text=q)
    return StreamingResponse(
        audit_export.export(site, principal, wanted, form),
        media_type=audit_export.MEDIA_TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="audit.{form}"', "Cache-Control": "no-store"},
    )


@router.get("/logs/{entry_id}", summary="Read an entry of the audit log", responses=problem_responses(404))
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def admin_audit_get(entry_id: BigRowId, uow: Read, principal: CurrentPrincipal) -> AuditRead:
    return await audit_log.read_entry(uow, principal, entry_id)


@router.get("/stats", summary="Count entries and check the chain")
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def admin_audit_stats(uow: Read, principal: CurrentPrincipal) -> AuditStats:
    return await audit_log.stats(uow, principal)
