"""Mail that cannot be sorted: kept aside, whole, and told in a ticket, until somebody decides.

The ticket is made by a job of its own: whatever is wrong with a mail, or with the desk, it is kept first.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import structlog
from sqlalchemy import select, update

from gotrs_api.jobs import JobPayload
from gotrs_api.kernel.ids import SYSTEM_USER_ID, TicketId
from gotrs_api.mail.communication_log.recording import (
    Communication,
    Direction,
    Line,
    Part,
    Priority,
    Status,
    record_communications,
)
from gotrs_api.mail.inbound import spool_files
from gotrs_api.mail.inbound.continued import continue_ticket
from gotrs_api.mail.inbound.incoming import IncomingMail, receive
from gotrs_api.mail.inbound.master_data import choose
from gotrs_api.mail.inbound.new_ticket import open_ticket
from gotrs_api.mail.inbound.parse import parse
from gotrs_api.mail.inbound.parse.fields import decode_field, read_block
from gotrs_api.mail.inbound.parse.model import ParseLimits
from gotrs_api.mail.inbound.queue_choice import choose_queue
from gotrs_api.mail.inbound.spool import QUARANTINED, RECEIVED, SPOOL, IntakeOptions, hold_spooled
from gotrs_api.tickets.errors import TicketNotFound
from gotrs_api.tickets.history_format import plain_text
from gotrs_api.tickets.history_types import HistoryType
from gotrs_api.tickets.service import add_history
from gotrs_api.tickets.service.current import current, lock
from gotrs_api.tickets.service.state import apply_state
from gotrs_api.uow import JobContext, UnitOfWork

log = structlog.get_logger(__name__)
# The header alone is looked at, by what has read it before: a parser may have died of the rest.
_HEADER = ParseLimits()
_SHOWN_CHARACTERS = 500
_CLOSED = "closed successful"
_TEXT = """\
This mail could not be sorted and is kept aside, whole.

Reason: {reason}

From: {sender}
To: {to}
Subject: {subject}
Size: {size} bytes
Came by: {source}

Administrators find it as number {number} among the incoming mails. There it can be looked at and tried again;
this ticket is closed when that succeeds.
"""


class TellQuarantined(JobPayload):
    """Tell of a mail in quarantine by a ticket."""

    spool_id: int


async def quarantine(ctx: JobContext, spool_id: int, reason: str) -> None:
    """Keep the mail aside until somebody decides."""
    async with ctx.uow(acting_id=SYSTEM_USER_ID) as uow:
        if not await hold_spooled(uow, spool_id, RECEIVED):
            return
        values = {"status": QUARANTINED, "reason": reason[:4000], "processed_at": uow.clock.now()}
        await uow.session.execute(update(SPOOL).where(SPOOL.c.id == spool_id).values(values))
        query = select(SPOOL.c.source, SPOOL.c.received_at).where(SPOOL.c.id == spool_id)
        row = (await uow.session.execute(query)).one()
        told = Communication(
            direction=Direction.INCOMING,
            status=Status.FAILED,
            part=Part.MESSAGE,
            started=row.received_at,
            ended=uow.clock.now(),
            lines=[Line("quarantine", reason, Priority.ERROR)],
            account_type=row.source,
        )
        await record_communications(uow.session, [told])
        await uow.enqueue(TellQuarantined(spool_id=spool_id))
    log.warning("mail.quarantine", spool_id=spool_id, reason=reason)


async def tell_quarantined(uow: UnitOfWork, spool_id: int) -> None:
    """A ticket with the raw mail (of one that lies in a file its beginning), or once more the same ticket when the mail was tried again in vain."""
    if not await hold_spooled(uow, spool_id, QUARANTINED):
        return
    row = (await uow.session.execute(select(SPOOL).where(SPOOL.c.id == spool_id))).one()
    raw = bytes(row.raw or b"")
    if row.file is not None:  # larger than a ticket should bear twice, or MariaDB at all
        raw = await asyncio.to_thread(_beginning, spool_files.path_of(uow.site.settings.var, row.file))
    notice = _notice(raw, row.reason or "", spool_id, row.source, row.size_bytes)
    if row.ticket_id is not None and await _lock(uow, row.ticket_id):
        await continue_ticket(uow, notice, TicketId(row.ticket_id))
        return
    made = await open_ticket(uow, notice, await choose_queue(uow, notice, IntakeOptions()))
    values = {"ticket_id": made.ticket_id, "article_id": made.article_id}
    await uow.session.execute(update(SPOOL).where(SPOOL.c.id == spool_id).values(values))


async def close_notice(uow: UnitOfWork, ticket_id: TicketId, outcome: str) -> None:
    """The mail was sorted after all: the ticket that told of it has done its work, if nobody closed it before."""
    if not await _lock(uow, ticket_id):
        return
    if (await current(uow, ticket_id)).state_type not in ("new", "open"):
        return
    await add_history(uow, ticket_id, plain_text(HistoryType.MISC, outcome))
    closed = (await choose(uow, {"state": [_CLOSED]}))["state"]
    if closed is not None:
        await apply_state(uow, ticket_id, closed)


async def _lock(uow: UnitOfWork, ticket_id: int) -> bool:
    """False where the ticket is gone."""
    try:
        await lock(uow, TicketId(ticket_id))
        await current(uow, TicketId(ticket_id))
    except TicketNotFound:
        return False
    return True


def _notice(raw: bytes, reason: str, spool_id: int, source: str, size_bytes: int) -> IncomingMail:
    """A mail of ours about the mail, which is its raw form; hidden from customers, who have sent another one."""
    block = read_block(raw, 0, min(len(raw), _HEADER.max_header_bytes), _HEADER, [])
    sender, to, subject = (
        decode_field(block.first(name), None)[:_SHOWN_CHARACTERS] for name in ("from", "to", "subject")
    )
    text = _TEXT.format(
        reason=reason[:2000], sender=sender, to=to, subject=subject, size=size_bytes, source=source, number=spool_id
    )
    notice = receive(parse(b"Subject: -\n\n-"), raw, trusted=False)
    notice.body = text
    notice.headers["Subject"] = f"Mail in quarantine: {subject}" if subject else "Mail in quarantine"
    notice.headers["From"], notice.headers["To"] = sender, to
    for name in ("SenderType", "FollowUp-SenderType"):
        notice.headers[f"X-OTRS-{name}"] = "system"
    for name in ("IsVisibleForCustomer", "FollowUp-IsVisibleForCustomer"):
        notice.headers[f"X-OTRS-{name}"] = "0"
    return notice


def _beginning(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(_HEADER.max_header_bytes)
