"""A customer beside a form: who it is, and what else is open for them."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from gotrs_api.customers import service as customers
from gotrs_api.customers.schemas import CustomerUserRead
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import NotFound
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketFilter, TicketSummary
from gotrs_api.uow import ReadUow
from gotrs_api.uow.deps import Read
from gotrs_web.deps import Agent
from gotrs_web.render import render

router = APIRouter(prefix="/agent/customers")
OFFERED, OPEN_SHOWN = 8, 5


@dataclass(frozen=True)
class CustomerCard:
    """`company` is the name of the customer's company, "" where there is none of this customer id."""

    customer: CustomerUserRead
    company: str
    open_tickets: list[TicketSummary]
    open_total: int


async def load_card(read: ReadUow, principal: Principal, customer: CustomerUserRead) -> CustomerCard:
    filters = TicketFilter(customer_user=(customer.login,), not_closed=True)
    page = await tickets.list_tickets(read, principal, filters, PageRequest(OPEN_SHOWN, include_total=True))
    try:
        company = (await customers.read_company(read, principal, customer.customer_id)).name
    except NotFound:
        company = ""
    return CustomerCard(customer, company, page.rows, page.total or 0)


@router.get("/options", name="customer_options")
async def offer(request: Request, principal: Agent, read: Read, customer: str = "") -> Response:
    """What the typeahead shows for what is typed: customer users by login, address, name or customer id."""
    words = customer.strip()
    found = await customers.search_customer_users(read, principal, words, limit=OFFERED) if words else []
    return render(request, "agent/new_ticket/_customer_options.html", {"found": found})
