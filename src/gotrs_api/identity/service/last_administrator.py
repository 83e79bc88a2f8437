"""Nobody may take away the last person who could give it back."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import and_, select, union

from gotrs_api.identity.agents import VALID
from gotrs_api.identity.errors import LastAdministrator
from gotrs_api.identity.models import GroupRole, GroupUser, PermissionGroup, Role, RoleUser, User
from gotrs_api.identity.principal import ADMIN_GROUP, QueueRight
from gotrs_api.uow import ReadUow, UnitOfWork

UNUSABLE_HASH = "!"  # what a new installation's first agent has before a password is set


@asynccontextmanager
async def kept(uow: UnitOfWork) -> AsyncIterator[None]:
    """Around a change of rights or validity. Raises LastAdministrator when nobody is left afterwards."""
    await _hold(uow)
    before = await administrators(uow)
    yield
    await uow.session.flush()
    if before and not await administrators(uow):
        raise LastAdministrator


async def is_the_only_one(uow: UnitOfWork, user_id: int) -> bool:
    """Until the end of the transaction."""
    await _hold(uow)
    return await administrators(uow) == {user_id}


async def _hold(uow: UnitOfWork) -> None:
    """The admin group's row, or two administrators could lose their rights at the same moment, each as not the last."""
    await uow.session.execute(select(PermissionGroup.id).where(PermissionGroup.name == ADMIN_GROUP).with_for_update())


async def administrators(uow: ReadUow) -> set[int]:
    """Valid agents with rw in the group admin, directly or by a role, who could sign in."""
    admin = (PermissionGroup.name == ADMIN_GROUP) & (PermissionGroup.valid_id == VALID)
    direct = (
        select(GroupUser.user_id)
        .join(PermissionGroup, PermissionGroup.id == GroupUser.group_id)
        .where(admin, GroupUser.permission_key == QueueRight.RW)
    )
    by_role = (
        select(RoleUser.user_id)
        .join(Role, and_(Role.id == RoleUser.role_id, Role.valid_id == VALID))
        .join(GroupRole, GroupRole.role_id == Role.id)
        .join(PermissionGroup, PermissionGroup.id == GroupRole.group_id)
        .where(admin, GroupRole.permission_key == QueueRight.RW, GroupRole.permission_value == 1)
    )
    found = await uow.session.scalars(
        select(User.id).where(User.id.in_(union(direct, by_role)), User.valid_id == VALID, User.pw != UNUSABLE_HASH)
    )
    return set(found)
