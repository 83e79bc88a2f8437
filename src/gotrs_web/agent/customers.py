"""Customers and companies as agents look them up: who somebody is, how to reach them, and what is open for them."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from gotrs_api.customers import service as customers
from gotrs_api.customers.schemas import CompanyRead, CustomerUserRead
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketFilter
from gotrs_api.uow import ReadUow
from gotrs_api.uow.deps import Read
from gotrs_web.admin.listing import WORDS, Column, Found, ListPane, Query
from gotrs_web.agent.customer_card import load_card
from gotrs_web.deps import Agent
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

OPEN_SHOWN = 20
router = APIRouter(prefix="/agent/customers")
COLUMNS = (
    Column(N_("Name"), "name", "link"),
    Column(N_("E-mail"), "email"),
    Column(N_("Customer id"), "customer_id", "muted"),
    Column(N_("Phone"), "phone", "muted"),
    Column(N_("Valid"), "valid", "validity"),
)


@router.get("", name="agent_customers")
async def show_list(request: Request, principal: Agent, read: Read) -> Response:
    try:
        listed = await _list(request, read, principal)
    except InvalidInput:  # a cursor of another list: from an old address
        return redirect(request, "/agent/customers")
    return render(request, "agent/customers/index.html", {"listed": listed})


@router.get("/company", name="agent_company")
async def show_company(request: Request, principal: Agent, read: Read, customer_id: str) -> Response:
    """With its people in the list. Raises CompanyNotFound."""
    company = await customers.read_company(read, principal, customer_id)
    open_ones = TicketFilter(customer_id=(company.customer_id,), not_closed=True)
    context = {
        "listed": await _list(request, read, principal, company=company),
        "heading": company.name,
        "tabs": [],
        "company": company,
        "open": await tickets.list_tickets(read, principal, open_ones, PageRequest(OPEN_SHOWN, include_total=True)),
        "may_edit": principal.is_admin,
    }
    return render(request, "agent/customers/company.html", context)


@router.get("/{customer_user_id}", name="agent_customer")
async def show(request: Request, principal: Agent, read: Read, customer_user_id: int) -> Response:
    """Raises CustomerUserNotFound."""
    customer: CustomerUserRead = await customers.read_customer_user(read, principal, customer_user_id)
    context = {
        "listed": await _list(request, read, principal, str(customer_user_id)),
        "heading": customer.name,
        "tabs": [],
        "card": await load_card(read, principal, customer),
        "may_edit": principal.is_admin,
    }
    return render(request, "agent/customers/show.html", context)


async def _list(
    request: Request, read: ReadUow, principal: Principal, current: str = "", company: CompanyRead | None = None
) -> ListPane:
    query = Query.of(request, (WORDS,))
    customer_id = company.customer_id if company else None
    page = await customers.list_customer_users(
        read, principal, query.page_request, text=query["q"], customer_id=customer_id
    )
    title = company.name if company else catalogue_of(request).gettext("Customers")
    found = Found.of_page(page)
    return ListPane("customers", title, COLUMNS, (WORDS,), query, found, current=current, root="/agent")
