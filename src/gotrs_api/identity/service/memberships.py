"""Who has which rights: agents in groups and roles, roles in groups. Only administrators change it."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from sqlalchemy import delete, insert, select

from gotrs_api.identity import audit, principals
from gotrs_api.identity.agents import VALID
from gotrs_api.identity.errors import GroupNotFound, RoleNotFound, UserNotFound
from gotrs_api.identity.events import PermissionsChanged
from gotrs_api.identity.models import GroupRole, GroupUser, PermissionGroup, Role, RoleUser, User
from gotrs_api.identity.names import full_name
from gotrs_api.identity.principal import Principal, QueueRight
from gotrs_api.identity.schemas.agents import GroupRights, GroupRightsRead, Member, RoleMembership
from gotrs_api.identity.service import last_administrator
from gotrs_api.identity.service.groups import role_of
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow, UnitOfWork

_IN_ORDER = {right: number for number, right in enumerate(QueueRight)}


async def groups_of_agent(uow: ReadUow, principal: Principal, user_id: int) -> list[GroupRightsRead]:
    """Direct rights, without those of roles. Raises UserNotFound, Forbidden for customers."""
    principal.require_agent()
    await _require_user(uow, user_id)
    rows = await uow.session.execute(
        select(GroupUser.group_id, PermissionGroup.name, GroupUser.permission_key)
        .join(PermissionGroup, PermissionGroup.id == GroupUser.group_id)
        .where(GroupUser.user_id == user_id)
    )
    return _by_group(rows.all())


async def groups_of_role(uow: ReadUow, principal: Principal, role_id: int) -> list[GroupRightsRead]:
    """Raises RoleNotFound, Forbidden for customers."""
    principal.require_agent()
    await role_of(uow, role_id)
    rows = await uow.session.execute(
        select(GroupRole.group_id, PermissionGroup.name, GroupRole.permission_key)
        .join(PermissionGroup, PermissionGroup.id == GroupRole.group_id)
        .where(GroupRole.role_id == role_id, GroupRole.permission_value == 1)
    )
    return _by_group(rows.all())


async def roles_of_agent(uow: ReadUow, principal: Principal, user_id: int) -> list[RoleMembership]:
    """Raises UserNotFound, Forbidden for customers."""
    principal.require_agent()
    await _require_user(uow, user_id)
    rows = await uow.session.execute(
        select(Role.id, Role.name)
        .join(RoleUser, RoleUser.role_id == Role.id)
        .where(RoleUser.user_id == user_id)
        .order_by(Role.name)
    )
    return [RoleMembership(role_id=role_id, role=name) for role_id, name in rows]


async def members_of_role(uow: ReadUow, principal: Principal, role_id: int) -> list[Member]:
    """Raises RoleNotFound, Forbidden for customers."""
    principal.require_agent()
    await role_of(uow, role_id)
    rows = await uow.session.scalars(
        select(User).join(RoleUser, RoleUser.user_id == User.id).where(RoleUser.role_id == role_id).order_by(User.login)
    )
    order = await sysconfig.get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
    return [
        Member(id=user.id, login=user.login, name=full_name(user.first_name, user.last_name, user.login, order))
        for user in rows
    ]


async def agents_with_right(uow: ReadUow, group_id: int, right: QueueRight | str = QueueRight.RO) -> set[int]:
    """Valid agents who hold a right (or rw) on a valid group, directly or by valid roles; for owner choices."""
    keys = (str(right), str(QueueRight.RW))
    direct = select(GroupUser.user_id).where(GroupUser.group_id == group_id, GroupUser.permission_key.in_(keys))
    by_role = (
        select(RoleUser.user_id)
        .join(Role, (Role.id == RoleUser.role_id) & (Role.valid_id == VALID))
        .join(GroupRole, (GroupRole.role_id == Role.id) & (GroupRole.permission_value == 1))
        .where(GroupRole.group_id == group_id, GroupRole.permission_key.in_(keys))
    )
    is_valid = select(PermissionGroup.id).where(PermissionGroup.id == group_id, PermissionGroup.valid_id == VALID)
    found = await uow.session.scalars(
        select(User.id).where(User.valid_id == VALID, User.id.in_(direct) | User.id.in_(by_role), is_valid.exists())
    )
    return set(found)


async def set_groups_of_agent(
    uow: UnitOfWork, principal: Principal, user_id: int, wanted: Sequence[GroupRights]
) -> list[GroupRightsRead]:
    """What is not listed is taken away. Raises Forbidden, UserNotFound, GroupNotFound, LastAdministrator."""
    principal.require_admin()
    login = await _require_user(uow, user_id)
    rights = await _checked(uow, wanted)
    had = await groups_of_agent(uow, principal, user_id)
    async with last_administrator.kept(uow):
        await uow.session.execute(delete(GroupUser).where(GroupUser.user_id == user_id))
        rows = [
            {"user_id": user_id, "group_id": group_id, "permission_key": key, **_stamps(uow)}
            for group_id, keys in rights.items()
            for key in keys
        ]
        if rows:
            await uow.session.execute(insert(GroupUser), rows)
    holds = await groups_of_agent(uow, principal, user_id)
    details = {"groups": _plain(rights), **_told("groups", login, had, holds)}
    await _changed(uow, principal, "user", user_id, "permission.user_groups_set", details)
    return holds


async def set_groups_of_role(
    uow: UnitOfWork, principal: Principal, role_id: int, wanted: Sequence[GroupRights]
) -> list[GroupRightsRead]:
    """What is not listed is taken away. Raises Forbidden, RoleNotFound, GroupNotFound, LastAdministrator."""
    principal.require_admin()
    name = (await role_of(uow, role_id)).name
    rights = await _checked(uow, wanted)
    had = await groups_of_role(uow, principal, role_id)
    async with last_administrator.kept(uow):
        await uow.session.execute(delete(GroupRole).where(GroupRole.role_id == role_id))
        rows = [
            {"role_id": role_id, "group_id": group_id, "permission_key": key, "permission_value": 1, **_stamps(uow)}
            for group_id, keys in rights.items()
            for key in keys
        ]
        if rows:
            await uow.session.execute(insert(GroupRole), rows)
    holds = await groups_of_role(uow, principal, role_id)
    details = {"groups": _plain(rights), **_told("groups", name, had, holds)}
    await _changed(uow, principal, "role", role_id, "permission.role_groups_set", details)
    return holds


async def set_roles_of_agent(
    uow: UnitOfWork, principal: Principal, user_id: int, role_ids: Iterable[int]
) -> list[RoleMembership]:
    """Raises Forbidden, UserNotFound, RoleNotFound, LastAdministrator."""
    principal.require_admin()
    login = await _require_user(uow, user_id)
    wanted = sorted(set(role_ids))
    await _require_all(uow, Role, wanted)
    had = await roles_of_agent(uow, principal, user_id)
    async with last_administrator.kept(uow):
        await uow.session.execute(delete(RoleUser).where(RoleUser.user_id == user_id))
        if wanted:
            rows = [{"user_id": user_id, "role_id": role_id, **_stamps(uow)} for role_id in wanted]
            await uow.session.execute(insert(RoleUser), rows)
    holds = await roles_of_agent(uow, principal, user_id)
    details = {"roles": wanted, **_told("roles", login, had, holds)}
    await _changed(uow, principal, "user", user_id, "permission.user_roles_set", details)
    return holds


async def set_members_of_role(
    uow: UnitOfWork, principal: Principal, role_id: int, user_ids: Iterable[int]
) -> list[Member]:
    """Raises Forbidden, RoleNotFound, UserNotFound, LastAdministrator."""
    principal.require_admin()
    name = (await role_of(uow, role_id)).name
    wanted = sorted(set(user_ids))
    await _require_all(uow, User, wanted)
    had = await members_of_role(uow, principal, role_id)
    async with last_administrator.kept(uow):
        await uow.session.execute(delete(RoleUser).where(RoleUser.role_id == role_id))
        if wanted:
            rows = [{"user_id": user_id, "role_id": role_id, **_stamps(uow)} for user_id in wanted]
            await uow.session.execute(insert(RoleUser), rows)
    holds = await members_of_role(uow, principal, role_id)
    details = {"users": wanted, **_told("agents", name, had, holds)}
    await _changed(uow, principal, "role", role_id, "permission.role_members_set", details)
    return holds


async def _changed(
    uow: UnitOfWork, principal: Principal, object_type: str, object_id: int, action: str, details: dict[str, Any]
) -> None:
    await uow.emit(PermissionsChanged(object_type=object_type, object_id=object_id))
    await audit.record(uow, principal, action, object_type, object_id, details)
    principals.forget_after_commit(uow)


Held: TypeAlias = Sequence[GroupRightsRead | RoleMembership | Member]


def _told(of_what: str, name: str, before: Held, after: Held) -> dict[str, Any]:
    """For the log: `with` is the other side, as relations call it, `diff` what was and is, by its names."""
    had, has = _by_name(before), _by_name(after)
    names = sorted(each for each in {*had, *has} if had.get(each) != has.get(each))
    return {"with": of_what, "name": name, "diff": {each: [had.get(each, ""), has.get(each, "")] for each in names}}


def _by_name(held: Held) -> dict[str, str]:
    return {
        one.group
        if isinstance(one, GroupRightsRead)
        else one.role
        if isinstance(one, RoleMembership)
        else one.login: " ".join(one.rights) if isinstance(one, GroupRightsRead) else "yes"
        for one in held
    }


async def _checked(uow: ReadUow, wanted: Sequence[GroupRights]) -> dict[int, list[str]]:
    """Rights by group; `rw` alone where it is among them."""
    rights: dict[int, set[str]] = {}
    for each in wanted:
        rights.setdefault(each.group_id, set()).update(each.rights)
    await _require_all(uow, PermissionGroup, list(rights))
    return {
        group_id: [QueueRight.RW] if QueueRight.RW in keys else sorted(keys)
        for group_id, keys in sorted(rights.items())
        if keys
    }


async def _require_user(uow: ReadUow, user_id: int) -> str:
    """Who it is. Raises UserNotFound."""
    login = await uow.session.scalar(select(User.login).where(User.id == user_id))
    if login is None:
        raise UserNotFound
    return login


async def _require_all(uow: ReadUow, table: Any, ids: Sequence[int]) -> None:
    if not ids:
        return
    known = set(await uow.session.scalars(select(table.id).where(table.id.in_(ids))))
    if known != set(ids):
        raise {User: UserNotFound, Role: RoleNotFound, PermissionGroup: GroupNotFound}[table]


def _by_group(rows: Iterable[Any]) -> list[GroupRightsRead]:
    found: dict[tuple[str, int], list[str]] = {}
    for group_id, name, key in rows:
        found.setdefault((name, group_id), []).append(key)
    return [
        GroupRightsRead(group_id=group_id, group=name, rights=sorted(keys, key=lambda key: _IN_ORDER.get(key, 99)))
        for (name, group_id), keys in sorted(found.items())
    ]


def _plain(rights: dict[int, list[str]]) -> dict[str, list[str]]:
    return {str(group_id): [str(key) for key in keys] for group_id, keys in rights.items()}


def _stamps(uow: UnitOfWork) -> dict[str, Any]:
    now, by = uow.clock.now(), uow.acting_id
    return {"create_time": now, "create_by": by, "change_time": now, "change_by": by}
