"""API v1 of S/MIME certificates and PGP keys; for administrators. Private parts are never shown."""

from typing import Annotated

from fastapi import Path, Response

from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import API_PREFIX, ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.mail.security import service
from gotrs_api.mail.security.schemas import MailKeyAdd, MailKeyRead
from gotrs_api.uow.deps import Read, Uow

router = ApiRouter(prefix="/admin/mail/keys", tags=["mail"])
ROUTERS = (router,)
KeyId = Annotated[int, Path(ge=1, le=2**63 - 1)]


@router.get("", summary="List certificates and keys")
@requires("admin:mail", group=ADMIN_GROUP)
async def mail_keys_list(uow: Read, principal: CurrentPrincipal) -> ListAnswer[MailKeyRead]:
    return whole(await service.list_keys(uow, principal))


@router.get("/{key_id}", summary="Read about a certificate or key", responses=problem_responses(404))
@requires("admin:mail", group=ADMIN_GROUP)
async def mail_keys_read(uow: Read, principal: CurrentPrincipal, key_id: KeyId) -> MailKeyRead:
    return await service.read_key(uow, principal, key_id)


@router.post("", status_code=201, summary="Add a certificate or key", responses=problem_responses(409))
@requires("admin:mail", group=ADMIN_GROUP)
async def mail_keys_create(
    uow: Uow, principal: CurrentPrincipal, command: MailKeyAdd, response: Response
) -> MailKeyRead:
    key = await service.add_key(uow, principal, command)
    response.headers["Location"] = f"{API_PREFIX}/admin/mail/keys/{key.id}"
    return key


@router.delete("/{key_id}", status_code=204, summary="Delete a certificate or key", responses=problem_responses(404))
@requires("admin:mail", group=ADMIN_GROUP)
async def mail_keys_delete(uow: Uow, principal: CurrentPrincipal, key_id: KeyId) -> None:
    await service.delete_key(uow, principal, key_id)
