"""The history of a ticket, for people."""

from __future__ import annotations

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.history import Entry, write_history
from gotrs_api.tickets.history_format import HistoryLine
from gotrs_api.tickets.history_texts import readable
from gotrs_api.tickets.repository import history as repository
from gotrs_api.tickets.schemas import HistoryEntry
from gotrs_api.tickets.service.current import current
from gotrs_api.tickets.service.opening import see_ticket
from gotrs_api.tickets.service.presenting import named, optional, user
from gotrs_api.uow import ReadUow, UnitOfWork


async def list_history(uow: ReadUow, principal: Principal, ticket_id: TicketId) -> list[HistoryEntry]:
    """Oldest first, in one statement after the one that checks the right. Agents only."""
    principal.require_agent()
    await see_ticket(uow, principal, ticket_id)
    order = await sysconfig.get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
    return [
        HistoryEntry.model_construct(
            id=row.id,
            type=row.type,
            name=row.name,
            text=readable(row.type, row.name),
            article_id=row.article_id,
            queue=named(row.queue_id, row.queue_name or ""),
            state=named(row.state_id, row.state_name or ""),
            priority=named(row.priority_id, row.priority_name or ""),
            ticket_type=optional(row.type_id, row.type_name),
            owner=user(row.owner_id, row.owner_login or "", row.owner_first or "", row.owner_last or "", order),
            created=row.create_time,
            created_by=user(
                row.create_by, row.author_login or "", row.author_first or "", row.author_last or "", order
            ),
        )
        for row in await uow.once(("history", ticket_id), lambda: repository.entries(uow.session, ticket_id))
    ]


async def add_history(
    uow: UnitOfWork, ticket_id: TicketId, line: HistoryLine, article_id: ArticleId | None = None
) -> None:
    """For domains above that record what they did (automatic answers, notifications, delivery)."""
    await write_history(uow, await current(uow, ticket_id), [Entry(line, article_id)])
