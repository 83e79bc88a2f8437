"""Which mails of a mailbox are in the spool: the row is written in the transaction that spools the mail."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, cast

from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.mail.models import FetchedAccount, FetchedMail

LEDGER = cast(Table, FetchedMail.__table__)
ACCOUNTS = cast(Table, FetchedAccount.__table__)
_AT_ONCE = 500
# A server that goes on listing what it deleted is asked again, but not in every round.
DELETE_AGAIN_AFTER = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(days=30)
STORED, DUPLICATES, RECOGNISED = "stored", "duplicates", "recognised"


async def known_uids(
    session: AsyncSession, mailbox: str, validity: str, uids: Collection[str]
) -> dict[str, datetime | None]:
    """Those that are here already, with the moment when the server confirmed their deletion."""
    known: dict[str, datetime | None] = {}
    wanted = list(uids)
    for start in range(0, len(wanted), _AT_ONCE):
        query = select(LEDGER.c.uid, LEDGER.c.deleted_at).where(
            LEDGER.c.mailbox == mailbox,
            LEDGER.c.validity == validity,
            LEDGER.c.uid.in_(wanted[start : start + _AT_ONCE]),
        )
        known |= {row.uid: row.deleted_at for row in await session.execute(query)}
    return known


async def has_earlier_numbers(session: AsyncSession, mailbox: str, validity: str) -> bool:
    """Whether mails were taken, and not deleted, before the server numbered them anew."""
    query = select(LEDGER.c.id).where(
        LEDGER.c.mailbox == mailbox, LEDGER.c.validity != validity, LEDGER.c.deleted_at.is_(None)
    )
    return await session.scalar(query.limit(1)) is not None


async def find_renumbered(session: AsyncSession, mailbox: str, validity: str, sha256: str) -> int | None:
    """The row of the same bytes under a number from before UIDVALIDITY changed."""
    query = select(LEDGER.c.id).where(
        LEDGER.c.mailbox == mailbox,
        LEDGER.c.sha256 == sha256,
        LEDGER.c.validity != validity,
        LEDGER.c.deleted_at.is_(None),
    )
    found: int | None = await session.scalar(query.order_by(LEDGER.c.id).limit(1))
    return found


async def note_gone(session: AsyncSession, mailbox: str, validity: str, listed: Collection[str], now: datetime) -> None:
    """Mails that the server no longer lists were deleted, even if it never said so."""
    query = select(LEDGER.c.uid).where(
        LEDGER.c.mailbox == mailbox, LEDGER.c.validity == validity, LEDGER.c.deleted_at.is_(None)
    )
    gone = [uid for uid in await session.scalars(query) if uid not in listed]
    await note_deleted(session, mailbox, validity, gone, now)


async def renumber(
    session: AsyncSession, account_id: int, row_id: int, *, validity: str, uid: str, now: datetime
) -> None:
    await session.execute(update(LEDGER).where(LEDGER.c.id == row_id).values(validity=validity, uid=uid, seen_at=now))
    await count(session, account_id, RECOGNISED)


class Kept(NamedTuple):
    uid: str
    sha256: str
    spool_id: int


async def note(session: AsyncSession, mails: Sequence[Kept], *, mailbox: str, validity: str, now: datetime) -> None:
    beside = {"mailbox": mailbox, "validity": validity, "seen_at": now, "deleted_at": None}
    await session.execute(insert(LEDGER), [{**each._asdict(), **beside} for each in mails])


async def count(session: AsyncSession, account_id: int, what: str, mails: int = 1) -> None:
    counter = ACCOUNTS.c[what]
    more = update(ACCOUNTS).where(ACCOUNTS.c.account_id == account_id).values({counter: counter + mails})
    await session.execute(more)


async def note_deleted(session: AsyncSession, mailbox: str, validity: str, uids: Iterable[str], now: datetime) -> None:
    """The server has confirmed it."""
    wanted = list(uids)
    for start in range(0, len(wanted), _AT_ONCE):
        await session.execute(
            update(LEDGER)
            .where(
                LEDGER.c.mailbox == mailbox,
                LEDGER.c.validity == validity,
                LEDGER.c.uid.in_(wanted[start : start + _AT_ONCE]),
            )
            .values(deleted_at=now)
        )


async def forget_old(session: AsyncSession, now: datetime) -> None:
    """Numbers are only needed as long as the server may still list them."""
    await session.execute(delete(LEDGER).where(LEDGER.c.deleted_at < now - FORGOTTEN_AFTER))
