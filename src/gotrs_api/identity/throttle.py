"""Failed sign-ins cost time: the wait doubles for one login from one address, and more slowly for each alone.

Kept in the database, so that a restart forgets nothing.
"""

import hashlib
from datetime import timedelta

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from gotrs_api.identity.errors import TooManyAttempts
from gotrs_api.identity.models import LoginAttempt
from gotrs_api.identity.principal import Kind
from gotrs_api.uow import ReadUow, UnitOfWork

# (failures that cost nothing, longest wait in seconds)
_PAIR, _LOGIN, _ADDRESS = (3, 900), (20, 300), (30, 900)
_FORGOTTEN_AFTER = timedelta(hours=24)


def _keys(kind: Kind, login: str, address: str) -> dict[str, tuple[int, int]]:
    name = hashlib.sha256(login.casefold().encode()).hexdigest()[:32]
    return {
        f"pair:{kind}:{name}:{address}": _PAIR,
        f"login:{kind}:{name}": _LOGIN,
        f"address:{address}": _ADDRESS,
    }


async def check(uow: ReadUow, kind: Kind, login: str, address: str) -> None:
    """Raises TooManyAttempts while one of the three must wait."""
    now = uow.clock.now()
    blocked = await uow.session.scalars(
        select(LoginAttempt.blocked_until).where(
            LoginAttempt.key.in_(_keys(kind, login, address)), LoginAttempt.blocked_until > now
        )
    )
    until = max((moment for moment in blocked if moment is not None), default=None)
    if until is not None:
        raise TooManyAttempts(retry_after_s=max(1, int((until - now).total_seconds()) + 1))


async def record_failure(uow: UnitOfWork, kind: Kind, login: str, address: str) -> None:
    now = uow.clock.now()
    for key, (free, longest_s) in sorted(_keys(kind, login, address).items()):
        row = await uow.session.get(LoginAttempt, key, with_for_update=True)
        if row is None:
            try:
                async with uow.session.begin_nested():
                    await uow.session.execute(insert(LoginAttempt).values(key=key, failures=1, last_failure_at=now))
                continue
            except IntegrityError:  # another attempt was first
                row = await uow.session.get(LoginAttempt, key, with_for_update=True)
        if row is None:
            continue
        stale = row.last_failure_at is not None and row.last_failure_at < now - _FORGOTTEN_AFTER
        row.failures = 1 if stale else row.failures + 1
        row.last_failure_at = now
        over = row.failures - free
        row.blocked_until = now + timedelta(seconds=min(longest_s, 2 ** min(over, 20))) if over > 0 else None


async def record_success(uow: UnitOfWork, kind: Kind, login: str, address: str) -> None:
    """The login is forgiven; the address keeps its count, or one good account would hide a search for others."""
    keys = [key for key in _keys(kind, login, address) if not key.startswith("address:")]
    await uow.session.execute(delete(LoginAttempt).where(LoginAttempt.key.in_(keys)))
    await uow.session.execute(
        update(LoginAttempt)
        .where(LoginAttempt.key == f"address:{address}", LoginAttempt.blocked_until < uow.clock.now())
        .values(blocked_until=None)
    )
