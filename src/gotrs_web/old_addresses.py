"""Bookmarks and mails of an OTRS that was here before lead to the new pages: `index.pl?Action=AgentTicketZoom;TicketID=7`.

Public: they only redirect, and the page behind asks who one is.
"""

import re
from typing import Final
from urllib.parse import quote, unquote_plus, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse

from gotrs_web.customer.ticket import OLD_ID

router = APIRouter()

_FOLDERS: Final = ("/otrs", "/znuny", "/otobo", "")
_LISTS: Final = {
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
_OF_A_TICKET: Final = {
    "AgentTicketHistory": "?tab=history",
    "AgentTicketPrint": "/print",
    "AgentTicketNote": "/note",
    "AgentTicketPhoneOutbound": "/phone-out",
    "AgentTicketPhoneInbound": "/phone-in",
}
_ADMIN_PAGES: Final = {
    "AdminACL": "",
    "AdminAttachment": "attachments",
    "AdminAutoResponse": "auto-responses",
    "AdminCommunicationLog": "mail/communication-log",
    "AdminCustomerCompany": "customer-companies",
    "AdminCustomerUser": "customer-users",
    "AdminDynamicField": "dynamic-fields",
    "AdminGroup": "groups",
    "AdminMailAccount": "mail-accounts",
    "AdminPriority": "priorities",
    "AdminQueue": "queues",
    "AdminRole": "roles",
    "AdminSLA": "slas",
    "AdminSalutation": "salutations",
    "AdminService": "services",
    "AdminSession": "sessions",
    "AdminSignature": "signatures",
    "AdminState": "states",
    "AdminSystemAddress": "system-addresses",
    "AdminSystemConfiguration": "settings",
    "AdminSystemMaintenance": "maintenance",
    "AdminTemplate": "templates",
    "AdminType": "types",
    "AdminUser": "agents",
}
_CUSTOMER_PAGES: Final = {
    "CustomerTicketMessage": "/customer/tickets/new",
    "CustomerPreferences": "/customer/profile",
    "Logout": "/auth/customer/logout",
}


async def agent_address(request: Request) -> RedirectResponse:
    return _moved(agent_page(_parameters(request.url.query)))


async def customer_address(request: Request) -> RedirectResponse:
    return _moved(customer_page(_parameters(request.url.query)))


for _folder in _FOLDERS:
    router.get(f"{_folder}/index.pl", name="old_agent_address")(agent_address)
    router.get(f"{_folder}/customer.pl", name="old_customer_address")(customer_address)
    # What was public is the customers' now: there are no pages for strangers besides their sign-in.
    router.get(f"{_folder}/public.pl", name="old_public_address")(customer_address)
    if _folder:
        router.get(_folder, name="old_agent_address")(agent_address)
        router.get(f"{_folder}/", name="old_agent_address")(agent_address)


@router.get("/login", name="old_agent_address")
@router.get("/customer/login", name="old_customer_address")
async def typed_by_heart(request: Request) -> RedirectResponse:
    """What people type where they expect a sign-in."""
    return _moved(f"/auth{request.url.path}")


def agent_page(given: dict[str, str]) -> str:
    action = given.get("Action", "")
    if action.startswith("AgentTicket") and given.get("TicketID", "").isdecimal():
        return _ticket_page(action, int(given["TicketID"]), given)
    if action.startswith("AgentTicket") and given.get("TicketNumber"):
        return _search("/agent/tickets", given["TicketNumber"])
    if action == "AgentTicketQueue":
        queue = given.get("QueueID", "")
        return f"/agent/queues/{int(queue)}" if queue.isdecimal() and int(queue) else "/agent/queues"
    if action == "AgentTicketSearch" or (action not in _LISTS and action.startswith("AgentTicket")):
        return _search("/agent/tickets", given.get("Fulltext") or given.get("MIMEBase_Body") or "")
    if action.startswith(("AgentCustomerInformationCenter", "AgentCustomerUserInformationCenter")):
        return _search("/agent/customers", given.get("CustomerUserID") or given.get("CustomerID") or "")
    if action.startswith("Admin"):
        return _admin_page(action, given)
    return _LISTS.get(action, "/agent/")


def _ticket_page(action: str, ticket_id: int, given: dict[str, str]) -> str:
    page = f"/agent/tickets/{ticket_id}"
    article = given.get("ArticleID", "")
    if not article.isdecimal():
        return page + _OF_A_TICKET.get(action, "")
    if action == "AgentTicketAttachment" and given.get("FileID", "").isdecimal():
        return f"{page}/articles/{int(article)}/files/{int(given['FileID'])}"
    if action == "AgentTicketPlain":
        return f"{page}/articles/{int(article)}/plain"
    return page + _OF_A_TICKET.get(action, f"#article-{int(article)}")


def _admin_page(action: str, given: dict[str, str]) -> str:
    page = _ADMIN_PAGES.get(action)
    if not page:
        return "/admin/"
    entry = given.get("ID") or given.get("QueueID") or given.get("UserID") or ""
    return f"/admin/{page}/{int(entry)}" if entry.isdecimal() else f"/admin/{page}"


def customer_page(given: dict[str, str]) -> str:
    action, number = given.get("Action", ""), given.get("TicketNumber", "")
    ticket_id = given.get("TicketID", "")
    if action.startswith("CustomerTicket") and (number or ticket_id.isdecimal()):
        page = f"/customer/tickets/{quote(number, safe='') or f'{OLD_ID}{int(ticket_id)}'}"
        article, file = given.get("ArticleID", ""), given.get("FileID", "")
        if article.isdecimal() and file.isdecimal():
            return f"{page}/articles/{int(article)}/files/{int(file)}"
        return page
    return _CUSTOMER_PAGES.get(action, "/customer/")


def _search(page: str, words: str) -> str:
    return f"{page}?{urlencode({'q': words})}" if words else page


def _parameters(query: str) -> dict[str, str]:
    """OTRS separates by `;` as well as by `&`."""
    pairs = (part.partition("=") for part in re.split("[;&]", query))
    return {unquote_plus(name): unquote_plus(value) for name, _, value in pairs}


def _moved(target: str) -> RedirectResponse:
    return RedirectResponse(target, status_code=302)
