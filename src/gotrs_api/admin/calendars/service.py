"""Reading and changing working calendars: each is a few system settings, changed together.

A change counts in every process within five seconds; what the changes of the settings bring about (escalation times)
is the same as on any other way to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeAlias

from gotrs_api.admin.calendars.schemas import CalendarSettings, CalendarWrite, IdleCalendar, SingleDay, YearlyDay
from gotrs_api.admin.configuration.service import change_setting
from gotrs_api.identity import audit
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.row_changes import differences
from gotrs_api.kernel.errors import NotFound
from gotrs_api.queues import service as queues
from gotrs_api.queues.schemas import QueueRead
from gotrs_api.sla import service as slas
from gotrs_api.sla.calendar import DAY_NAMES
from gotrs_api.sla.schemas import SlaRead
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.sysconfig.setting import Setting
from gotrs_api.uow import ReadUow, UnitOfWork

NUMBERS = range(10)
AUDITED_AS = "working_calendar"
Timed: TypeAlias = QueueRead | SlaRead


async def list_calendar_settings(uow: ReadUow, principal: Principal) -> list[CalendarSettings]:
    """All ten, in use or not. Raises Forbidden for anybody but administrators."""
    return [await read_calendar_settings(uow, principal, number) for number in NUMBERS]


async def idle_calendars(uow: ReadUow, principal: Principal) -> list[IdleCalendar]:
    """Those without a working hour by which something counts. Raises Forbidden for anybody but administrators."""
    found = []
    for calendar in await list_calendar_settings(uow, principal):
        if not works(calendar):
            counting = await _counts_by(uow, calendar.number)
            if any(counting):
                found.append(
                    IdleCalendar(number=calendar.number, name=calendar.name, queues=counting[0], slas=counting[1])
                )
    return found


async def never_escalates(uow: ReadUow, principal: Principal, timed: Timed) -> bool:
    """Whether a queue or service level sets times that never run out, for its calendar has no working hour."""
    return sets_times(timed) and not works(await read_calendar_settings(uow, principal, int(timed.calendar or 0)))


def works(calendar: CalendarSettings) -> bool:
    return any(calendar.working_hours.values())


def sets_times(timed: Timed) -> bool:
    return bool(timed.first_response_time or timed.update_time or timed.solution_time)


async def _counts_by(uow: ReadUow, number: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of queues and service levels; those without a calendar of their own count by the default one."""
    name = str(number) if number else ""

    def of(rows: Iterable[Timed]) -> tuple[str, ...]:
        return tuple(one.name for one in rows if one.calendar == name and sets_times(one))

    return of(await queues.list_queues(uow)), of(await slas.list_slas(uow))


async def read_calendar_settings(uow: ReadUow, principal: Principal, number: int) -> CalendarSettings:
    """Raises Forbidden, NotFound."""
    principal.require_admin()
    if number not in NUMBERS:
        raise NotFound
    hours = await sysconfig.get(uow, _of(number, settings.TIME_WORKING_HOURS, settings.CALENDAR_WORKING_HOURS))
    yearly = await sysconfig.get(uow, _of(number, settings.TIME_VACATION_DAYS, settings.CALENDAR_VACATION_DAYS))
    single = await sysconfig.get(
        uow, _of(number, settings.TIME_VACATION_DAYS_ONE_TIME, settings.CALENDAR_VACATION_DAYS_ONE_TIME)
    )
    return CalendarSettings.model_construct(
        number=number,
        name=await sysconfig.get(uow, settings.CALENDAR_NAMES[number]) if number else "",
        time_zone=await sysconfig.get(uow, _of(number, settings.OTRS_TIME_ZONE, settings.CALENDAR_ZONES)),
        week_start=await sysconfig.get(
            uow, _of(number, settings.CALENDAR_WEEK_DAY_START, settings.CALENDAR_WEEK_DAY_STARTS)
        ),
        working_hours={day: tuple(sorted(map(int, hours.get(day, ())))) for day in DAY_NAMES},
        vacation_days=tuple(
            YearlyDay.model_construct(month=month, day=day, name=name)
            for month, day, name in sorted((int(one["month"]), int(one["day"]), one.get("name", "")) for one in yearly)
        ),
        vacation_dates=tuple(
            SingleDay.model_construct(date=day, name=name)
            for day, name in sorted(
                (date(int(one["year"]), int(one["month"]), int(one["day"])), one.get("name", "")) for one in single
            )
        ),
    )


async def change_calendar_settings(
    uow: UnitOfWork, principal: Principal, number: int, command: CalendarWrite
) -> CalendarSettings:
    """Raises Forbidden, NotFound."""
    before = await read_calendar_settings(uow, principal, number)
    if number:
        await _change(uow, principal, settings.CALENDAR_NAMES[number], command.name)
        await _change(uow, principal, settings.CALENDAR_ZONES[number], command.time_zone)
    week_start = _of(number, settings.CALENDAR_WEEK_DAY_START, settings.CALENDAR_WEEK_DAY_STARTS)
    await _change(uow, principal, week_start, command.week_start)
    hours = {day: sorted(set(command.working_hours.get(day, ()))) for day in DAY_NAMES}
    await _change(uow, principal, _of(number, settings.TIME_WORKING_HOURS, settings.CALENDAR_WORKING_HOURS), hours)
    if command.vacation_days != before.vacation_days:
        yearly = [{"month": str(each.month), "day": str(each.day), "name": each.name} for each in command.vacation_days]
        days = _of(number, settings.TIME_VACATION_DAYS, settings.CALENDAR_VACATION_DAYS)
        await _change(uow, principal, days, yearly)
    if command.vacation_dates != before.vacation_dates:
        single = [
            {
                "year": str(each.date.year),
                "month": str(each.date.month),
                "day": str(each.date.day),
                "name": each.name,
            }
            for each in command.vacation_dates
        ]
        dates = _of(number, settings.TIME_VACATION_DAYS_ONE_TIME, settings.CALENDAR_VACATION_DAYS_ONE_TIME)
        await _change(uow, principal, dates, single)
    after = await read_calendar_settings(uow, principal, number)
    if after != before:
        told = {"name": after.name, **differences(_told(before), _told(after))}
        await audit.record(uow, principal, f"{AUDITED_AS}.updated", AUDITED_AS, number, told)
    return after


def _told(calendar: CalendarSettings) -> dict[str, Any]:
    """As the audit log has it: hours by the day, days as they are typed."""
    return {
        **calendar.model_dump(include={"name", "time_zone", "week_start"}),
        **{str(day): hours for day, hours in calendar.working_hours.items()},
        "vacation_days": [f"{one.month:02}-{one.day:02} {one.name}" for one in calendar.vacation_days],
        "vacation_dates": [f"{one.date} {one.name}" for one in calendar.vacation_dates],
    }


async def _change(uow: UnitOfWork, principal: Principal, setting: Setting[Any], value: Any) -> None:
    await change_setting(uow, principal, setting.name, value)


def _of(number: int, default: Setting[Any], numbered: Mapping[int, Setting[Any]]) -> Setting[Any]:
    return numbered[number] if number else default
