"""Dates, durations, sizes and numbers as a person of one locale and time zone reads them."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_decimal

from gotrs_api.i18n import Catalogue

TimeStyle: TypeAlias = Literal["smart", "short", "long", "date", "time"]

AVATAR_TONES = 5
_SIZE_UNITS = ("B", "kB", "MB", "GB", "TB")


class AtLeast(int):
    """A count that ended there: "2,000+"."""


@dataclass(frozen=True)
class Formatter:
    catalogue: Catalogue
    locale: Locale
    zone: ZoneInfo

    def moment(self, value: datetime, style: TimeStyle, now: datetime) -> str:
        """``smart``: "Today 08:12", "Yesterday 16:20", "12 Nov, 14:03", with the year when it is another;
        ``short`` and ``long``: date and time; ``date``; ``time``. ``value`` and ``now`` are aware."""
        local = value.astimezone(self.zone)
        if style == "smart":
            return self._smart(local, now.astimezone(self.zone).date())
        if style == "date":
            return format_date(local, "medium", locale=self.locale)
        if style == "time":
            return format_time(local, "short", locale=self.locale)
        if style == "long":
            day = format_date(local, "full", locale=self.locale)
            return f"{day}, {format_time(local, 'short', locale=self.locale)} ({local:%Z})"
        return format_datetime(local, "short", locale=self.locale)

    def _smart(self, local: datetime, today: date) -> str:
        clock = format_time(local, "short", locale=self.locale)
        if local.date() == today:
            return self.catalogue.gettext("Today {time}", time=clock)
        if local.date() == today - timedelta(days=1):
            return self.catalogue.gettext("Yesterday {time}", time=clock)
        if local.year == today.year:
            return self.catalogue.gettext("{date}, {time}", date=self.day(local.date()), time=clock)
        return format_date(local, "medium", locale=self.locale)

    def day(self, value: date) -> str:
        """Of this year: "12 Nov"."""
        skeleton = self.locale.datetime_skeletons.get("MMMd")
        if skeleton is None:
            return format_date(value, "medium", locale=self.locale)
        return str(skeleton.apply(datetime.combine(value, time()), self.locale))

    def duration(self, seconds: float) -> str:
        """The two largest units, down to minutes: "1 d 2 h", "1 h 12 min", "18 min"; the sign is dropped."""
        minutes = int(abs(seconds)) // 60
        days, rest = divmod(minutes, 24 * 60)
        hours, minutes = divmod(rest, 60)
        if days:
            return self.catalogue.gettext("{days} d {hours} h", days=days, hours=hours)
        if hours:
            return self.catalogue.gettext("{hours} h {minutes} min", hours=hours, minutes=f"{minutes:02d}")
        return self.catalogue.gettext("{minutes} min", minutes=minutes)

    def age(self, seconds: float) -> str:
        """The largest unit alone: "5 d", "2 h", "18 min"."""
        minutes = int(abs(seconds)) // 60
        if minutes >= 24 * 60:
            return self.catalogue.gettext("{days} d", days=minutes // (24 * 60))
        if minutes >= 60:
            return self.catalogue.gettext("{hours} h", hours=minutes // 60)
        return self.catalogue.gettext("{minutes} min", minutes=minutes)

    def size(self, size_bytes: int) -> str:
        amount, unit = float(size_bytes), 0
        while amount >= 1000 and unit < len(_SIZE_UNITS) - 1:
            amount, unit = amount / 1000, unit + 1
        pattern = "#,##0.#" if unit > 1 else "#,##0"
        return f"{format_decimal(amount, pattern, locale=self.locale)} {_SIZE_UNITS[unit]}"

    def number(self, value: float) -> str:
        if isinstance(value, AtLeast):
            return self.catalogue.gettext("{n}+", n=_decimal(int(value), self.locale))
        return _decimal(value, self.locale)


@lru_cache(maxsize=4096)
def _decimal(value: float, locale: Locale) -> str:
    """Pages are full of the same small numbers."""
    return format_decimal(value, locale=locale)


def initials(name: str) -> str:
    """One or two capital letters of a name: "Rosa Lind" is RL, "root@localhost" R."""
    words = [word for word in name.replace(".", " ").split("@")[0].split() if word[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def avatar_tone(seed: str) -> int:
    """1 to 5, the same for the same person everywhere."""
    return zlib.crc32(seed.encode()) % AVATAR_TONES + 1
