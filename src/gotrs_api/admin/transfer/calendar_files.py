"""Working calendars as files: their days as the form has them, a line each."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from gotrs_api.admin.calendars import service as calendars
from gotrs_api.admin.calendars.day_lines import single_days, single_lines, yearly_days, yearly_lines
from gotrs_api.admin.calendars.schemas import CalendarSettings, CalendarWrite
from gotrs_api.admin.transfer.kind import Kind
from gotrs_api.i18n import N_
from gotrs_api.i18n.commands import build
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.uow import ReadUow, UnitOfWork


class CalendarFileChange(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str | None = None
    time_zone: str | None = None
    week_start: int | None = None
    working_hours: dict[str, list[int]] | None = None
    vacation_days: list[str] | None = None
    vacation_dates: list[str] | None = None


class CalendarFile(CalendarFileChange):
    number: int


async def _calendars(read: ReadUow, principal: Principal) -> Sequence[Any]:
    return [_told(one) for one in await calendars.list_calendar_settings(read, principal)]


def _told(one: CalendarSettings) -> SimpleNamespace:
    days = {"vacation_days": yearly_lines(one.vacation_days), "vacation_dates": single_lines(one.vacation_dates)}
    return SimpleNamespace(**one.model_dump() | days)


async def _create(uow: UnitOfWork, principal: Principal, command: CalendarFile) -> SimpleNamespace:
    raise InvalidInput.field("/number", "unknown", N_("There are the calendars 0 to 9."))


async def _update(uow: UnitOfWork, principal: Principal, number: int, command: CalendarFileChange) -> SimpleNamespace:
    present = (await calendars.read_calendar_settings(uow, principal, number)).model_dump(exclude={"number"})
    said = command.model_dump(exclude_unset=True)
    if command.vacation_days is not None:
        said["vacation_days"] = yearly_days(command.vacation_days)
    if command.vacation_dates is not None:
        said["vacation_dates"] = single_days(command.vacation_dates)
    wanted = build(CalendarWrite, present | said)
    return _told(await calendars.change_calendar_settings(uow, principal, number, wanted))


CALENDARS: Final = Kind(
    key="calendars",
    known_by="number",
    entries=_calendars,
    creation=CalendarFile,
    create=_create,
    change=CalendarFileChange,
    update=_update,
    identify=lambda calendar: calendar.number,
)
