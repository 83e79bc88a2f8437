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
OPEN, CLOSED, ALL = "open", "closed", "all"
ROWS, LONGEST_QUESTION = 20, 200


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
    q = sent.get("q", "").strip()[:LONGEST_QUESTION]
    show = sent.get("show", "")
    if show not in (OPEN, CLOSED, ALL):
        show = ALL if q else OPEN  # who searches does not know whether it is solved
    only = {OPEN: {"not_closed": True}, CLOSED: {"not_closed": False}, ALL: {}}[show]
    filters = TicketFilter(**narrowed, **only, q=q or None, sort="-changed")
    try:
        page = await tickets.list_tickets(
            read, principal, filters, PageRequest(ROWS, sent.get("after"), sent.get("before"))
        )
    except InvalidInput:  # a cursor that somebody else's list made
        return redirect(request, request.url.path)
    context = {
        "page_of_tickets": page,
        "show": show,
        "q": q,
        "is_company": is_company,
        "principal": principal,
        "words": WORDS,
    }
    return render(request, "customer/home.html", context)
