"""Agents around a ticket: who holds a right on a group, who watches, who is away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, insert, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.identity.models import GroupRole, GroupUser, PermissionGroup, Role, RoleUser, User, UserPreference
from gotrs_api.tickets.models import TicketWatcher

_user, _group = bindparam("user_id", type_=User.id.type), bindparam("group_id", type_=User.id.type)
_keys = bindparam("keys", expanding=True, type_=GroupUser.permission_key.type)
_HELD = union_all(
    select(GroupUser.group_id).where(
        GroupUser.user_id == _user, GroupUser.group_id == _group, GroupUser.permission_key.in_(_keys)
    ),
    select(GroupRole.group_id)
    .join(Role, and_(Role.id == GroupRole.role_id, Role.valid_id == 1))
    .join(RoleUser, RoleUser.role_id == Role.id)
    .where(
        RoleUser.user_id == _user,
        GroupRole.group_id == _group,
        GroupRole.permission_key.in_(_keys),
        GroupRole.permission_value == 1,
    ),
).subquery()
_HAS_RIGHT = (
    select(func.count())
    .select_from(_HELD)
    .join(PermissionGroup, and_(PermissionGroup.id == _HELD.c.group_id, PermissionGroup.valid_id == 1))
)


async def has_group_right(session: AsyncSession, user_id: int, group_id: int, right: str) -> bool:
    """Directly or through a valid role, in a valid group; `rw` counts for every right."""
    return bool(
        await session.scalar(_HAS_RIGHT, {"user_id": user_id, "group_id": group_id, "keys": sorted({right, "rw"})})
    )


async def preferences(session: AsyncSession, user_id: int, keys: Sequence[str]) -> dict[str, str]:
    rows = await session.execute(
        select(UserPreference.preferences_key, UserPreference.preferences_value).where(
            UserPreference.user_id == user_id, UserPreference.preferences_key.in_(keys)
        )
    )
    return {key: value or "" for key, value in rows}


async def add_watcher(session: AsyncSession, ticket_id: int, user_id: int, now: Any, acting_id: int) -> None:
    await session.execute(
        insert(TicketWatcher).values(
            ticket_id=ticket_id,
            user_id=user_id,
            create_time=now,
            create_by=acting_id,
            change_time=now,
            change_by=acting_id,
        )
    )


async def remove_watchers(session: AsyncSession, ticket_id: int, user_id: int | None = None) -> int:
    """Of one agent, or (None) all; answers how many went."""
    statement = delete(TicketWatcher).where(TicketWatcher.ticket_id == ticket_id)
    if user_id is not None:
        statement = statement.where(TicketWatcher.user_id == user_id)
    gone = await session.execute(statement)
    return int(gone.rowcount)  # type: ignore[attr-defined]


async def watchers(session: AsyncSession, ticket_id: int) -> Sequence[Any]:
    """id, login, first_name, last_name, valid_id, since."""
    return (
        await session.execute(
            select(
                User.id, User.login, User.first_name, User.last_name, User.valid_id,
                TicketWatcher.create_time.label("since"),
            )
            .join(User, User.id == TicketWatcher.user_id)
            .where(TicketWatcher.ticket_id == ticket_id)
            .order_by(TicketWatcher.create_time, User.login)
        )
    ).all()  # fmt: skip
