"""Groups and roles themselves; who is in them: `memberships`."""

from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from gotrs_api.identity import audit, principals
from gotrs_api.identity.agents import VALID
from gotrs_api.identity.errors import BuiltInGroup, GroupNotFound, NameTaken, RoleNotFound
from gotrs_api.identity.events import GroupSaved, PermissionsChanged, RoleSaved
from gotrs_api.identity.models import PermissionGroup, Role
from gotrs_api.identity.principal import ADMIN_GROUP, STATS_GROUP, USERS_GROUP, Principal
from gotrs_api.identity.row_changes import changes_of
from gotrs_api.identity.schemas.agents import GroupCreate, GroupRead, GroupUpdate
from gotrs_api.identity.service import last_administrator
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.uow import ReadUow, UnitOfWork

INVALID = 2
BUILT_IN = frozenset({ADMIN_GROUP, STATS_GROUP, USERS_GROUP})
Table = TypeVar("Table", PermissionGroup, Role)


async def list_groups(uow: ReadUow, principal: Principal) -> list[GroupRead]:
    """Raises Forbidden for customers."""
    principal.require_agent()
    return [_read(row) for row in await uow.session.scalars(select(PermissionGroup).order_by(PermissionGroup.name))]


async def list_roles(uow: ReadUow, principal: Principal) -> list[GroupRead]:
    """Raises Forbidden for customers."""
    principal.require_agent()
    return [_read(row) for row in await uow.session.scalars(select(Role).order_by(Role.name))]


async def read_group(uow: ReadUow, principal: Principal, group_id: int) -> GroupRead:
    """Raises GroupNotFound."""
    principal.require_agent()
    return _read(await group_of(uow, group_id))


async def read_role(uow: ReadUow, principal: Principal, role_id: int) -> GroupRead:
    """Raises RoleNotFound."""
    principal.require_agent()
    return _read(await role_of(uow, role_id))


async def create_group(uow: UnitOfWork, principal: Principal, command: GroupCreate) -> GroupRead:
    """Nobody has a right in it yet. Raises Forbidden, NameTaken."""
    group = await _create(uow, principal, PermissionGroup, command)
    await uow.emit(GroupSaved(group_id=group.id, name=group.name))
    await audit.record(uow, principal, "group.created", "group", group.id, {"name": group.name})
    return _read(group)


async def create_role(uow: UnitOfWork, principal: Principal, command: GroupCreate) -> GroupRead:
    """Raises Forbidden, NameTaken."""
    role = await _create(uow, principal, Role, command)
    await uow.emit(RoleSaved(role_id=role.id, name=role.name))
    await audit.record(uow, principal, "role.created", "role", role.id, {"name": role.name})
    return _read(role)


async def update_group(uow: UnitOfWork, principal: Principal, group_id: int, command: GroupUpdate) -> GroupRead:
    """Raises Forbidden, GroupNotFound, NameTaken, BuiltInGroup."""
    principal.require_admin()
    group = await group_of(uow, group_id)
    if group.name in BUILT_IN and (command.valid is False or command.name not in (None, group.name)):
        raise BuiltInGroup(name=group.name)
    told = await _update(uow, group, command)
    if told:
        await uow.emit(GroupSaved(group_id=group.id, name=group.name))
        await uow.emit(PermissionsChanged(object_type="group", object_id=group.id))
        await audit.record(uow, principal, "group.updated", "group", group.id, told)
    return _read(group)


async def update_role(uow: UnitOfWork, principal: Principal, role_id: int, command: GroupUpdate) -> GroupRead:
    """Raises Forbidden, RoleNotFound, NameTaken, LastAdministrator."""
    principal.require_admin()
    role = await role_of(uow, role_id)
    told = await _update(uow, role, command)
    if told:
        await uow.emit(RoleSaved(role_id=role.id, name=role.name))
        await uow.emit(PermissionsChanged(object_type="role", object_id=role.id))
        await audit.record(uow, principal, "role.updated", "role", role.id, told)
    return _read(role)


async def group_of(uow: ReadUow, group_id: int) -> PermissionGroup:
    group = await uow.session.get(PermissionGroup, group_id)
    if group is None:
        raise GroupNotFound
    return group


async def role_of(uow: ReadUow, role_id: int) -> Role:
    role = await uow.session.get(Role, role_id)
    if role is None:
        raise RoleNotFound
    return role


async def _create(uow: UnitOfWork, principal: Principal, table: type[Table], command: GroupCreate) -> Table:
    principal.require_admin()
    row = table(name=command.name, comments=command.comment or None, valid_id=VALID if command.valid else INVALID)
    try:
        async with uow.session.begin_nested():
            uow.session.add(row)
            await uow.session.flush()
    except IntegrityError:
        raise NameTaken(name=command.name) from None
    return row


async def _update(uow: UnitOfWork, row: PermissionGroup | Role, command: GroupUpdate) -> dict[str, Any]:
    """For the log; empty when nothing changed."""
    sent = command.model_dump(exclude_unset=True)
    for field in ("name", "valid"):
        if field in sent and sent[field] is None:
            raise InvalidInput.field(f"/{field}", "null", "This cannot be empty.")
    name = sent.get("name", row.name)
    async with last_administrator.kept(uow):
        row.name = name
        if "comment" in sent:
            row.comments = sent["comment"] or None
        if "valid" in sent and sent["valid"] != (row.valid_id == VALID):
            row.valid_id = VALID if sent["valid"] else INVALID
        if not uow.session.is_modified(row):
            return {}
        told = changes_of(row)
        try:
            async with uow.session.begin_nested():
                await uow.session.flush()
        except IntegrityError:
            raise NameTaken(name=name) from None
    principals.forget_after_commit(uow)
    return told


def _read(row: PermissionGroup | Role) -> GroupRead:
    return GroupRead(
        id=row.id,
        name=row.name,
        comment=row.comments or "",
        valid=row.valid_id == VALID,
        created=row.create_time,
        changed=row.change_time,
    )
