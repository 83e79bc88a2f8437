"""Agents, and what administrators do to their accounts."""

from typing import Annotated

from fastapi import Depends, Header, Query, Request, Response
from pydantic import Field

from gotrs_api.identity.directory import Account
from gotrs_api.identity.principal import ADMIN_GROUP, Kind, Principal
from gotrs_api.identity.routes.secrecy import NO_STORE
from gotrs_api.identity.routes.tags import tag_of
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import AGENTS, requires
from gotrs_api.identity.schemas.agents import (
    AgentCreate,
    AgentRead,
    AgentUpdate,
    GroupRightsRead,
    PasswordReset,
    PasswordWasReset,
    RightsSet,
    RoleMembership,
    RolesSet,
)
from gotrs_api.identity.schemas.second_factor import Reason
from gotrs_api.identity.scopes import Scope
from gotrs_api.identity.service import agents, memberships, own_password, password_links, resetting, totp
from gotrs_api.kernel.etags import require_match
from gotrs_api.kernel.ids import RowId
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.lists import ListQuery, cut, listed, single
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow import Site
from gotrs_api.uow.deps import CurrentSite, Read, Uow

router = ApiRouter(tags=["users"])
IfMatch = Annotated[str | None, Header()]


class AgentsQuery(ListQuery):
    valid: bool | None = Field(True, description="Only valid ones by default; false: only the others.")
    q: str | None = Field(None, max_length=200, description="Looked for in login, name and e-mail address.")


_SORTS = {
    "login": lambda agent: agent.login.casefold(),
    "name": lambda agent: agent.name.casefold(),
    "last_name": lambda agent: agent.last_name.casefold(),
    "created": lambda agent: agent.created,
    "changed": lambda agent: agent.changed,
}


async def _new_hash(body: AgentCreate, site: CurrentSite) -> str | None:
    """Hashing takes long: done before the transaction begins (dependencies come in the order of the parameters)."""
    if body.password is None:
        return None
    async with site.read() as uow:
        return await own_password.hash_new(uow, Kind.AGENT, body.password.get_secret_value())


NewHash = Annotated[str | None, Depends(_new_hash)]


@router.get("/users", summary="List agents", response_model=ListAnswer[AgentRead])
@requires(Scope.USERS_READ, kinds=AGENTS)
async def users_list(
    request: Request, uow: Read, principal: CurrentPrincipal, query: Annotated[AgentsQuery, Query()]
) -> Response:
    rows = await agents.list_agents(uow, principal, valid=query.valid)
    if query.q:
        text = query.q.casefold()
        rows = [row for row in rows if text in f"{row.login}\n{row.name}\n{row.email}".casefold()]
    return listed(request, query, cut(rows, query, _SORTS, default="login"))


@router.post("/users", status_code=201, summary="Create an agent", responses=problem_responses(409))
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def users_create(
    body: AgentCreate, request: Request, response: Response, hashed: NewHash, uow: Uow, principal: CurrentPrincipal
) -> AgentRead:
    """Without rights; `PUT /users/{id}/groups` and `…/roles` give them."""
    created = await agents.create_agent(uow, principal, body, password_hash=hashed)
    response.headers["Location"] = f"{request.url.path}/{created.id}"
    response.headers["ETag"] = tag_of(created)
    return created


@router.get("/users/{user_id}", summary="Read an agent", responses=problem_responses(404), response_model=AgentRead)
@requires(Scope.USERS_READ, kinds=AGENTS)
async def users_get(user_id: RowId, request: Request, uow: Read, principal: CurrentPrincipal) -> Response:
    agent = await agents.read_agent(uow, principal, user_id)
    return single(request, agent, tag_of(agent))


@router.patch("/users/{user_id}", summary="Change an agent", responses=problem_responses(404, 409, 412))
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def users_update(
    user_id: RowId,
    body: AgentUpdate,
    response: Response,
    uow: Uow,
    principal: CurrentPrincipal,
    if_match: IfMatch = None,
) -> AgentRead:
    require_match(if_match, tag_of(await agents.read_agent(uow, principal, user_id)))
    changed = await agents.update_agent(uow, principal, user_id, body)
    response.headers["ETag"] = tag_of(changed)
    return changed


@router.delete(
    "/users/{user_id}",
    status_code=204,
    summary="Take an agent out of use",
    responses=problem_responses(404, 409, 412),
)
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def users_delete(user_id: RowId, uow: Uow, principal: CurrentPrincipal, if_match: IfMatch = None) -> Response:
    """Tickets and history name agents for ever, so the account is not removed: nobody signs in with it any more."""
    require_match(if_match, tag_of(await agents.read_agent(uow, principal, user_id)))
    await agents.update_agent(uow, principal, user_id, AgentUpdate(valid=False))
    return Response(status_code=204)


@router.get("/users/{user_id}/groups", summary="List an agent's direct rights", responses=problem_responses(404))
@requires(Scope.USERS_READ, kinds=AGENTS)
async def users_groups_list(user_id: RowId, uow: Read, principal: CurrentPrincipal) -> ListAnswer[GroupRightsRead]:
    return whole(await memberships.groups_of_agent(uow, principal, user_id))


@router.put("/users/{user_id}/groups", summary="Set an agent's direct rights", responses=problem_responses(404, 409))
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def users_groups_set(
    user_id: RowId, body: RightsSet, uow: Uow, principal: CurrentPrincipal
) -> ListAnswer[GroupRightsRead]:
    return whole(await memberships.set_groups_of_agent(uow, principal, user_id, body.groups))


@router.get("/users/{user_id}/roles", summary="List an agent's roles", responses=problem_responses(404))
@requires(Scope.USERS_READ, kinds=AGENTS)
async def users_roles_list(user_id: RowId, uow: Read, principal: CurrentPrincipal) -> ListAnswer[RoleMembership]:
    return whole(await memberships.roles_of_agent(uow, principal, user_id))


@router.put("/users/{user_id}/roles", summary="Set an agent's roles", responses=problem_responses(404, 409))
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def users_roles_set(
    user_id: RowId, body: RolesSet, uow: Uow, principal: CurrentPrincipal
) -> ListAnswer[RoleMembership]:
    return whole(await memberships.set_roles_of_agent(uow, principal, user_id, body.role_ids))


@router.get("/admin/users", summary="List agents, the invalid ones too", response_model=ListAnswer[AgentRead])
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def admin_users_list(
    request: Request, uow: Read, principal: CurrentPrincipal, query: Annotated[ListQuery, Query()]
) -> Response:
    rows = await agents.list_agents(uow, principal, valid=None)
    return listed(request, query, cut(rows, query, _SORTS, default="login"))


@router.post("/admin/users/{user_id}/activate", summary="Make an agent valid", responses=problem_responses(404))
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def admin_users_activate(user_id: RowId, uow: Uow, principal: CurrentPrincipal) -> AgentRead:
    await agents.set_valid(uow, principal, user_id, valid=True)
    return await agents.read_agent(uow, principal, user_id)


@router.post(
    "/admin/users/{user_id}/deactivate", summary="Make an agent invalid", responses=problem_responses(404, 409)
)
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def admin_users_deactivate(
    user_id: RowId, uow: Uow, principal: CurrentPrincipal, body: Reason | None = None
) -> AgentRead:
    """Ends the agent's sessions and refresh tokens."""
    await agents.set_valid(uow, principal, user_id, valid=False, reason=body.reason if body else "")
    return await agents.read_agent(uow, principal, user_id)


@router.post(
    "/admin/users/{user_id}/reset-password",
    summary="Set an agent's password",
    responses=problem_responses(404),
    dependencies=NO_STORE,
)
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def admin_users_reset_password(
    user_id: RowId, site: CurrentSite, principal: CurrentPrincipal, body: PasswordReset | None = None
) -> PasswordWasReset:
    async with site.read() as uow:
        account = await agents.account_of(uow, user_id)
    return await reset(site, principal, account, body or PasswordReset.model_validate({}))


async def reset(site: Site, principal: Principal, account: Account, body: PasswordReset) -> PasswordWasReset:
    """For agents here, for customers in `customers.access_routes`."""
    if body.by_mail:
        await resetting.mail_link(site, principal, account)
        return PasswordWasReset(password=None)
    given = body.password.get_secret_value() if body.password else None
    must_change = given is None if body.must_change is None else body.must_change
    made = await resetting.reset_password(site, principal, account, password=given, must_change=must_change)
    return PasswordWasReset(password=made)


@router.post(
    "/admin/users/{user_id}/invitation",
    status_code=202,
    response_class=Response,
    summary="Mail an agent a link for the first password",
    responses=problem_responses(404),
)
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def admin_users_invite(user_id: RowId, uow: Uow, principal: CurrentPrincipal) -> Response:
    """The link works for seven days."""
    await password_links.invite(uow, principal, await agents.account_of(uow, user_id))
    return Response(status_code=202)


@router.post(
    "/admin/users/{user_id}/2fa/disable",
    status_code=204,
    summary="Switch off the second factor of an agent who lost it",
    responses=problem_responses(404),
)
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def admin_users_2fa_disable(user_id: RowId, body: Reason, uow: Uow, principal: CurrentPrincipal) -> Response:
    account = await agents.account_of(uow, user_id)
    await totp.disable_for(uow, principal, account, reason=body.reason)
    return Response(status_code=204)
