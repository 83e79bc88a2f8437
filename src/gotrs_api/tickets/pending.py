"""When a pending time ends: read the forms in which it is given."""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

_RELATIVE: Final = re.compile(r"([+-]?)([0-9]{1,12})([smhd]?)")
_TIMESTAMP: Final = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})[ T]([0-9]{1,2}):([0-9]{1,2})(?::([0-9]{1,2}))?", re.ASCII
)
_UNIT_SECONDS: Final = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86_400}
# `ticket.until_time` is a 32-bit integer.
_LATEST: Final = datetime.fromtimestamp(2**31 - 1, UTC)
_EARLIEST: Final = datetime.fromtimestamp(1, UTC)


class InvalidPendingTime(ValueError):
    """The text is no pending time, or lies outside what the ticket's column can hold."""


def parse_pending_time(text: str, now: datetime, zone: tzinfo) -> datetime | None:
    """Read `YYYY-MM-DD hh:mm[:ss]` in `zone` or `[+-]N[smhd]` from `now` (seconds without a unit); aware UTC.

    None for `0000-00-00 00:00:00`, which clears the pending time. Raises InvalidPendingTime; mail then goes on without
    a pending time. Source: OTRS 6, header X-OTRS-State-PendingTime and Kernel/System/Ticket.pm, TicketPendingTimeSet.
    """
    text = text.strip()
    relative = _RELATIVE.fullmatch(text)
    if relative:
        sign, count, unit = relative.groups()
        seconds = int(count) * _UNIT_SECONDS[unit]
        return _shifted(now, -seconds if sign == "-" else seconds)
    timestamp = _TIMESTAMP.fullmatch(text)
    if not timestamp:
        raise InvalidPendingTime(text)
    year, month, day, hour, minute, second = (int(part or 0) for part in timestamp.groups())
    return pending_time_from_parts(year, month, day, hour, minute, second, zone=zone)


def pending_time_from_parts(
    year: int, month: int, day: int, hour: int, minute: int, second: int = 0, *, zone: tzinfo
) -> datetime | None:
    """The moment that form fields give in `zone`, as aware UTC; None when all are 0. Raises InvalidPendingTime."""
    if not any((year, month, day, hour, minute, second)):
        return None
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise InvalidPendingTime(str(error)) from None
    return _checked(moment)


def pending_time_after_minutes(minutes: int, now: datetime) -> datetime:
    """The moment a difference in minutes gives (GenericInterface's `Diff`). Raises InvalidPendingTime."""
    return _shifted(now, minutes * 60)


def _shifted(now: datetime, seconds: int) -> datetime:
    try:
        return _checked((now + timedelta(seconds=seconds)).astimezone(UTC))
    except OverflowError as error:
        raise InvalidPendingTime(str(error)) from None


def _checked(moment: datetime) -> datetime:
    if not _EARLIEST <= moment <= _LATEST:
        raise InvalidPendingTime(moment.isoformat())
    return moment
