"""That somebody without a password has just shown once more who he is; it stands for the password for five minutes.

Bound to the session in which it was shown. Accounts that have a password are asked for that.
"""

from __future__ import annotations

from datetime import timedelta

from gotrs_api.identity.directory import Account
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.service import exchanges
from gotrs_api.identity.service.last_administrator import UNUSABLE_HASH
from gotrs_api.uow import ReadUow, UnitOfWork

LIFETIME = timedelta(minutes=5)
_PURPOSE = "confirmed"


def has_password(account: Account) -> bool:
    """One kept here; a directory may know another."""
    return account.password_hash not in ("", UNUSABLE_HASH)


async def note(uow: UnitOfWork, principal: Principal) -> None:
    await exchanges.take(uow, _PURPOSE, _key(principal))
    await exchanges.begin(uow, _PURPOSE, _key(principal), {}, lifetime=LIFETIME)


async def holds(uow: ReadUow, principal: Principal, account: Account) -> bool:
    if principal.session_id is None or has_password(account):
        return False
    return await exchanges.waits(uow, _PURPOSE, _key(principal))


def _key(principal: Principal) -> str:
    return f"{principal.kind} {principal.session_id}"
