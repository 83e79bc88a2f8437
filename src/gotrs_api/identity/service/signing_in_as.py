"""Signing in as somebody else: an administrator sees the desk with that person's eyes, for an hour at most.

Everything done meanwhile says in the audit log who was behind it. Switched on by OTRS's settings.
Source: OTRS 6, Kernel/Modules/AdminUser.pm and AdminCustomerUser.pm, Subaction Switch.
"""

from __future__ import annotations

from datetime import timedelta

from gotrs_api.identity import audit, principals
from gotrs_api.identity.directory import Account
from gotrs_api.identity.errors import SigningInAsIsOff, UserNotFound
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.service import sessions
from gotrs_api.kernel.errors import Forbidden
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow, UnitOfWork

LASTS = timedelta(hours=1)
_SWITCH = {Kind.AGENT: settings.SWITCH_TO_USER, Kind.CUSTOMER: settings.SWITCH_TO_CUSTOMER}


async def is_on(uow: ReadUow, kind: Kind) -> bool:
    return await sysconfig.get(uow, _SWITCH[kind])


async def sign_in_as(
    uow: UnitOfWork, principal: Principal, account: Account, *, reason: str, address: str, user_agent: str
) -> str:
    """The token for the cookie. Raises Forbidden, SigningInAsIsOff, UserNotFound for an account that is not valid."""
    principal.require_admin()
    if principal.behind is not None or not principal.is_agent:
        raise Forbidden
    if not await is_on(uow, account.kind):
        raise SigningInAsIsOff
    if not account.valid:
        raise UserNotFound
    await audit.record(
        uow, principal, "sign_in.as_somebody_else", _kind_in_log(account.kind), account.subject,
        {"login": account.login, "reason": reason},
    )  # fmt: skip
    until = uow.clock.now() + LASTS
    return await sessions.create_behind(
        uow, account.kind, account.subject, principal.user_id, address, user_agent, until
    )


async def who_is_behind(uow: ReadUow, principal: Principal) -> str | None:
    """The administrator's login; None for one who is none any more: then the session counts no longer."""
    if principal.behind is None:
        return None
    found = await principals.by_agent(uow, principal.behind)
    return found.principal.login if found is not None and found.principal.is_admin else None


def _kind_in_log(kind: Kind) -> str:
    return "user" if kind is Kind.AGENT else "customer_user"
