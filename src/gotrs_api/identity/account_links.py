"""Links that set an account's password: made, found, used up. Their use is `service.password_links`."""

import hashlib
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, func, insert, select, update

from gotrs_api.db.results import changed_rows
from gotrs_api.identity.directory import Account
from gotrs_api.identity.models import AccountLink
from gotrs_api.uow import ReadUow, UnitOfWork

MUST_CHANGE = "GOTRSPasswordMustChange"  # a preference: the next sign-in ends at a new password
KEPT_FOR = timedelta(days=1)


class Purpose(StrEnum):
    RESET = "reset"
    INVITATION = "invitation"
    MUST_CHANGE = "must_change"


LIFETIMES = {
    Purpose.RESET: timedelta(hours=1),
    Purpose.INVITATION: timedelta(days=7),
    Purpose.MUST_CHANGE: timedelta(minutes=15),
}


async def make(uow: UnitOfWork, account: Account, purpose: Purpose) -> tuple[str, datetime]:
    """The secret of a new link, 256 bits, and its end."""
    token, now = secrets.token_urlsafe(32), uow.clock.now()
    until = now + LIFETIMES[purpose]
    await uow.session.execute(
        insert(AccountLink).values(
            token_hash=_hash(token),
            purpose=purpose,
            kind=account.kind,
            subject=account.subject,
            created_at=now,
            expires_at=until,
        )
    )
    return token, until


async def find(uow: ReadUow, token: str) -> AccountLink | None:
    """One that is open."""
    found = await uow.session.scalars(
        select(AccountLink).where(
            AccountLink.token_hash == _hash(token),
            AccountLink.used_at.is_(None),
            AccountLink.expires_at > uow.clock.now(),
        )
    )
    return found.first()


async def use(uow: UnitOfWork, token: str) -> bool:
    """Use a link up; False where somebody was faster."""
    used = await uow.session.execute(
        update(AccountLink)
        .where(AccountLink.token_hash == _hash(token), AccountLink.used_at.is_(None))
        .values(used_at=uow.clock.now())
    )
    return bool(changed_rows(used))


async def revoke(uow: UnitOfWork, account: Account) -> None:
    """End every link of an account that is still open."""
    await uow.session.execute(
        update(AccountLink)
        .where(AccountLink.kind == account.kind, AccountLink.subject == account.subject, AccountLink.used_at.is_(None))
        .values(used_at=uow.clock.now())
    )


async def forget_expired(uow: UnitOfWork) -> int:
    """Answers how many; kept a day longer, as the hourly limit counts them."""
    gone = await uow.session.execute(delete(AccountLink).where(AccountLink.expires_at <= uow.clock.now() - KEPT_FOR))
    return changed_rows(gone)


async def made_lately(uow: ReadUow, account: Account, purpose: Purpose) -> int:
    """How many in the last hour."""
    found = await uow.session.scalar(
        select(func.count())
        .select_from(AccountLink)
        .where(
            AccountLink.kind == account.kind,
            AccountLink.subject == account.subject,
            AccountLink.purpose == purpose,
            AccountLink.created_at > uow.clock.now() - timedelta(hours=1),
        )
    )
    return found or 0


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()
