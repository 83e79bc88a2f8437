"""What an agent or a role may do in which group, and who has which role."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import APIRouter, Request, Response

from gotrs_api.identity.errors import LastAdministrator
from gotrs_api.identity.principal import Principal, QueueRight
from gotrs_api.identity.schemas.agents import GroupRightsRead, RightsSet
from gotrs_api.identity.service import agents, groups, memberships
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import Read
from gotrs_web.admin.module import Module
from gotrs_web.admin.modules import MODULES
from gotrs_web.admin.pages import entry_page
from gotrs_web.deps import Administrator
from gotrs_web.forms import build, number
from gotrs_web.render import redirect
from gotrs_web.view import catalogue_of
from gotrs_web.wording import explain

router = APIRouter(prefix="/admin")
AGENTS, ROLES = MODULES["agents"], MODULES["roles"]


@router.get("/agents/{user_id}/rights", name="admin_agent_rights")
async def agent_rights(request: Request, principal: Administrator, read: Read, user_id: int) -> Response:
    held = await memberships.groups_of_agent(read, principal, user_id)
    entry = await agents.read_agent(read, principal, user_id)
    return await _matrix(request, read, principal, AGENTS, entry, held)


@router.post("/agents/{user_id}/rights")
async def set_agent_rights(request: Request, principal: Administrator, user_id: int) -> Response:
    command = await _wanted(request)
    site: Site = request.state.site
    try:
        async with site.uow(acting_id=principal.user_id) as uow:
            await memberships.set_groups_of_agent(uow, principal, user_id, command.groups)
    except LastAdministrator as refusal:
        async with site.read() as read:
            held = await memberships.groups_of_agent(read, principal, user_id)
            entry = await agents.read_agent(read, principal, user_id)
            return await _matrix(request, read, principal, AGENTS, entry, held, explain(request, refusal))
    return _saved(request)


@router.get("/roles/{role_id}/rights", name="admin_role_rights")
async def role_rights(request: Request, principal: Administrator, read: Read, role_id: int) -> Response:
    held = await memberships.groups_of_role(read, principal, role_id)
    entry = await groups.read_role(read, principal, role_id)
    return await _matrix(request, read, principal, ROLES, entry, held)


@router.post("/roles/{role_id}/rights")
async def set_role_rights(request: Request, principal: Administrator, role_id: int) -> Response:
    command = await _wanted(request)
    site: Site = request.state.site
    try:
        async with site.uow(acting_id=principal.user_id) as uow:
            await memberships.set_groups_of_role(uow, principal, role_id, command.groups)
    except LastAdministrator as refusal:
        async with site.read() as read:
            held = await memberships.groups_of_role(read, principal, role_id)
            entry = await groups.read_role(read, principal, role_id)
            return await _matrix(request, read, principal, ROLES, entry, held, explain(request, refusal))
    return _saved(request)


@router.get("/agents/{user_id}/roles", name="admin_agent_roles")
async def agent_roles(request: Request, principal: Administrator, read: Read, user_id: int) -> Response:
    return await _roles_page(request, read, principal, user_id)


@router.post("/agents/{user_id}/roles")
async def set_agent_roles(request: Request, principal: Administrator, user_id: int) -> Response:
    site: Site = request.state.site
    chosen = _numbers((await request.form()).getlist("member"))
    try:
        async with site.uow(acting_id=principal.user_id) as uow:
            await memberships.set_roles_of_agent(uow, principal, user_id, chosen)
    except LastAdministrator as refusal:
        async with site.read() as read:
            return await _roles_page(request, read, principal, user_id, explain(request, refusal))
    return _saved(request)


@router.get("/roles/{role_id}/members", name="admin_role_members")
async def role_members(request: Request, principal: Administrator, role_id: int) -> Response:
    """There can be thousands: the relation of agents and roles shows them a page at a time."""
    return redirect(request, f"/admin/relations/agents-roles/roles/{role_id}")


async def _wanted(request: Request) -> RightsSet:
    """Boxes are named after groups, their values are rights. Raises InvalidInput for a right that is none."""
    wanted: dict[int, list[str]] = {}
    for name, value in (await request.form()).multi_items():
        group_id = number(name.removeprefix("group-")) if name.startswith("group-") else None
        if group_id is not None:
            wanted.setdefault(group_id, []).append(str(value))
    return build(RightsSet, {"groups": [{"group_id": id_, "rights": rights} for id_, rights in wanted.items()]})


async def _matrix(
    request: Request,
    read: ReadUow,
    principal: Principal,
    module: Module,
    entry: Any,
    held: Iterable[GroupRightsRead],
    error: str = "",
) -> Response:
    """Groups that are not valid are shown where rights on them are held, so that saving does not take them away."""
    rights: Mapping[int, list[str]] = {each.group_id: each.rights for each in held}
    rows = [group for group in await groups.list_groups(read, principal) if group.valid or group.id in rights]
    context = {"groups": rows, "held": rights, "rights": [str(right) for right in QueueRight], "error": error}
    return await entry_page(
        request,
        read,
        principal,
        module,
        entry,
        "admin/rights.html",
        context,
        tab="rights",
        status=422 if error else 200,
    )


async def _roles_page(request: Request, read: ReadUow, principal: Principal, user_id: int, error: str = "") -> Response:
    _ = catalogue_of(request).gettext
    held = [each.role_id for each in await memberships.roles_of_agent(read, principal, user_id)]
    rows = [role for role in await groups.list_roles(read, principal) if role.valid or role.id in held]
    context = {
        "label": _("Roles of this agent"),
        "options": [(role.id, role.name) for role in rows],
        "chosen": held,
        "error": error,
    }
    entry = await agents.read_agent(read, principal, user_id)
    return await entry_page(
        request,
        read,
        principal,
        AGENTS,
        entry,
        "admin/members.html",
        context,
        tab="roles",
        status=422 if error else 200,
    )


def _numbers(values: Iterable[Any]) -> list[int]:
    return [found for value in values if (found := number(str(value))) is not None]


def _saved(request: Request) -> Response:
    """Back to the same tab with the same list beside it."""
    query = f"?{request.url.query}" if request.url.query else ""
    return redirect(request, request.url.path + query, toast=catalogue_of(request).gettext("Saved."))
