"""Groups and roles."""

from typing import Annotated

from fastapi import Header, Query, Request, Response

from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routes.tags import tag_of
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import AGENTS, requires
from gotrs_api.identity.schemas.agents import (
    GroupCreate,
    GroupRead,
    GroupRightsRead,
    GroupUpdate,
    Member,
    MembersSet,
    RightsSet,
)
from gotrs_api.identity.scopes import Scope
from gotrs_api.identity.service import groups, memberships
from gotrs_api.kernel.etags import require_match
from gotrs_api.kernel.ids import RowId
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.lists import ListQuery, cut, listed, single
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import Read, Uow

router = ApiRouter(tags=["groups"])
IfMatch = Annotated[str | None, Header()]
_SORTS = {
    "name": lambda row: row.name.casefold(),
    "created": lambda row: row.created,
    "changed": lambda row: row.changed,
}


@router.get("/groups", summary="List groups", response_model=ListAnswer[GroupRead])
@requires(Scope.USERS_READ, kinds=AGENTS)
async def groups_list(
    request: Request, uow: Read, principal: CurrentPrincipal, query: Annotated[ListQuery, Query()]
) -> Response:
    return listed(request, query, cut(await groups.list_groups(uow, principal), query, _SORTS))


@router.post("/groups", status_code=201, summary="Create a group", responses=problem_responses(409))
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def groups_create(
    body: GroupCreate, request: Request, response: Response, uow: Uow, principal: CurrentPrincipal
) -> GroupRead:
    created = await groups.create_group(uow, principal, body)
    response.headers["Location"] = f"{request.url.path}/{created.id}"
    return created


@router.get("/groups/{group_id}", summary="Read a group", responses=problem_responses(404), response_model=GroupRead)
@requires(Scope.USERS_READ, kinds=AGENTS)
async def groups_get(group_id: RowId, request: Request, uow: Read, principal: CurrentPrincipal) -> Response:
    group = await groups.read_group(uow, principal, group_id)
    return single(request, group, tag_of(group))


@router.patch("/groups/{group_id}", summary="Change a group", responses=problem_responses(404, 409, 412))
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def groups_update(
    group_id: RowId,
    body: GroupUpdate,
    response: Response,
    uow: Uow,
    principal: CurrentPrincipal,
    if_match: IfMatch = None,
) -> GroupRead:
    require_match(if_match, tag_of(await groups.read_group(uow, principal, group_id)))
    changed = await groups.update_group(uow, principal, group_id, body)
    response.headers["ETag"] = tag_of(changed)
    return changed


@router.delete(
    "/groups/{group_id}",
    status_code=204,
    summary="Take a group out of use",
    responses=problem_responses(404, 409, 412),
)
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def groups_delete(group_id: RowId, uow: Uow, principal: CurrentPrincipal, if_match: IfMatch = None) -> Response:
    """It becomes invalid; whom it gave rights keeps none by it."""
    require_match(if_match, tag_of(await groups.read_group(uow, principal, group_id)))
    await groups.update_group(uow, principal, group_id, GroupUpdate(valid=False))
    return Response(status_code=204)


@router.get("/roles", summary="List roles", response_model=ListAnswer[GroupRead])
@requires(Scope.USERS_READ, kinds=AGENTS)
async def roles_list(
    request: Request, uow: Read, principal: CurrentPrincipal, query: Annotated[ListQuery, Query()]
) -> Response:
    return listed(request, query, cut(await groups.list_roles(uow, principal), query, _SORTS))


@router.post("/roles", status_code=201, summary="Create a role", responses=problem_responses(409))
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def roles_create(
    body: GroupCreate, request: Request, response: Response, uow: Uow, principal: CurrentPrincipal
) -> GroupRead:
    created = await groups.create_role(uow, principal, body)
    response.headers["Location"] = f"{request.url.path}/{created.id}"
    return created


@router.get("/roles/{role_id}", summary="Read a role", responses=problem_responses(404), response_model=GroupRead)
@requires(Scope.USERS_READ, kinds=AGENTS)
async def roles_get(role_id: RowId, request: Request, uow: Read, principal: CurrentPrincipal) -> Response:
    role = await groups.read_role(uow, principal, role_id)
    return single(request, role, tag_of(role))


@router.patch("/roles/{role_id}", summary="Change a role", responses=problem_responses(404, 409, 412))
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def roles_update(
    role_id: RowId,
    body: GroupUpdate,
    response: Response,
    uow: Uow,
    principal: CurrentPrincipal,
    if_match: IfMatch = None,
) -> GroupRead:
    require_match(if_match, tag_of(await groups.read_role(uow, principal, role_id)))
    changed = await groups.update_role(uow, principal, role_id, body)
    response.headers["ETag"] = tag_of(changed)
    return changed


@router.delete(
    "/roles/{role_id}",
    status_code=204,
    summary="Take a role out of use",
    responses=problem_responses(404, 409, 412),
)
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def roles_delete(role_id: RowId, uow: Uow, principal: CurrentPrincipal, if_match: IfMatch = None) -> Response:
    """It becomes invalid; whom it gave rights keeps none by it."""
    require_match(if_match, tag_of(await groups.read_role(uow, principal, role_id)))
    await groups.update_role(uow, principal, role_id, GroupUpdate(valid=False))
    return Response(status_code=204)


@router.get("/roles/{role_id}/groups", summary="List a role's rights", responses=problem_responses(404))
@requires(Scope.USERS_READ, kinds=AGENTS)
async def roles_groups_list(role_id: RowId, uow: Read, principal: CurrentPrincipal) -> ListAnswer[GroupRightsRead]:
    return whole(await memberships.groups_of_role(uow, principal, role_id))


@router.put("/roles/{role_id}/groups", summary="Set a role's rights", responses=problem_responses(404, 409))
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def roles_groups_set(
    role_id: RowId, body: RightsSet, uow: Uow, principal: CurrentPrincipal
) -> ListAnswer[GroupRightsRead]:
    return whole(await memberships.set_groups_of_role(uow, principal, role_id, body.groups))


@router.get("/roles/{role_id}/users", summary="List the agents who have a role", responses=problem_responses(404))
@requires(Scope.USERS_READ, kinds=AGENTS)
async def roles_users_list(role_id: RowId, uow: Read, principal: CurrentPrincipal) -> ListAnswer[Member]:
    return whole(await memberships.members_of_role(uow, principal, role_id))


@router.put("/roles/{role_id}/users", summary="Set the agents who have a role", responses=problem_responses(404, 409))
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def roles_users_set(
    role_id: RowId, body: MembersSet, uow: Uow, principal: CurrentPrincipal
) -> ListAnswer[Member]:
    return whole(await memberships.set_members_of_role(uow, principal, role_id, body.user_ids))
