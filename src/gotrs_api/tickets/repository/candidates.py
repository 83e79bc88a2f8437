"""Agents who could be given a ticket of a queue."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.identity.models import GroupRole, GroupUser, PermissionGroup, Role, RoleUser, User
from gotrs_api.tickets.models import TicketHistory

VALID = 1
_group = bindparam("group_id", type_=PermissionGroup.id.type)
_keys = bindparam("keys", expanding=True, type_=GroupUser.permission_key.type)
_ALL = select(User.id, User.login, User.first_name, User.last_name).where(User.valid_id == VALID)
_ORDER = (User.last_name, User.first_name, User.id)
_DIRECT = (
    select(GroupUser.user_id)
    .join(PermissionGroup, and_(PermissionGroup.id == GroupUser.group_id, PermissionGroup.valid_id == VALID))
    .where(GroupUser.group_id == _group, GroupUser.permission_key.in_(_keys))
)
_BY_ROLE = (
    select(RoleUser.user_id)
    .join(Role, and_(Role.id == RoleUser.role_id, Role.valid_id == VALID))
    .join(GroupRole, GroupRole.role_id == Role.id)
    .join(PermissionGroup, and_(PermissionGroup.id == GroupRole.group_id, PermissionGroup.valid_id == VALID))
    .where(GroupRole.group_id == _group, GroupRole.permission_key.in_(_keys), GroupRole.permission_value == 1)
)
_WITH_RIGHT = _ALL.where(or_(User.id.in_(_DIRECT), User.id.in_(_BY_ROLE)))


async def agents_with_right(session: AsyncSession, group_id: int | None, right: str) -> Sequence[Any]:
    """id, login, first_name, last_name of valid agents by name; every valid agent for a group of None."""
    if group_id is None:
        return (await session.execute(_ALL.order_by(*_ORDER))).all()
    parameters = {"group_id": group_id, "keys": sorted({right, "rw"})}
    return (await session.execute(_WITH_RIGHT.order_by(*_ORDER), parameters)).all()


async def agents_like(
    session: AsyncSession,
    words: Sequence[str],
    most: int,
    group_id: int | None = None,
    right: str = "",
    among: Collection[str] | None = None,
) -> Sequence[Any]:
    """The same, at most so many, in whose name or login each word is; `among` some logins only."""
    found = (_ALL if group_id is None else _WITH_RIGHT).order_by(*_ORDER).limit(most)
    if among is not None:
        found = found.where(User.login.in_(among))
    for word in words:
        fields = (User.first_name, User.last_name, User.login)
        found = found.where(or_(*(field.icontains(word, autoescape=True) for field in fields)))
    parameters = {} if group_id is None else {"group_id": group_id, "keys": sorted({right, "rw"})}
    return (await session.execute(found, parameters)).all()


async def agents_of(session: AsyncSession, ids: Collection[int]) -> Sequence[Any]:
    """The same of these agents, valid or not."""
    if not ids:
        return []
    found = select(User.id, User.login, User.first_name, User.last_name).where(User.id.in_(ids))
    return (await session.execute(found.order_by(*_ORDER))).all()


async def owners_before(session: AsyncSession, ticket_id: int) -> list[int]:
    """User ids of all who have owned a ticket, the last one first."""
    found = (
        select(TicketHistory.owner_id)
        .where(TicketHistory.ticket_id == ticket_id)
        .group_by(TicketHistory.owner_id)
        .order_by(func.max(TicketHistory.id).desc())
    )
    return list(await session.scalars(found))
