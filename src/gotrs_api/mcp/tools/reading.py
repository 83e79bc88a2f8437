"""Tools that read tickets."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import Field

from gotrs_api.identity.rules import AGENTS, Rule
from gotrs_api.identity.scopes import Scope
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.ids import TicketId as TicketIdType
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.mcp.desk import Desk
from gotrs_api.mcp.tools.base import Given, NameOrId, TicketId, Told, Tool, Values
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketExpanded, TicketFilter, TicketSummary
from gotrs_api.tickets.schemas.search import TicketSearch
from gotrs_api.tickets.service import search

MOST_SKIPPED = 10_000


class ListTickets(Given):
    queue_id: NameOrId | None = None
    state_id: NameOrId | None = None
    owner_id: NameOrId | None = Field(None, description="Id or login of the owner.")
    customer_id: str | None = Field(None, max_length=150)
    limit: int = Field(20, ge=1, le=100)
    offset: int = Field(0, ge=0, le=MOST_SKIPPED)


class TicketLine(Told):
    """A ticket in a list."""

    id: int
    number: str
    title: str
    queue: str
    state: str
    priority: str
    owner: str
    customer_id: str | None
    customer_user: str | None
    created: datetime
    changed: datetime


class TicketLines(Told):
    """`has_more` tells that a larger offset shows further ones."""

    tickets: list[TicketLine]
    has_more: bool


class GetTicket(Given):
    ticket_id: TicketId | None = None
    ticket_number: str | None = Field(None, min_length=1, max_length=50)
    include_articles: bool = True


class SearchTickets(Given):
    query: str = Field(min_length=1, max_length=500, description='Words, "phrases", -excluded words.')
    limit: int = Field(20, ge=1, le=100)


class FoundTicket(TicketLine):
    """`excerpt` is where the words stand, of what the token's scopes let through."""

    excerpt: str


class FoundTickets(Told):
    tickets: list[FoundTicket]
    has_more: bool


def either(name: str, value: str | int | None) -> dict[str, Any]:
    """The filter for a name or an id."""
    if value is None:
        return {}
    return {f"{name}_id": (value,)} if isinstance(value, int) else {name: (value,)}


async def list_tickets(desk: Desk, given: ListTickets) -> TicketLines:
    filters = TicketFilter(
        **either("queue", given.queue_id),
        **either("state", given.state_id),
        **either("owner", given.owner_id),
        customer_id=(given.customer_id,) if given.customer_id else (),
    )
    async with desk.reading() as uow:
        page = await tickets.list_tickets(uow, desk.principal, filters, PageRequest(given.offset + given.limit))
    return TicketLines(tickets=[line_of(row) for row in page.rows[given.offset :]], has_more=page.has_more)


async def get_ticket(desk: Desk, given: GetTicket) -> Values:
    """The articles need `articles:read`; a token without it gets the ticket alone, unless they were asked for."""
    if (given.ticket_id is None) == (given.ticket_number is None):
        raise InvalidInput.field("/ticket_id", "one_of", "Give either ticket_id or ticket_number.")
    with_articles = given.include_articles
    if with_articles and "include_articles" in given.model_fields_set:
        desk.principal.require_scope(Scope.ARTICLES_READ)
    with_articles = with_articles and desk.principal.has_scope(Scope.ARTICLES_READ)
    async with desk.reading() as uow:
        ticket_id = given.ticket_id
        if given.ticket_number is not None:
            ticket_id = (await tickets.get_ticket_by_number(uow, desk.principal, given.ticket_number)).id
        assert ticket_id is not None
        values, etag = await tickets.get_ticket_values(
            uow, desk.principal, TicketIdType(ticket_id), with_articles=with_articles
        )
    return {"articles": [], **values, "etag": etag}


async def search_tickets(desk: Desk, given: SearchTickets) -> FoundTickets:
    async with desk.reading() as uow:
        page = await search.search_tickets(uow, desk.principal, given.query, TicketSearch(), PageRequest(given.limit))
    found = [
        FoundTicket(
            **line_of(hit.ticket).model_dump(), excerpt=hit.snippets[-1].text if hit.snippets else hit.ticket.title
        )
        for hit in page.rows
    ]
    return FoundTickets(tickets=found, has_more=page.has_more)


def line_of(ticket: TicketSummary) -> TicketLine:
    return TicketLine(
        id=ticket.id,
        number=ticket.number,
        title=ticket.title,
        queue=ticket.queue.name,
        state=ticket.state.name,
        priority=ticket.priority.name,
        owner=ticket.owner.login,
        customer_id=ticket.customer_id,
        customer_user=ticket.customer_user.login if ticket.customer_user else None,
        created=ticket.created,
        changed=ticket.changed,
    )


_READ = Rule(AGENTS, Scope.TICKETS_READ)
READING_TOOLS = (
    Tool(
        name="list_tickets",
        title="List tickets",
        description="List tickets that you may see, newest first. Queue, state and owner are taken by id or by name.",
        rule=_READ,
        parameters=ListTickets,
        result=TicketLines,
        run=list_tickets,
    ),
    Tool(
        name="get_ticket",
        title="Read a ticket",
        description="Read one ticket by its id or by its number, with its articles. `allowed` names what you may do.",
        rule=_READ,
        parameters=GetTicket,
        result=TicketExpanded,
        run=get_ticket,
    ),
    Tool(
        name="search_tickets",
        title="Search tickets",
        description="Full-text search over numbers, titles and messages of the tickets that you may see, best first.",
        rule=_READ,
        parameters=SearchTickets,
        result=FoundTickets,
        run=search_tickets,
    ),
)
