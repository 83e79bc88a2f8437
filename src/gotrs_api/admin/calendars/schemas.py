"""Working calendars as they come and go."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from gotrs_api.sysconfig.setting import ZoneName

Day = Literal["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
Hour = Annotated[int, Field(ge=0, le=23)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100, pattern=r"^[^\x00]*$")]
MAX_DAYS = 400


class YearlyDay(BaseModel):
    """A day without work, every year."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)
    name: Name

    @model_validator(mode="after")
    def _is_a_day(self) -> YearlyDay:
        dt.date(2024, self.month, self.day)  # a leap year
        return self


class SingleDay(BaseModel):
    """One day without work."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    date: dt.date
    name: Name


class CalendarWrite(BaseModel):
    """All of it; a numbered calendar without a name is not in use. The default one's name and zone are not its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    time_zone: ZoneName
    week_start: int = Field(ge=0, le=6, description="0 is Sunday, 1 Monday.")
    working_hours: dict[Day, tuple[Hour, ...]] = Field(description="By weekday the hours that count, 0 to 23.")
    vacation_days: tuple[YearlyDay, ...] = Field(max_length=MAX_DAYS)
    vacation_dates: tuple[SingleDay, ...] = Field(max_length=MAX_DAYS)


class IdleCalendar(BaseModel):
    """One without a working hour, and what counts by it: tickets there never escalate."""

    model_config = ConfigDict(frozen=True)

    number: int
    name: str = Field(description="Empty of the default one.")
    queues: tuple[str, ...] = Field(description="Names of queues that set times.")
    slas: tuple[str, ...] = Field(description="Names of service levels that set times.")


class CalendarSettings(CalendarWrite):
    """Number 0 is the default calendar."""

    number: int
