"""The performance log: what takes how long, over a span; on, off, and empty again."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response

from gotrs_api.admin.performance import service
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.uow import ReadUow
from gotrs_api.uow.deps import Read, Uow
from gotrs_web.admin.listing import WORDS, Column, Filter, Found, Query, cut
from gotrs_web.admin.navigation import ROOT
from gotrs_web.admin.pages import list_pane
from gotrs_web.deps import Administrator
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

PAGE = f"{ROOT}/performance-log"
router = APIRouter(prefix=PAGE)
SPANS: Mapping[int, str] = {
    5: N_("5 minutes"),
    30: N_("30 minutes"),
    60: N_("1 hour"),
    120: N_("2 hours"),
    1440: N_("1 day"),
    2880: N_("2 days"),
}
AREAS: Mapping[str, str] = {
    "agent": N_("Agents"),
    "customer": N_("Customers"),
    "admin": N_("Administration"),
    "auth": N_("Sign-in"),
    "api": N_("API"),
    "other": N_("Others"),
}
FILTERS = (
    Filter("minutes", N_("Last"), tuple((str(minutes), text) for minutes, text in SPANS.items())),
    Filter("area", N_("Area"), tuple(AREAS.items())),
    WORDS,
)
COLUMNS = (
    Column(N_("Page"), "route"),
    Column(N_("Area"), lambda row: AREAS[row.area], "word", sort="area"),
    Column(N_("Requests"), "requests", "number"),
    Column(N_("Average, ms"), "average_ms", "number"),
    Column(N_("Shortest, ms"), "min_ms", "number"),
    Column(N_("Longest, ms"), "max_ms", "number"),
)


@router.get("", name="admin_performance_log")
async def show_list(request: Request, principal: Administrator, read: Read) -> Response:
    listed = await list_pane(request, read, principal, "performance-log", COLUMNS, FILTERS, _rows)
    minutes = _minutes(listed.query)
    rows = await service.read_log(read, principal, minutes, listed.query["area"] or None)
    status = await service.read_status(read, principal, minutes, rows)
    return render(request, "admin/list.html", {"listed": listed, "status": status, "facts": "admin/_performance.html"})


@router.post("/switch", name="admin_performance_log_switch")
async def switch(request: Request, principal: Administrator, uow: Uow) -> Response:
    form = await request.form()
    await service.switch(uow, principal, on=form.get("on") == "1")
    return redirect(request, PAGE, toast=catalogue_of(request).gettext("Saved."))


@router.post("/emptying", name="admin_performance_log_emptying")
async def empty(request: Request, principal: Administrator, uow: Uow) -> Response:
    await service.empty(uow, principal)
    return redirect(request, PAGE, toast=catalogue_of(request).gettext("The log is empty."))


async def _rows(read: ReadUow, principal: Principal, query: Query) -> Found:
    rows = await service.read_log(read, principal, _minutes(query), query["area"] or None)
    return cut(rows, query, lambda row: row.route)


def _minutes(query: Query) -> int:
    return int(query["minutes"] or service.SPANS[-1])
