"""API v1 of OAuth 2 accesses."""

from typing import Annotated

from fastapi import Path, Response

from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import API_PREFIX, ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.mail.oauth import service
from gotrs_api.mail.oauth.schemas import (
    OAuth2AccessCreate,
    OAuth2AccessRead,
    OAuth2AccessUpdate,
    OAuth2Departure,
    OAuth2GrantAnswer,
    OAuth2GrantOrder,
)
from gotrs_api.uow.deps import CurrentSite, Read, Uow

router = ApiRouter(prefix="/oauth2-accesses", tags=["mail"])
ROUTERS = (router,)
AccessId = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("", summary="List OAuth 2 accesses")
@requires("admin:mail", group=ADMIN_GROUP)
async def oauth2_accesses_list(uow: Read, principal: CurrentPrincipal) -> ListAnswer[OAuth2AccessRead]:
    return whole(await service.list_oauth2_accesses(uow, principal))


@router.get("/{access_id}", summary="Read an OAuth 2 access", responses=problem_responses(404))
@requires("admin:mail", group=ADMIN_GROUP)
async def oauth2_accesses_read(uow: Read, principal: CurrentPrincipal, access_id: AccessId) -> OAuth2AccessRead:
    return await service.read_oauth2_access(uow, principal, access_id)


@router.post("", summary="Create an OAuth 2 access", status_code=201, responses=problem_responses(409))
@requires("admin:mail", group=ADMIN_GROUP)
async def oauth2_accesses_create(
    uow: Uow, principal: CurrentPrincipal, command: OAuth2AccessCreate, response: Response
) -> OAuth2AccessRead:
    access = await service.create_oauth2_access(uow, principal, command)
    response.headers["Location"] = f"{API_PREFIX}/oauth2-accesses/{access.id}"
    return access


@router.patch("/{access_id}", summary="Change an OAuth 2 access", responses=problem_responses(404, 409))
@requires("admin:mail", group=ADMIN_GROUP)
async def oauth2_accesses_update(
    uow: Uow, principal: CurrentPrincipal, access_id: AccessId, command: OAuth2AccessUpdate
) -> OAuth2AccessRead:
    return await service.update_oauth2_access(uow, principal, access_id, command)


@router.delete(
    "/{access_id}", status_code=204, summary="Delete an OAuth 2 access", responses=problem_responses(404, 409)
)
@requires("admin:mail", group=ADMIN_GROUP)
async def oauth2_accesses_delete(uow: Uow, principal: CurrentPrincipal, access_id: AccessId) -> None:
    await service.delete_oauth2_access(uow, principal, access_id)


@router.post("/{access_id}/grant", summary="Begin to grant an OAuth 2 access", responses=problem_responses(404, 409))
@requires("admin:mail", group=ADMIN_GROUP)
async def oauth2_accesses_begin_grant(
    uow: Read, principal: CurrentPrincipal, access_id: AccessId, order: OAuth2GrantOrder
) -> OAuth2Departure:
    return await service.begin_grant(uow, principal, access_id, order)


@router.post("/grants", summary="Finish granting an OAuth 2 access", responses=problem_responses(409))
@requires("admin:mail", group=ADMIN_GROUP)
async def oauth2_accesses_finish_grant(
    site: CurrentSite, principal: CurrentPrincipal, answer: OAuth2GrantAnswer
) -> OAuth2AccessRead:
    return await service.finish_grant(site, principal, answer)
