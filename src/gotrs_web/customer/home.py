"""The portal's lists: one's own tickets, and those of one's company."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketFilter
from gotrs_api.uow import ReadUow
from gotrs_api.uow.deps import Read
from gotrs_web.customer.standing import WORDS
from gotrs_web.deps import Customer
from gotrs_web.render import redirect, render

router = APIRouter(prefix="/customer")
OPEN, CLOSED = "open", "closed"
ROWS = 20


@router.get("/", name="customer_home")
async def show_mine(request: Request, principal: Customer, read: Read) -> Response:
    filters = {"customer_user": (principal.login,)}
    return await _list(request, read, principal, filters, is_company=False)


@router.get("/company", name="customer_company")
async def show_company(request: Request, principal: Customer, read: Read) -> Response:
    """Of all companies that the customer belongs to; what is to be seen decides `tickets`."""
    filters = {"customer_id": tuple(sorted(principal.customer_ids)) or ("",)}
    return await _list(request, read, principal, filters, is_company=True)


@router.get("")
@router.get("/tickets")
async def without_slash() -> Response:
    return RedirectResponse("/customer/", status_code=308)


async def _list(
    request: Request, read: ReadUow, principal: Customer, narrowed: Mapping[str, tuple[str, ...]], *, is_company: bool
) -> Response:
    sent = request.query_params
    closed = sent.get("show") == CLOSED
    filters = TicketFilter(**narrowed, not_closed=not closed, sort="-changed")
    try:
        page = await tickets.list_tickets(
            read, principal, filters, PageRequest(ROWS, sent.get("after"), sent.get("before"))
        )
    except InvalidInput:  # a cursor that somebody else's list made
        return redirect(request, request.url.path)
    context = {
        "page_of_tickets": page,
        "closed": closed,
        "is_company": is_company,
        "principal": principal,
        "words": WORDS,
    }
    return render(request, "customer/home.html", context)
