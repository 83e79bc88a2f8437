"""Outgoing mail that has not left yet."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response

from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.mail.outbound import service as outbound
from gotrs_api.mail.outbound.schemas import MailState
from gotrs_api.uow import ReadUow
from gotrs_api.uow.deps import Read, Uow
from gotrs_web.admin.listing import Column, Found, ListPane, Query
from gotrs_web.admin.pages import list_pane
from gotrs_web.deps import Administrator
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

PAGE = "/admin/mail/queue"
router = APIRouter(prefix=PAGE)
STATES: Mapping[str, str] = {
    MailState.WAITING: N_("waiting"),
    MailState.SENDING: N_("on its way"),
    MailState.PUT_OFF: N_("put off by the server"),
    MailState.UNREACHABLE: N_("server takes nothing"),
    MailState.HELD_BACK: N_("not its turn yet"),
    MailState.NO_SERVER: N_("no server for it"),
    MailState.BROKEN: N_("broken off"),
    MailState.FOREIGN: N_("OTRS sends it"),
}
COLUMNS = (
    Column(N_("Written"), "created", "moment"),
    Column(N_("Subject"), lambda mail: mail.subject or f"#{mail.id}", "link"),
    Column(N_("To"), lambda mail: ", ".join(mail.recipients)),
    Column(N_("State"), lambda mail: STATES[mail.state], "word"),
    Column(N_("Through"), lambda mail: mail.account or "", "muted"),
    Column(N_("Attempts"), "attempts", "number"),
    Column(N_("Next attempt"), lambda mail: None if mail.waits_for_server else mail.due, "moment"),
    Column(N_("Last answer"), "last_message", "muted"),
)


@router.get("", name="admin_mail_queue")
async def show_list(request: Request, principal: Administrator, read: Read) -> Response:
    context = {"counts": await outbound.mail_overview(read, principal), "facts": "admin/mail/_queue_facts.html"}
    return render(request, "admin/list.html", {"listed": await _list(request, read, principal), **context})


@router.get("/{queue_id}", name="admin_waiting_mail")
async def show_mail(request: Request, principal: Administrator, read: Read, queue_id: int) -> Response:
    mail = await outbound.read_mail(read, principal, queue_id)
    context = {
        "listed": await _list(request, read, principal, str(queue_id)),
        "heading": mail.subject or f"#{mail.id}",
        "tabs": [],
        "mail": mail,
        "state": STATES[mail.state],
    }
    return render(request, "admin/mail/waiting_mail.html", context)


@router.post("/{queue_id}/retry", name="admin_waiting_retry")
async def retry(request: Request, principal: Administrator, uow: Uow, queue_id: int) -> Response:
    await outbound.retry_mail(uow, principal, queue_id)
    return redirect(request, PAGE, toast=catalogue_of(request).gettext("It is tried again now."))


@router.post("/{queue_id}/removal", name="admin_waiting_removal")
async def remove(request: Request, principal: Administrator, uow: Uow, queue_id: int) -> Response:
    await outbound.delete_mail(uow, principal, queue_id)
    return redirect(request, PAGE, toast=catalogue_of(request).gettext("The mail is given up."))


async def _list(request: Request, read: ReadUow, principal: Principal, current: str = "") -> ListPane:
    return await list_pane(request, read, principal, "mail/queue", COLUMNS, (), _rows, current=current)


async def _rows(read: ReadUow, principal: Principal, query: Query) -> Found:
    return Found.of_page(await outbound.list_mails(read, principal, query.page_request))
