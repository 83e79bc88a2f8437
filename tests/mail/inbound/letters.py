"""Mails for tests, and the way they take: into the spool, through the job, to what stands in the database afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sqlalchemy import select

from gotrs_api.mail.inbound.spool import SPOOL, IntakeOptions, SpoolResult, accept
from gotrs_api.mail.inbound.trace import load_trace
from gotrs_api.mail.models import ArticleTrace, MailQueue
from gotrs_api.tickets.models import Ticket, TicketHistory, TicketHistoryType
from gotrs_api.uow import Site
from tests.support.factories import Factories
from tests.support.jobs import drain

_numbers = count(1)


def letter(
    subject: str = "Printer on fire",
    body: str = "It burns.",
    *,
    sender: str = "Jane Doe <jane@customer.example>",
    to: str = "help@desk.example",
    message_id: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> bytes:
    """A plain mail. `message_id` "" leaves it out; None makes a new one."""
    if message_id is None:
        message_id = f"<{next(_numbers)}@customer.example>"
    fields = {"From": sender, "To": to, "Subject": subject, "Message-ID": message_id, **(headers or {})}
    head = "".join(f"{name}: {value}\n" for name, value in fields.items() if value)
    return f"{head}\n{body}\n".encode()


@dataclass
class Postmaster:
    """Delivers mails to a site and looks at what became of them."""

    site: Site
    results: list[SpoolResult] = field(default_factory=list)

    async def deliver(self, raw: bytes, **options: Any) -> Any:
        """Accept a mail, run its job; answers its row in the spool."""
        result = await self.accept(raw, **options)
        await drain(self.site)
        return await self.spooled(result.spool_id)

    async def accept(self, raw: bytes, **options: Any) -> SpoolResult:
        result = await accept(self.site, raw, "test", options=IntakeOptions(**options))
        self.results.append(result)
        return result

    async def spooled(self, spool_id: int) -> Any:
        async with self.site.read() as uow:
            return (await uow.session.execute(select(SPOOL).where(SPOOL.c.id == spool_id))).one()

    async def history(self, ticket_id: int) -> list[tuple[str, str]]:
        """(type, text) of each row, oldest first."""
        query = (
            select(TicketHistoryType.name, TicketHistory.name)
            .join(TicketHistory, TicketHistory.history_type_id == TicketHistoryType.id)
            .where(TicketHistory.ticket_id == ticket_id)
            .order_by(TicketHistory.id)
        )
        async with self.site.read() as uow:
            return [(kind, name) for kind, name in await uow.session.execute(query)]

    async def decisions(self, article_id: int) -> dict[str, tuple[str, str]]:
        """The last decision of each step: {step: (by, what)}."""
        async with self.site.read() as uow:
            text = await uow.session.scalar(select(ArticleTrace.decided).where(ArticleTrace.article_id == article_id))
        return {entry.step: (entry.by, entry.what) for entry in load_trace(text or "[]")}

    async def queued(self) -> list[Any]:
        """What waits to be sent."""
        async with self.site.read() as uow:
            query = select(MailQueue.recipient, MailQueue.sender, MailQueue.raw_message, MailQueue.article_id)
            return list(await uow.session.execute(query.order_by(MailQueue.id)))


async def make_ticket(factories: Factories, **traits: Any) -> Ticket:
    """A ticket with a number that this desk recognises (it bears the SystemID)."""
    ticket = await factories.ticket(**traits)
    ticket.tn = f"2026030210{next(_numbers):06d}"
    await factories.uow.session.flush()
    return ticket
