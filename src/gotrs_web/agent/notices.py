"""What notifications told an agent in the browser: the bell, the list behind it, and marking as read."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from gotrs_api.automation.notifications import service as notifications
from gotrs_api.identity.service import own_account
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.uow.deps import Read, Uow
from gotrs_web.deps import Agent
from gotrs_web.forms import number
from gotrs_web.render import redirect, render, wants_fragment
from gotrs_web.view import catalogue_of

PAGE = "/agent/notices"
SHOWN = 200
router = APIRouter(prefix=PAGE)


@router.get("", name="agent_notices")
async def show_all(request: Request, principal: Agent, read: Read) -> Response:
    page = await notifications.list_notices(read, principal, PageRequest(SHOWN))
    return render(request, "agent/notices.html", {"notices": page.rows})


@router.get("/bell", name="agent_bell")
async def show_bell(request: Request, principal: Agent, read: Read) -> Response:
    """The bell alone, with its number: pages load it for themselves, and again when something happens."""
    if not wants_fragment(request):
        return redirect(request, PAGE)
    context = {
        "unread": await notifications.count_unread_notices(read, principal),
        "sound": await own_account.notice_sound(read, principal),
    }
    return render(request, "layouts/_bell.html", context)


@router.post("/read", name="agent_notices_read")
async def mark_all(request: Request, principal: Agent, uow: Uow) -> Response:
    await notifications.mark_notices_read(uow, principal)
    return redirect(request, PAGE, toast=catalogue_of(request).gettext("All are marked as read."))


@router.post("/{notice_id}/opening", name="agent_notice_opening")
async def open_one(request: Request, principal: Agent, uow: Uow, notice_id: int) -> Response:
    """Marks it, and goes on to its ticket."""
    await notifications.mark_notices_read(uow, principal, [notice_id])
    ticket_id = number(str((await request.form()).get("ticket", "")), 63)
    return redirect(request, PAGE if ticket_id is None else f"/agent/tickets/{ticket_id}")
