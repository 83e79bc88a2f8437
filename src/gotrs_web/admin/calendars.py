"""Working calendars: the hours of a week as boxes, days without work as lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from zoneinfo import available_timezones

from babel.dates import format_date
from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from gotrs_api.admin.calendars import service
from gotrs_api.admin.calendars.day_lines import single_days, single_lines, yearly_days, yearly_lines
from gotrs_api.admin.calendars.schemas import CalendarSettings, CalendarWrite
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.queues import service as queues
from gotrs_api.sla import service as slas
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import Read
from gotrs_web.admin.changes import last_changes
from gotrs_web.admin.fields import Field
from gotrs_web.admin.listing import Column, Found, ListPane, Query
from gotrs_web.admin.module import Use
from gotrs_web.admin.navigation import ROOT
from gotrs_web.admin.pages import list_pane, transfer_url
from gotrs_web.deps import Administrator
from gotrs_web.forms import FormErrors, build, errors_of
from gotrs_web.forms import number as number_in
from gotrs_web.render import redirect, render
from gotrs_web.view import View, catalogue_of

PAGE = f"{ROOT}/calendars"
router = APIRouter(prefix=PAGE)
DAYS = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")  # as OTRS counts them from 0
_SUNDAY = date(2026, 1, 4)
COLUMNS = (
    Column(N_("Calendar"), lambda row: row.name or f"{row.number}", "link"),
    Column(N_("Number"), "number", "number"),
    Column(N_("Time zone"), "time_zone", "muted"),
    Column(N_("Hours in a week"), lambda row: sum(map(len, row.working_hours.values())), "number"),
    Column(N_("State"), lambda row: _state(row), "word"),
)


_HISTORY = (
    Field("time_zone", N_("Time zone")),
    Field("week_start", N_("The week begins on")),
    Field("vacation_days", N_("Days without work, every year")),
    Field("vacation_dates", N_("Single days without work")),
)


def _state(calendar: CalendarSettings) -> str:
    if calendar.number == 0:
        return N_("default")
    return N_("in use") if calendar.name else N_("not in use")


@router.get("", name="admin_calendars")
async def show_list(request: Request, principal: Administrator, read: Read) -> Response:
    return render(request, "admin/list.html", {"listed": await _list(request, read, principal)})


@router.get("/{number}", name="admin_calendar")
async def show(request: Request, principal: Administrator, read: Read, number: int) -> Response:
    return await _page(request, read, principal, number)


@router.post("/{number}")
async def save(request: Request, principal: Administrator, number: int) -> Response:
    site: Site = request.state.site
    form = await request.form()
    async with site.read() as read:
        before = await service.read_calendar_settings(read, principal, number)
    try:
        command = build(CalendarWrite, _typed(form, before))
        async with site.uow(acting_id=principal.user_id) as uow:
            await service.change_calendar_settings(uow, principal, number, command)
    except InvalidInput as refusal:
        errors = errors_of(request, refusal, _labels(request), _POINTERS)
        async with site.read() as read:
            return await _page(request, read, principal, number, errors, form)
    return redirect(request, f"{PAGE}/{number}", toast=catalogue_of(request).gettext("Saved."))


_POINTERS = {"month": "vacation_days", "day": "vacation_days", "date": "vacation_dates"}


def _labels(request: Request) -> Mapping[str, str]:
    _ = catalogue_of(request).gettext
    return {
        "name": _("Name"),
        "time_zone": _("Time zone"),
        "week_start": _("The week begins on"),
        "working_hours": _("Working hours"),
        "vacation_days": _("Days without work, every year"),
        "vacation_dates": _("Single days without work"),
    }


def _typed(form: FormData, before: CalendarSettings) -> dict[str, Any]:
    """The default calendar has no name or zone of its own. Raises InvalidInput for lines that are no days."""
    return {
        "name": str(form.get("name", before.name)),
        "time_zone": str(form.get("time_zone", before.time_zone)),
        "week_start": str(form.get("week_start", before.week_start)),
        "working_hours": {day: [str(hour) for hour in form.getlist(f"hours-{day}")] for day in DAYS},
        "vacation_days": yearly_days(str(form.get("vacation_days", "")).splitlines()),
        "vacation_dates": single_days(str(form.get("vacation_dates", "")).splitlines()),
    }


async def _list(request: Request, read: ReadUow, principal: Principal, current: str = "") -> ListPane:
    return await list_pane(
        request, read, principal, "calendars", COLUMNS, (), _rows,
        current=current, identify=lambda row: str(row.number), transfer_url=transfer_url("calendars"),
    )  # fmt: skip


async def _rows(read: ReadUow, principal: Principal, query: Query) -> Found:
    rows = await service.list_calendar_settings(read, principal)
    return Found(rows, len(rows), 1)


async def _page(
    request: Request,
    read: ReadUow,
    principal: Principal,
    number: int,
    errors: FormErrors | None = None,
    form: FormData | None = None,
) -> Response:
    calendar = await service.read_calendar_settings(read, principal, number)
    _ = catalogue_of(request).gettext
    typed = _shown(calendar, form)
    order = [(calendar.week_start + offset) % 7 for offset in range(7)]
    locale = View(request).format.locale
    names = {day: format_date(_SUNDAY + timedelta(days=at), "EEEE", locale=locale) for at, day in enumerate(DAYS)}
    context = {
        "listed": await _list(request, read, principal, str(number)),
        "heading": calendar.name or (_("Default calendar") if number == 0 else _("Calendar {n}").format(n=number)),
        "tabs": [],
        "action": f"{PAGE}/{number}",
        "calendar": calendar,
        "labels": _labels(request),
        "errors": errors or FormErrors(),
        "days": [(DAYS[at], names[DAYS[at]]) for at in order],
        "week_starts": [(str(at), names[day]) for at, day in enumerate(DAYS)],
        "zones": [(zone, zone) for zone in sorted(available_timezones())],
        "typed": typed,
        "idle": not any(typed["hours"].values()),
        "uses": await _used_by(read, number),
        "changes": await last_changes(request, read, principal, service.AUDITED_AS, str(number), _HISTORY),
    }
    return render(request, "admin/calendar.html", context, status=422 if errors else 200)


async def _used_by(read: ReadUow, number: int) -> list[Use]:
    """Queues and service levels; those without a calendar of their own count by the default one."""
    name = str(number) if number else ""

    def of(key: str, rows: Iterable[Any]) -> Use:
        return Use(key, tuple((str(row.id), row.name) for row in rows if row.calendar == name))

    return [of("queues", await queues.list_queues(read)), of("slas", await slas.list_slas(read))]


def _shown(calendar: CalendarSettings, form: FormData | None) -> Mapping[str, Any]:
    if form is None:
        return {
            "name": calendar.name,
            "time_zone": calendar.time_zone,
            "week_start": str(calendar.week_start),
            "hours": {day: set(hours) for day, hours in calendar.working_hours.items()},
            "vacation_days": "\n".join(yearly_lines(calendar.vacation_days)),
            "vacation_dates": "\n".join(single_lines(calendar.vacation_dates)),
        }
    return {
        **{
            name: str(form.get(name, ""))
            for name in ("name", "time_zone", "week_start", "vacation_days", "vacation_dates")
        },
        "hours": {day: {number_in(str(hour)) for hour in form.getlist(f"hours-{day}")} for day in DAYS},
    }
