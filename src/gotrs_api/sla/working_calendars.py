"""The working calendars that queues and agreements can name, as the system settings have them."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from gotrs_api.catalog.schemas import Out
from gotrs_api.identity.principal import Principal
from gotrs_api.sla.calendar import DAY_NAMES, NUMBERED_CALENDARS, calendar_from_settings, calendar_setting_names
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow


class WorkingCalendarRead(Out):
    """`calendar` is what `calendar` of queues and agreements takes; the default calendar's is empty."""

    calendar: str
    name: str
    time_zone: str
    working_hours: dict[str, list[int]] = Field(description="By weekday (Mon to Sun) the hours that count, 0 to 23.")
    vacation_days: list[str] = Field(description="Of every year, as MM-DD.")
    vacation_dates: list[date]


async def list_calendars(uow: ReadUow, principal: Principal) -> list[WorkingCalendarRead]:
    """The default one, and of the nine numbered ones those that have a name. Raises Forbidden for customers."""
    principal.require_agent()
    found = [await _read(uow, "", "Default")]
    for number in NUMBERED_CALENDARS:
        setting = settings.ALL.get(f"TimeZone::Calendar{number}Name")
        name = await sysconfig.get(uow, setting) if setting is not None else ""
        if name:
            found.append(await _read(uow, number, str(name)))
    return found


async def _read(uow: ReadUow, number: str, name: str) -> WorkingCalendarRead:
    names = [one for one in calendar_setting_names(number or None) if one in settings.ALL]
    values = {one: await sysconfig.get(uow, settings.ALL[one]) for one in names}
    calendar = calendar_from_settings(number or None, values)
    return WorkingCalendarRead(
        calendar=number,
        name=name,
        time_zone=str(calendar.zone),
        working_hours={day: sorted(hours) for day, hours in zip(DAY_NAMES, calendar.hours, strict=True)},
        vacation_days=sorted(f"{month:02}-{day:02}" for month, day in calendar.vacation_days),
        vacation_dates=sorted(calendar.vacation_dates),
    )
