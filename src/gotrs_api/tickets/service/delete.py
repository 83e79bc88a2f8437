"""Deleting a ticket for good."""

from __future__ import annotations

from gotrs_api.articles import service as articles
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import QueueId, TicketId
from gotrs_api.tickets.events import TicketDeleted
from gotrs_api.tickets.repository import drafts, relations, writing
from gotrs_api.tickets.service import current, gone
from gotrs_api.tickets.service.opening import open_ticket
from gotrs_api.uow import UnitOfWork


async def delete_ticket(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, *, if_match: str | None = None
) -> None:
    """Administrators with `rw` on the ticket. Nothing of it remains except what other systems were told.

    Order as OTRS's: dynamic field values, links, index rows, watchers, flags, history, articles, the ticket.
    """
    row = await open_ticket(uow, principal, ticket_id, "delete", if_match=if_match)
    await relations.delete_field_values_and_links(uow.session, ticket_id)
    await drafts.remove_of_ticket(uow.session, ticket_id)
    await writing.delete_before_articles(uow.session, ticket_id)
    await articles.delete_articles_of_ticket(uow, ticket_id)
    await writing.delete_ticket(uow.session, ticket_id)
    await gone.note_own(uow, ticket_id)
    current.forget(uow, ticket_id)
    await uow.emit(TicketDeleted(ticket_id=ticket_id, number=row.tn, queue_id=QueueId(row.queue_id)))
