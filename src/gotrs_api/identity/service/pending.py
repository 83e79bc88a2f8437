"""Sign-ins that wait for their second step: five minutes, five tries, one address."""

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import delete, insert, select

from gotrs_api.db.results import changed_rows
from gotrs_api.identity.directory import Account
from gotrs_api.identity.models import PendingLogin
from gotrs_api.uow import ReadUow, UnitOfWork

LIFETIME = timedelta(minutes=5)
MAX_TRIES = 5


async def begin(uow: UnitOfWork, account: Account, address: str, *, must_enrol: bool) -> str:
    """A challenge of 256 bits; only its hash is kept."""
    challenge = secrets.token_urlsafe(32)
    now = uow.clock.now()
    await uow.session.execute(
        insert(PendingLogin).values(
            challenge_hash=_hash(challenge),
            kind=account.kind,
            subject=account.subject,
            login=account.login,
            address=address,
            tries=0,
            must_enrol=int(must_enrol),
            created_at=now,
            expires_at=now + LIFETIME,
        )
    )
    return challenge


async def find(uow: ReadUow, challenge: str, address: str) -> PendingLogin | None:
    """One that is still open and was begun from this address."""
    row = (
        await uow.session.scalars(
            select(PendingLogin)
            .where(PendingLogin.challenge_hash == _hash(challenge))
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    ).first()
    if row is None or row.expires_at <= uow.clock.now() or row.address != address or row.tries >= MAX_TRIES:
        return None
    return row


async def end(uow: UnitOfWork, row: PendingLogin) -> None:
    await uow.session.execute(delete(PendingLogin).where(PendingLogin.id == row.id))


async def end_all(uow: UnitOfWork, account: Account) -> None:
    """Every sign-in of an account that waits."""
    mine = (PendingLogin.kind == account.kind, PendingLogin.subject == account.subject)
    await uow.session.execute(delete(PendingLogin).where(*mine))


async def forget_expired(uow: UnitOfWork) -> int:
    """Answers how many."""
    gone = await uow.session.execute(delete(PendingLogin).where(PendingLogin.expires_at <= uow.clock.now()))
    return changed_rows(gone)


def _hash(challenge: str) -> str:
    return hashlib.sha256(challenge.encode(errors="surrogatepass")).hexdigest()
