"""When an agent is away, as OTRS keeps it: nine preferences, both days included."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, String, cast, select

from gotrs_api.identity.models import User, UserPreference
from gotrs_api.uow import ReadUow

SWITCH = "OutOfOffice"
VALID = 1
_START, _END = "OutOfOfficeStart", "OutOfOfficeEnd"
KEYS = (SWITCH, *(f"{edge}{part}" for edge in (_START, _END) for part in ("Year", "Month", "Day")))

_PREFERENCES = select(UserPreference.user_id, UserPreference.preferences_key, UserPreference.preferences_value).where(
    UserPreference.preferences_key.in_(KEYS)
)


@dataclass(frozen=True)
class Absence:
    start: date
    end: date

    def covers(self, moment: datetime) -> bool:
        """`moment` is in the zone whose days count (OTRS: the agent's)."""
        return self.start <= moment.date() <= self.end


def from_preferences(preferences: Mapping[str, str]) -> Absence | None:
    """None when it is off or its days are none."""
    if preferences.get(SWITCH) != "1":
        return None
    try:
        return Absence(_day(preferences, _START), _day(preferences, _END))
    except (ValueError, KeyError):
        return None


def to_preferences(absence: Absence | None) -> dict[str, str]:
    if absence is None:
        return {SWITCH: "0"}
    values = {SWITCH: "1"}
    for edge, day in ((_START, absence.start), (_END, absence.end)):
        values |= {f"{edge}Year": str(day.year), f"{edge}Month": str(day.month), f"{edge}Day": str(day.day)}
    return values


async def absences(uow: ReadUow, user_ids: Iterable[int]) -> dict[int, Absence]:
    """Those of these agents that have one switched on, now or later."""
    return await _found(uow, _PREFERENCES.where(UserPreference.user_id.in_(list(user_ids))))


async def absences_of_all(uow: ReadUow) -> dict[int, Absence]:
    """Those of all valid agents."""
    switched_on = select(UserPreference.user_id).where(
        UserPreference.preferences_key == SWITCH, cast(UserPreference.preferences_value, String) == "1"
    )
    valid = select(User.id).where(User.valid_id == VALID)
    wanted = (UserPreference.user_id.in_(switched_on), UserPreference.user_id.in_(valid))
    return await _found(uow, _PREFERENCES.where(*wanted))


async def _found(uow: ReadUow, statement: Select[int, str, str | None]) -> dict[int, Absence]:
    preferences: dict[int, dict[str, str]] = {}
    for user_id, key, value in await uow.session.execute(statement):
        preferences.setdefault(user_id, {})[key] = value or ""
    found = {user_id: from_preferences(values) for user_id, values in preferences.items()}
    return {user_id: absence for user_id, absence in found.items() if absence is not None}


def _day(preferences: Mapping[str, str], edge: str) -> date:
    return date(*(int(preferences[f"{edge}{part}"]) for part in ("Year", "Month", "Day")))
