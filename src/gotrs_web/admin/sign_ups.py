"""Customers who signed up and wait to be accepted."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from gotrs_api.customers.sign_up import service
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import NotFound
from gotrs_api.uow import ReadUow
from gotrs_api.uow.deps import Read, Uow
from gotrs_web.admin.listing import WORDS, Column, Found, ListPane, Query, cut
from gotrs_web.admin.pages import list_pane
from gotrs_web.deps import Administrator
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/admin/sign-ups")
COLUMNS = (
    Column(N_("E-mail"), "email", "link"),
    Column(N_("Name"), lambda row: f"{row.first_name} {row.last_name}"),
    Column(N_("Since"), "confirmed", "moment"),
)


@router.get("", name="admin_sign_ups")
async def show_list(request: Request, principal: Administrator, read: Read) -> Response:
    return render(request, "admin/list.html", {"listed": await _list(request, read, principal)})


@router.get("/{sign_up_id}", name="admin_sign_up")
async def show(request: Request, principal: Administrator, read: Read, sign_up_id: int) -> Response:
    found = next((row for row in await service.waiting(read, principal) if row.id == sign_up_id), None)
    if found is None:
        raise NotFound
    context = {
        "listed": await _list(request, read, principal, str(sign_up_id)),
        "heading": found.email,
        "tabs": [],
        "sign_up": found,
    }
    return render(request, "admin/sign_up.html", context)


@router.post("/{sign_up_id}/acceptance", name="admin_sign_up_acceptance")
async def accept(request: Request, principal: Administrator, uow: Uow, sign_up_id: int) -> Response:
    await service.decide(uow, principal, sign_up_id, accept=True)
    return redirect(request, "/admin/sign-ups", toast=catalogue_of(request).gettext("Accepted; a mail tells it."))


@router.post("/{sign_up_id}/rejection", name="admin_sign_up_rejection")
async def reject(request: Request, principal: Administrator, uow: Uow, sign_up_id: int) -> Response:
    await service.decide(uow, principal, sign_up_id, accept=False)
    return redirect(request, "/admin/sign-ups", toast=catalogue_of(request).gettext("Rejected."))


async def _list(request: Request, read: ReadUow, principal: Principal, current: str = "") -> ListPane:
    return await list_pane(request, read, principal, "sign-ups", COLUMNS, (WORDS,), _rows, current=current)


async def _rows(read: ReadUow, principal: Principal, query: Query) -> Found:
    rows = await service.waiting(read, principal)
    return cut(rows, query, lambda row: f"{row.email} {row.first_name} {row.last_name}")
