"""Questions that wait for an answer by way of a browser: each counts once and not for long."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from gotrs_api.db.results import changed_rows
from gotrs_api.identity.encryption import UndecipherableSecret, decrypt, encrypt
from gotrs_api.identity.models import SignInExchange
from gotrs_api.uow import ReadUow, UnitOfWork

LIFETIME = timedelta(minutes=10)


async def begin(
    uow: UnitOfWork, purpose: str, key: str, data: dict[str, Any], *, lifetime: timedelta = LIFETIME
) -> None:
    now = uow.clock.now()
    await uow.session.execute(
        insert(SignInExchange).values(
            purpose=purpose,
            key_hash=_hash(key),
            data=encrypt(uow.site.settings, f"exchange {purpose}", orjson.dumps(data).decode()),
            created_at=now,
            expires_at=now + lifetime,
        )
    )


async def happens_once(uow: UnitOfWork, purpose: str, key: str, *, until: datetime) -> bool:
    """Whether this is the first time, as far as one remembers: until then."""
    try:
        async with uow.session.begin_nested():
            await begin(uow, purpose, key, {}, lifetime=until - uow.clock.now())
    except IntegrityError:
        return False
    return True


async def waits(uow: ReadUow, purpose: str, key: str) -> bool:
    """Whether something is kept under this key; it stays."""
    found = select(SignInExchange.id).where(
        SignInExchange.purpose == purpose,
        SignInExchange.key_hash == _hash(key),
        SignInExchange.expires_at > uow.clock.now(),
    )
    return await uow.session.scalar(found) is not None


async def take(uow: UnitOfWork, purpose: str, key: str) -> dict[str, Any] | None:
    """What was kept under this key; from now on it is gone. None for one that is unknown, used or too old."""
    row = (
        await uow.session.scalars(
            select(SignInExchange).where(SignInExchange.purpose == purpose, SignInExchange.key_hash == _hash(key))
        )
    ).first()
    if row is None:
        return None
    uow.session.expunge(row)
    gone = await uow.session.execute(delete(SignInExchange).where(SignInExchange.id == row.id))
    if changed_rows(gone) != 1 or row.expires_at <= uow.clock.now():
        return None
    try:
        found: dict[str, Any] = orjson.loads(decrypt(uow.site.settings, f"exchange {purpose}", row.data))
    except UndecipherableSecret:
        return None
    return found


async def forget_expired(uow: UnitOfWork) -> int:
    """Answers how many."""
    gone = await uow.session.execute(delete(SignInExchange).where(SignInExchange.expires_at <= uow.clock.now()))
    return changed_rows(gone)


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()
