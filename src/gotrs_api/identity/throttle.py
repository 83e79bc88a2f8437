"""Failed sign-ins cost time: the wait doubles for one login from one address, and more slowly for each alone.

Kept in the database, so that a restart forgets nothing. An attempt counts as failed before its password is looked at
and is forgiven afterwards: otherwise many attempts at once would all pass before the first failure is written.
"""

import hashlib
import ipaddress
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from gotrs_api.db.results import changed_rows
from gotrs_api.identity.errors import TooManyAttempts
from gotrs_api.identity.models import LoginAttempt
from gotrs_api.identity.principal import Kind
from gotrs_api.uow import ReadUow, Site, UnitOfWork

# (failures that cost nothing, longest wait in seconds)
_PAIR, _LOGIN, _ADDRESS = (3, 900), (20, 300), (30, 900)
# Marks on letters, signs that show nothing, blanks.
_NOT_COMPARED = frozenset({"Mn", "Cf", "Cc", "Zs"})
FORGOTTEN_AFTER = timedelta(hours=24)


def _keys(kind: Kind, login: str, address: str) -> dict[str, tuple[int, int]]:
    address = _network(address)
    name = hashlib.sha256(_spelled(login).encode(errors="surrogatepass")).hexdigest()[:32]
    return {
        f"address:{address}": _ADDRESS,
        f"login:{kind}:{name}": _LOGIN,
        f"pair:{kind}:{name}:{address}": _PAIR,
    }


def _spelled(login: str) -> str:
    """One spelling for all that some directory takes for the same login: OpenLDAP wide letters, Active Directory letters
    with accents and without, both any case and blanks. Or each spelling would be a fresh start for guessing."""
    letters = unicodedata.normalize("NFKD", login.casefold())
    return "".join(one for one in letters if unicodedata.category(one) not in _NOT_COMPARED).casefold()


def _network(address: str) -> str:
    """An IPv6 address stands for its /64: whoever has one has them all."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:45]
    if parsed.version == 4 or parsed.ipv4_mapped is not None:
        return str(parsed)
    return str(ipaddress.ip_network((parsed, 64), strict=False))


async def begin_attempt(site: Site, kind: Kind, login: str, address: str) -> None:
    """Count an attempt as failed, in a transaction of its own.

    Raises TooManyAttempts, without counting, while the pair, the login or the address must wait.
    """
    keys = _keys(kind, login, address)
    for _ in range(3):
        async with site.uow() as uow:
            rows = await _locked(uow, keys)
            if len(rows) == len(keys):
                _count(rows, keys, uow.clock.now())
                return
        # In a transaction that holds no other lock: on MariaDB a refused insert keeps one that two would deadlock on.
        for key in keys.keys() - rows.keys():
            await _add(site, key)
    raise LookupError(f"the rows of attempts for {kind}:{login} vanish as soon as they are added")


def _count(rows: Mapping[str, LoginAttempt], keys: Mapping[str, tuple[int, int]], now: datetime) -> None:
    waits = [row.blocked_until for row in rows.values() if row.blocked_until is not None and row.blocked_until > now]
    if waits:
        raise TooManyAttempts(retry_after_s=int((max(waits) - now).total_seconds()) + 1)
    for key, row in rows.items():
        free, longest_s = keys[key]
        stale = row.last_failure_at is not None and row.last_failure_at < now - FORGOTTEN_AFTER
        row.failures = 1 if stale else row.failures + 1
        row.last_failure_at = now
        over = row.failures - free
        row.blocked_until = now + timedelta(seconds=min(longest_s, 2 ** min(over, 20))) if over > 0 else None


async def failures(uow: ReadUow, kind: Kind, login: str, address: str) -> int:
    """The most failures that this login has, from this address or in all."""
    now = uow.clock.now()
    wanted = [key for key in _keys(kind, login, address) if not key.startswith("address:")]
    found = await uow.session.scalar(
        select(func.max(LoginAttempt.failures)).where(
            LoginAttempt.key.in_(wanted), LoginAttempt.last_failure_at >= now - FORGOTTEN_AFTER
        )
    )
    return found or 0


async def forgive(uow: UnitOfWork, kind: Kind, login: str, address: str) -> None:
    """The attempt succeeded, second factor included: the login starts anew.

    The address only gets this one attempt back, or one good account would hide a search for others.
    """
    for key, row in (await _locked(uow, _keys(kind, login, address))).items():
        row.blocked_until = None
        row.failures = max(0, row.failures - 1) if key.startswith("address:") else 0
    await uow.session.flush()


async def forget_stale(uow: UnitOfWork) -> int:
    """Delete what no longer counts; answers how many rows."""
    before = uow.clock.now() - FORGOTTEN_AFTER
    result = await uow.session.execute(
        delete(LoginAttempt).where(
            LoginAttempt.last_failure_at < before,
            LoginAttempt.blocked_until.is_(None) | (LoginAttempt.blocked_until < uow.clock.now()),
        )
    )
    return changed_rows(result)


async def _locked(uow: UnitOfWork, keys: Iterable[str]) -> dict[str, LoginAttempt]:
    """The rows that are there; locked in one order, so that attempts wait for each other instead of deadlocking."""
    rows = {}
    for key in sorted(keys):
        row = await uow.session.get(LoginAttempt, key, with_for_update=True, populate_existing=True)
        if row is not None:
            rows[key] = row
    return rows


async def _add(site: Site, key: str) -> None:
    try:
        async with site.uow() as uow:
            await uow.session.execute(insert(LoginAttempt).values(key=key, failures=0))
    except IntegrityError:  # another attempt was first
        pass
