"""Servers that take nothing at present: noted where mail is sent, told to administrators and monitoring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from gotrs_api.catalog.service import list_system_addresses
from gotrs_api.db.results import changed_rows
from gotrs_api.kernel.addresses import normalized_address
from gotrs_api.kernel.ids import SYSTEM_USER_ID
from gotrs_api.mail.inbound.fetch.failures import Problem
from gotrs_api.mail.models import SmtpAccount, SmtpTrouble
from gotrs_api.mail.oauth.tokens import TokenUnavailable
from gotrs_api.mail.smtp_accounts.schemas import SmtpTroubleRead
from gotrs_api.mail.smtp_accounts.ways import Way, Ways, ways
from gotrs_api.uow import ReadUow, Site, UnitOfWork
from gotrs_api.uow.snapshot import Snapshot, touched

# A mail that waits for a server tries it every five minutes. Where nobody tried for longer nothing is known.
_TOLD_FOR: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class SendStatus:
    """`servers`: how many mail can leave through. `troubles`: by account, the name and why. `lacks_default`: mail of some
    address of the desk has no way out."""

    servers: int
    troubles: dict[int, tuple[str, SmtpTroubleRead]]
    lacks_default: bool = False


async def troubles(uow: ReadUow) -> dict[int, SmtpTroubleRead]:
    """By account; 0 is `GOTRS_SMTP_URL`."""
    since = uow.clock.now() - _TOLD_FOR
    rows = await uow.session.scalars(
        select(SmtpTrouble).where(SmtpTrouble.failed_at > since).execution_options(populate_existing=True)
    )
    return {row.account_id: _read(row) for row in rows}


_TROUBLES = Snapshot("smtp_troubles", (SmtpTrouble, SmtpAccount), troubles)


async def send_status(uow: ReadUow) -> SendStatus:
    """A few seconds old at most: every page asks."""
    there = await ways(uow)
    known = {way.account_id: way.name for way in there.all}
    found = await _TROUBLES.get(uow)
    return SendStatus(
        len(known),
        {id_: (known[id_], trouble) for id_, trouble in sorted(found.items()) if id_ in known},
        lacks_default=bool(known) and there.default is None and await _is_left_out(uow, there),
    )


async def _is_left_out(uow: ReadUow, there: Ways) -> bool:
    """Whether there is an address of the desk that nothing is for."""
    addresses = await list_system_addresses(uow)
    return any(one.is_valid and normalized_address(one.email) not in there.by_address for one in addresses)


async def note_trouble(site: Site, way: Way, failure: Exception) -> None:
    """Of its own: what becomes of the mail must not hang on it."""
    problem = Problem.TOKEN if isinstance(failure, TokenUnavailable) else getattr(failure, "problem", Problem.PROTOCOL)
    try:
        async with site.uow(acting_id=SYSTEM_USER_ID) as uow:
            now = uow.clock.now()
            row = await uow.session.get(SmtpTrouble, way.account_id, populate_existing=True)
            if row is None:
                row = SmtpTrouble(account_id=way.account_id, since=now)
                uow.session.add(row)
            row.problem, row.error, row.failed_at = problem.value, str(failure)[:2000], now
            await uow.session.flush()
    except IntegrityError:
        pass  # another mail of the same server has just said so


async def forget_trouble(uow: UnitOfWork, account_id: int) -> bool:
    """Whether there was any."""
    gone = await uow.session.execute(delete(SmtpTrouble).where(SmtpTrouble.account_id == account_id))
    touched(uow, SmtpTrouble)
    return changed_rows(gone) > 0


async def is_in_trouble(uow: ReadUow, account_id: int) -> bool:
    query = select(SmtpTrouble.account_id).where(SmtpTrouble.account_id == account_id)
    return await uow.session.scalar(query) is not None


def _read(row: SmtpTrouble) -> SmtpTroubleRead:
    return SmtpTroubleRead(problem=Problem(row.problem), error=row.error, since=row.since, last=row.failed_at)
