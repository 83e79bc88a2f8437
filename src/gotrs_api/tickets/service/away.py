"""Whether an agent is out of office."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gotrs_api.identity.out_of_office import absences
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.repository import people
from gotrs_api.uow import ReadUow


async def is_out_of_office(uow: ReadUow, user_id: int) -> bool:
    """On the days that the agent gave, both included, in the agent's time zone (OTRS 6: User.pm)."""
    absence = (await absences(uow, [user_id])).get(user_id)
    if absence is None:
        return False
    chosen = (await people.preferences(uow.session, user_id, ["UserTimeZone"])).get("UserTimeZone", "")
    return absence.covers(uow.clock.now().astimezone(await _zone(uow, chosen)))


async def _zone(uow: ReadUow, name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or await sysconfig.get(uow, settings.USER_DEFAULT_TIME_ZONE))
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
