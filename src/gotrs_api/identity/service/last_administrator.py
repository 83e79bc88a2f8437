"""Nobody may take away the last person who could give it back."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import and_, select, union

from gotrs_api.identity.agents import VALID
from gotrs_api.identity.errors import LastAdministrator
from gotrs_api.identity.models import (
    GroupRole,
    GroupUser,
    IdentityLink,
    Passkey,
    PermissionGroup,
    Role,
    RoleUser,
    SignInProvider,
    User,
)
from gotrs_api.identity.principal import ADMIN_GROUP, Kind, QueueRight
from gotrs_api.identity.providers.config import ProviderType
from gotrs_api.uow import ReadUow, UnitOfWork

UNUSABLE_HASH = "!"  # what a new installation's first agent has before a password is set


@asynccontextmanager
async def kept(uow: UnitOfWork) -> AsyncIterator[None]:
    """Around a change of rights, validity or ways in. Raises LastAdministrator when nobody is left afterwards."""
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
    """Valid agents with rw in the group admin, directly or by a role, who have a way in: their password here while such
    count, an account at a provider that is asked, or a passkey."""
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
    found = await uow.session.execute(
        select(User.id, User.pw).where(User.id.in_(union(direct, by_role)), User.valid_id == VALID)
    )
    by_password = await _passwords_count(uow)
    able, others = set[int](), set[int]()
    for user_id, stored in found:
        (able if by_password and stored != UNUSABLE_HASH else others).add(user_id)
    return able | await _otherwise(uow, others) if others else able


async def _passwords_count(uow: ReadUow) -> bool:
    """Whether agents sign in with a password of ours; without a row they do."""
    ours = await uow.session.execute(
        select(SignInProvider.is_enabled, SignInProvider.for_agents).where(SignInProvider.type == ProviderType.DATABASE)
    )
    return all(is_enabled and for_agents for is_enabled, for_agents in ours)


async def _otherwise(uow: ReadUow, user_ids: set[int]) -> set[int]:
    """Those among these agents who sign in elsewhere, or with a passkey."""
    subjects = [str(user_id) for user_id in user_ids]
    linked = (
        select(IdentityLink.subject)
        .join(SignInProvider, SignInProvider.id == IdentityLink.provider_id)
        .where(
            IdentityLink.kind == Kind.AGENT,
            IdentityLink.subject.in_(subjects),
            SignInProvider.is_enabled == 1,
            SignInProvider.for_agents == 1,
        )
    )
    keys = select(Passkey.subject).where(Passkey.kind == Kind.AGENT, Passkey.subject.in_(subjects))
    return {int(subject) for query in (linked, keys) for subject in await uow.session.scalars(query)}
