"""Agents to choose from: those who hold a right on a group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, bindparam, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.identity.models import GroupRole, GroupUser, PermissionGroup, Role, RoleUser, User

_NOBODY, _VALID = 1, 1
_group = bindparam("group_id", type_=User.id.type)
_keys = bindparam("keys", expanding=True, type_=GroupUser.permission_key.type)
_HOLDERS = union_all(
    select(GroupUser.user_id).where(GroupUser.group_id == _group, GroupUser.permission_key.in_(_keys)),
    select(RoleUser.user_id)
    .join(Role, and_(Role.id == RoleUser.role_id, Role.valid_id == _VALID))
    .join(GroupRole, GroupRole.role_id == Role.id)
    .where(GroupRole.group_id == _group, GroupRole.permission_key.in_(_keys), GroupRole.permission_value == 1),
).subquery()
_GROUP_IS_VALID = select(PermissionGroup.id).where(PermissionGroup.id == _group, PermissionGroup.valid_id == _VALID)
_AGENTS = (
    select(User.id, User.login, User.first_name, User.last_name)
    .where(User.valid_id == _VALID)
    .order_by(User.first_name, User.last_name, User.login)
)
_WITH_RIGHT = _AGENTS.where(
    or_(User.id == _NOBODY, and_(User.id.in_(select(_HOLDERS.c.user_id)), _GROUP_IS_VALID.exists()))
)


async def agents_with_right(session: AsyncSession, group_id: int, right: str) -> Sequence[Any]:
    """id, login, first_name, last_name of user 1 and of valid agents who hold the right or `rw`, by name."""
    return (await session.execute(_WITH_RIGHT, {"group_id": group_id, "keys": sorted({right, "rw"})})).all()


async def all_agents(session: AsyncSession) -> Sequence[Any]:
    """The same of every valid agent."""
    return (await session.execute(_AGENTS)).all()
