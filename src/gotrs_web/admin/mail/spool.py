"""Incoming mail: what came in, what became of it, and the mails that wait for a decision."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response

from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.mail.inbound import service as inbound
from gotrs_api.mail.inbound.schemas import SpoolRetry
from gotrs_api.uow import ReadUow
from gotrs_api.uow.deps import Read, Uow
from gotrs_web.admin.listing import Column, Filter, Found, ListPane, Query
from gotrs_web.admin.pages import list_pane
from gotrs_web.deps import Administrator
from gotrs_web.downloads import file_download
from gotrs_web.forms import build
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/admin/mail/spool")
STATUSES: Mapping[str, str] = {
    "quarantined": N_("waits for a decision"),
    "received": N_("not yet processed"),
    "done": N_("became a ticket or an article"),
    "ignored": N_("ignored"),
    "duplicate": N_("came before"),
}
FILTERS = (Filter("status", N_("What became of it"), tuple(STATUSES.items())),)
COLUMNS = (
    Column(N_("Received"), "received", "moment"),
    Column(N_("Mail"), lambda mail: mail.message_id or f"#{mail.id}", "link"),
    Column(N_("Way in"), lambda mail: f"{mail.source} {mail.mailbox or ''}".strip(), "muted"),
    Column(N_("What became of it"), lambda mail: STATUSES[mail.status], "word"),
    Column(N_("Reason"), "reason", "muted"),
    Column(N_("Size"), "size_bytes", "bytes"),
)
_RETRYABLE = ("quarantined", "ignored")


@router.get("", name="admin_mail_spool")
async def show_list(request: Request, principal: Administrator, read: Read) -> Response:
    listed = await _list(request, read, principal)
    context = {"health": await inbound.inbound_health(read, principal), "facts": "admin/mail/_spool_facts.html"}
    return render(request, "admin/list.html", {"listed": listed, **context})


@router.get("/{spool_id}", name="admin_spooled_mail")
async def show_mail(request: Request, principal: Administrator, read: Read, spool_id: int) -> Response:
    mail = await inbound.read_spooled(read, principal, spool_id)
    context = {
        "listed": await _list(request, read, principal, str(spool_id)),
        "heading": mail.message_id or f"#{mail.id}",
        "tabs": [],
        "mail": mail,
        "status": STATUSES[mail.status],
        "can_retry": mail.status in _RETRYABLE,
    }
    return render(request, "admin/mail/spooled_mail.html", context)


@router.get("/{spool_id}/raw", name="admin_spooled_raw")
async def download_raw(principal: Administrator, read: Read, spool_id: int) -> Response:
    """As a file: what strangers sent is never shown as a page of ours."""
    raw = await inbound.read_spooled_raw(read, principal, spool_id)
    return file_download(raw, f"mail-{spool_id}.eml", "message/rfc822")


@router.post("/{spool_id}/retry", name="admin_spooled_retry")
async def retry(request: Request, principal: Administrator, uow: Uow, spool_id: int) -> Response:
    command = build(SpoolRetry, {"force": "force" in await request.form()})
    await inbound.retry_spooled(uow, principal, spool_id, force=command.force)
    toast = catalogue_of(request).gettext("The mail will be processed again.")
    return redirect(request, f"/admin/mail/spool/{spool_id}", toast=toast)


async def _list(request: Request, read: ReadUow, principal: Principal, current: str = "") -> ListPane:
    return await list_pane(request, read, principal, "mail/spool", COLUMNS, FILTERS, _rows, current=current)


async def _rows(read: ReadUow, principal: Principal, query: Query) -> Found:
    status = query["status"] or None
    return Found.of_page(await inbound.list_spool(read, principal, query.page_request, status=status))
