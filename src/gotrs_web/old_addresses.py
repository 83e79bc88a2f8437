"""Bookmarks and mails of an OTRS that was here before lead to the new pages: `index.pl?Action=AgentTicketZoom;TicketID=7`.

Public: they only redirect, and the page behind asks who one is.
"""

import re
from urllib.parse import quote, unquote_plus, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse

router = APIRouter()

_LISTS = {
    "AgentTicketStatusView": "/agent/tickets",
    "AgentTicketSearch": "/agent/tickets",
    "AgentTicketEscalationView": "/agent/tickets?view=escalated",
    "AgentTicketLockedView": "/agent/tickets?view=locked",
    "AgentTicketOwnerView": "/agent/tickets?view=mine",
    "AgentTicketResponsibleView": "/agent/tickets?view=responsible",
    "AgentTicketWatchView": "/agent/tickets?view=watched",
    "AgentTicketPhone": "/agent/tickets/new/phone",
    "AgentTicketEmail": "/agent/tickets/new/email",
    "AgentPreferences": "/agent/profile",
    "Logout": "/auth/logout",
}
_CUSTOMER_PAGES = {"CustomerTicketMessage": "/customer/tickets/new", "Logout": "/auth/customer/logout"}


@router.get("/otrs/index.pl", name="old_agent_address")
@router.get("/index.pl")
@router.get("/znuny/index.pl")
async def agent_address(request: Request) -> RedirectResponse:
    return _moved(agent_page(_parameters(request.url.query)))


@router.get("/otrs/customer.pl", name="old_customer_address")
@router.get("/customer.pl")
@router.get("/znuny/customer.pl")
async def customer_address(request: Request) -> RedirectResponse:
    return _moved(customer_page(_parameters(request.url.query)))


def agent_page(given: dict[str, str]) -> str:
    action = given.get("Action", "")
    if action.startswith("AgentTicket") and given.get("TicketID", "").isdecimal():
        return f"/agent/tickets/{int(given['TicketID'])}"
    if action.startswith("AgentTicket") and given.get("TicketNumber"):
        return f"/agent/tickets?{urlencode({'q': given['TicketNumber']})}"
    if action == "AgentTicketQueue":
        queue = given.get("QueueID", "")
        return f"/agent/queues/{int(queue)}" if queue.isdecimal() and int(queue) else "/agent/queues"
    return "/admin/" if action.startswith("Admin") else _LISTS.get(action, "/agent/")


def customer_page(given: dict[str, str]) -> str:
    action = given.get("Action", "")
    if action == "CustomerTicketZoom" and given.get("TicketNumber"):
        return f"/customer/tickets/{quote(given['TicketNumber'], safe='')}"
    return _CUSTOMER_PAGES.get(action, "/customer/")


def _parameters(query: str) -> dict[str, str]:
    """OTRS separates by `;` as well as by `&`."""
    pairs = (part.partition("=") for part in re.split("[;&]", query))
    return {unquote_plus(name): unquote_plus(value) for name, _, value in pairs}


def _moved(target: str) -> RedirectResponse:
    return RedirectResponse(target, status_code=302)
