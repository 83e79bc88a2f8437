"""Services as choices of the agents' forms: all of a small desk; of a large one some, and others by words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from gotrs_api.catalog import service as catalog
from gotrs_api.catalog.schemas import Entry
from gotrs_api.customers import service as customers
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketRead
from gotrs_api.uow import ReadUow
from gotrs_api.uow.deps import Read
from gotrs_web.agent.related import related_to_ticket
from gotrs_web.deps import Agent
from gotrs_web.found_choices import Options, Searched, answer

router = APIRouter(prefix="/agent/choices")
# What a form without scripts sends to find others: the words of a service's name.
WORDS: Final = "service_words"


def found_at(ticket: TicketRead) -> str:
    """Where the services that a ticket can have are found by words."""
    return f"{router.prefix}/services?{urlencode({'ticket': ticket.id})}"


async def service_options(read: ReadUow, *, chosen: Collection[str] = (), invalid: bool = False) -> Options:
    """All there are: valid ones, and what is chosen. `invalid`: the others, too (tickets may have them)."""
    return _options(await catalog.list_services(read), chosen, invalid=invalid)


async def services_for(read: ReadUow, login: str | None) -> Iterable[Entry]:
    """Of a known customer those assigned to them or to everybody; for others all."""
    return await (catalog.list_services(read) if login is None else customers.services_of(read, login))


async def services_of_ticket(read: ReadUow, ticket: TicketRead) -> Options:
    """What a ticket can have, and what it has."""
    login = ticket.customer_user.login if ticket.customer_user else ""
    known = await customers.find_by_login(read, login) if login else None
    offered = await services_for(read, login if known else None)
    related = await related_to_ticket(read, ticket)
    return _options(related.keep("Service", offered), (str(ticket.service.id),) if ticket.service else ())


@router.get("/services", name="agent_service_choices")
async def find(
    request: Request,
    principal: Agent,
    read: Read,
    search: Searched,
    ticket: int | None = None,
    customer: str = "",
) -> Response:
    """The choices anew: those of a ticket, or of a customer (login or address). Raises TicketNotFound."""
    if ticket is not None:
        found = await services_of_ticket(read, await tickets.get_ticket(read, principal, TicketId(ticket)))
    elif customer:
        known = await customers.find_customer_user(read, customer)
        found = _options(await services_for(read, known.login if known else None))
    else:
        found = await service_options(read, chosen=search.chosen)
    return answer(request, search, found)


def _options(rows: Iterable[Any], chosen: Collection[str] = (), *, invalid: bool = False) -> Options:
    return [(str(row.id), row.name) for row in rows if invalid or row.is_valid or str(row.id) in chosen]
