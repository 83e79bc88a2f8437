"""Agents around a ticket: who holds a right on a group, who watches, who is away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, delete, insert, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.db.results import changed_rows
from gotrs_api.identity.models import GroupRole, GroupUser, PermissionGroup, Role, RoleUser, User, UserPreference
from gotrs_api.tickets.models import TicketWatcher
from gotrs_api.uow import ReadUow
from gotrs_api.uow.snapshot import Snapshot

_HELD = union_all(
    select(GroupUser.user_id, GroupUser.group_id, GroupUser.permission_key).join(
        PermissionGroup, and_(PermissionGroup.id == GroupUser.group_id, PermissionGroup.valid_id == 1)
    ),
    select(RoleUser.user_id, GroupRole.group_id, GroupRole.permission_key)
    .join(Role, and_(Role.id == RoleUser.role_id, Role.valid_id == 1))
    .join(GroupRole, and_(GroupRole.role_id == Role.id, GroupRole.permission_value == 1))
    .join(PermissionGroup, and_(PermissionGroup.id == GroupRole.group_id, PermissionGroup.valid_id == 1)),
)


async def _load(uow: ReadUow) -> frozenset[tuple[int, int, str]]:
    return frozenset((user_id, group_id, key) for user_id, group_id, key in await uow.session.execute(_HELD))


_RIGHTS = Snapshot("group_rights", (GroupUser, GroupRole, Role, RoleUser, PermissionGroup), _load)


async def has_group_right(uow: ReadUow, user_id: int, group_id: int, right: str) -> bool:
    """Directly or through a valid role, in a valid group; `rw` counts for every right."""
    held = await _RIGHTS.get(uow)
    return (user_id, group_id, right) in held or (user_id, group_id, "rw") in held


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
    return changed_rows(gone)


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
