"""Which changes of tickets, articles and customers make documents of the full-text index outdated."""

from __future__ import annotations

from typing import Final

from gotrs_api.articles.events import ArticleCreated, ArticleDeleted, ArticleUpdated
from gotrs_api.customers.events import CustomerCompanyUpdated, CustomerUserUpdated
from gotrs_api.events import Handler, Phase
from gotrs_api.tickets.events import (
    TicketCreated,
    TicketCustomerChanged,
    TicketDeleted,
    TicketDeletedElsewhere,
    TicketMerged,
    TicketTitleChanged,
)
from gotrs_api.tickets.search_jobs import IndexCustomer, IndexTicket
from gotrs_api.tickets.service.search import indexing
from gotrs_api.uow import UnitOfWork

_WAITING: Final = "gotrs.search.waiting"  # in session.info: ids of tickets whose job this transaction has written
Changed = (
    TicketCreated | TicketTitleChanged | TicketCustomerChanged | TicketMerged
    | ArticleCreated | ArticleUpdated | ArticleDeleted
)  # fmt: skip


async def index_soon(uow: UnitOfWork, event: Changed) -> None:
    """One job for a ticket, however many changes wait for it."""
    ticket_ids = {event.ticket_id}
    if isinstance(event, TicketMerged):
        ticket_ids.add(event.main_ticket_id)
    waiting: set[int] = uow.session.info.setdefault(_WAITING, set())
    for ticket_id in sorted(ticket_ids - waiting):
        waiting.add(ticket_id)
        # A new ticket has no job that could be waiting: nothing to look for.
        key = None if isinstance(event, TicketCreated) else f"search.ticket:{ticket_id}"
        uow.enqueue_at_commit(IndexTicket(ticket_id=ticket_id), dedupe_key=key)


async def forget(uow: UnitOfWork, event: TicketDeleted | TicketDeletedElsewhere) -> None:
    await indexing.forget_ticket(uow, event.ticket_id)


async def index_customer_soon(uow: UnitOfWork, event: CustomerUserUpdated) -> None:
    uow.enqueue_at_commit(IndexCustomer(login=event.login), dedupe_key=f"search.customer:{event.login}")


async def index_company_soon(uow: UnitOfWork, event: CustomerCompanyUpdated) -> None:
    if event.customer_id != event.old_customer_id:
        uow.enqueue_at_commit(
            IndexCustomer(customer_id=event.customer_id), dedupe_key=f"search.company:{event.customer_id}"
        )


HANDLERS: Final[tuple[Handler, ...]] = (
    *(
        Handler(event, index_soon, Phase.COMMIT, once_per="ticket_id")
        for event in (
            TicketCreated, TicketTitleChanged, TicketCustomerChanged, TicketMerged,
            ArticleCreated, ArticleUpdated, ArticleDeleted,
        )
    ),
    Handler(TicketDeleted, forget),
    Handler(TicketDeletedElsewhere, forget),
    Handler(CustomerUserUpdated, index_customer_soon, Phase.COMMIT, once_per="login"),
    Handler(CustomerCompanyUpdated, index_company_soon, Phase.COMMIT, once_per="customer_id"),
)  # fmt: skip
