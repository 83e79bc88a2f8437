"""Spans of time: the last so many days, today included, in the time zone in which the database counts its days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from gotrs_api.uow import ReadUow


@dataclass(frozen=True)
class Span:
    """From the beginning of the first day to now."""

    since: datetime
    until: datetime
    first: date
    days: int

    @classmethod
    def of(cls, uow: ReadUow, days: int) -> Span:
        zone = uow.site.database.time_zone
        now = uow.clock.now()
        first = now.astimezone(zone).date() - timedelta(days=days - 1)
        return cls(datetime.combine(first, time(), zone), now + timedelta(seconds=1), first, days)

    def each_day(self) -> list[date]:
        return [self.first + timedelta(days=number) for number in range(self.days)]
