"""What was received and sent, step by step."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.mail.communication_log import service as log
from gotrs_api.uow import ReadUow
from gotrs_api.uow.deps import Read
from gotrs_web.admin.listing import WORDS, Column, Filter, Found, ListPane, Query
from gotrs_web.admin.pages import list_pane
from gotrs_web.deps import Administrator
from gotrs_web.render import render

KEY = "mail/communication-log"
router = APIRouter(prefix=f"/admin/{KEY}")
STATUSES = (
    ("Successful", N_("Successful")),
    ("Warning", N_("Warning")),
    ("Failed", N_("Failed")),
    ("Processing", N_("Processing")),
)
DIRECTIONS = (("Incoming", N_("Incoming")), ("Outgoing", N_("Outgoing")))
FILTERS = (WORDS, Filter("direction", N_("Direction"), DIRECTIONS), Filter("status", N_("Status"), STATUSES))
COLUMNS = (
    Column(N_("Start"), "started", "moment"),
    Column(N_("Number"), "id", "link"),
    Column(N_("Direction"), "direction", "word"),
    Column(N_("Way"), lambda row: row.account_type or row.transport, "muted"),
    Column(N_("Status"), "status", "word"),
)


@router.get("", name="admin_communication_log")
async def show_list(request: Request, principal: Administrator, read: Read) -> Response:
    return render(request, "admin/list.html", {"listed": await _list(request, read, principal)})


@router.get("/{communication_id:int}", name="admin_communication")
async def show_entry(request: Request, principal: Administrator, read: Read, communication_id: int) -> Response:
    context = {
        "listed": await _list(request, read, principal, str(communication_id)),
        "heading": f"#{communication_id}",
        "tabs": [],
        "communication": await log.read_communication(read, principal, communication_id),
    }
    return render(request, "admin/mail/communication.html", context)


async def _list(request: Request, read: ReadUow, principal: Principal, current: str = "") -> ListPane:
    return await list_pane(request, read, principal, KEY, COLUMNS, FILTERS, _rows, current=current)


async def _rows(read: ReadUow, principal: Principal, query: Query) -> Found:
    page = await log.list_communications(
        read,
        principal,
        query.page_request,
        direction=query["direction"] or None,
        status=query["status"] or None,
        words=query["q"] or None,
    )
    return Found.of_page(page)
