"""Tickets of an imported database, rendered as people will see them: nothing may fail."""

from __future__ import annotations

from typing import Final

from sqlalchemy import func, select

from gotrs_api.db.database import Database
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.kernel.settings import Settings
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.models import Ticket
from gotrs_api.uow import ReadUow
from gotrs_api.wiring import build_site

SAMPLE: Final = 20  # tickets, evenly over the whole history


async def look_at_tickets(settings: Settings, url: str) -> tuple[list[str], list[str]]:
    """(a sentence per ticket that was rendered, faults)."""
    site = build_site(settings, database=Database(url, pool_size=2))
    said: list[str] = []
    faults: list[str] = []
    try:
        async with site.read() as read:
            ids = await _sample(read)
        for ticket_id in ids:
            try:
                async with site.read() as read:
                    said.append(await _render(read, TicketId(ticket_id)))
            except Exception as error:
                faults.append(f"Ticket {ticket_id} cannot be shown: {error!r}")
    finally:
        await site.close()
    return said, faults


async def _sample(read: ReadUow) -> list[int]:
    low, high = (await read.session.execute(select(func.min(Ticket.id), func.max(Ticket.id)))).one()
    if low is None:
        return []
    step = max((high - low) // SAMPLE, 1)
    found = {
        await read.session.scalar(select(func.min(Ticket.id)).where(Ticket.id >= start))
        for start in range(low, high + 1, step)
    }
    return sorted(each for each in found if each is not None)[: SAMPLE + 1]


async def _render(read: ReadUow, ticket_id: TicketId) -> str:
    principal = Principal.system("otrs-verify")
    ticket = await tickets.get_ticket(read, principal, ticket_id)
    articles = await tickets.list_articles(read, principal, ticket_id)
    for article in articles:
        await tickets.html_of(read, principal, ticket_id, ArticleId(article.id))
    files = sum(map(len, (await tickets.list_attachments(read, principal, ticket_id)).values()))
    return f"Ticket {ticket.number}: {ticket.title or 'without a title'} ({len(articles)} articles, {files} files)"
