"""Whether an agent is out of office."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.repository import people
from gotrs_api.uow import ReadUow

_PARTS = ("Year", "Month", "Day")
_KEYS = ("OutOfOffice", "UserTimeZone", *(f"OutOfOffice{end}{part}" for end in ("Start", "End") for part in _PARTS))


async def is_out_of_office(uow: ReadUow, user_id: int) -> bool:
    """From the first day 00:00:00 to the last 23:59:59 in the agent's time zone (OTRS 6: User.pm)."""
    found = await people.preferences(uow.session, user_id, _KEYS)
    if found.get("OutOfOffice") != "1":
        return False
    zone = await _zone(uow, found.get("UserTimeZone", ""))
    try:
        start, last_day = (
            datetime(*(int(found[f"OutOfOffice{edge}{part}"]) for part in _PARTS), tzinfo=zone)  # type: ignore[misc, arg-type]
            for edge in ("Start", "End")
        )
        end = last_day.replace(hour=23, minute=59, second=59)
    except (KeyError, ValueError):
        return False
    return start < uow.clock.now() < end


async def _zone(uow: ReadUow, name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or await sysconfig.get(uow, settings.USER_DEFAULT_TIME_ZONE))
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
