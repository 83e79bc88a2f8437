"""What a file of the whole desk holds besides entries: what is tied to what, and the settings that were changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from gotrs_api.admin.configuration import service as configuration
from gotrs_api.admin.relations import files, ties
from gotrs_api.admin.relations.relation import RELATIONS, Relation
from gotrs_api.admin.row_files import Row
from gotrs_api.admin.transfer.importing import Outcome, Planned
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import FieldError, GotrsError, InvalidInput
from gotrs_api.uow import ReadUow, UnitOfWork

SETTINGS: Final = "settings"
RELATION: Final = "relations/"
# What templates say of themselves.
_IN_COLUMNS: Final = frozenset({"queues-templates", "templates-attachments"})
TIED: Final[dict[str, Relation]] = {
    f"{RELATION}{name}": relation for name, relation in RELATIONS.items() if name not in _IN_COLUMNS
}
# Which installation this is, not how it works.
_ITS_OWN: Final = frozenset({"FQDN", "HttpType", "SystemID", "SecureMode"})
# Calendars are entries.
_OF_CALENDARS: Final = ("TimeWorkingHours", "TimeVacationDays", "TimeZone::Calendar", "CalendarWeekDayStart")


async def settings_told(read: ReadUow, principal: Principal) -> list[dict[str, Any]]:
    rows = await configuration.list_settings(read, principal)
    return [{"name": one.name, "value": one.value} for one in rows if one.is_modified and _goes_along(one.name)]


def _goes_along(name: str) -> bool:
    return name not in _ITS_OWN and not name.startswith(_OF_CALENDARS)


async def take_settings(uow: UnitOfWork, principal: Principal, rows: Sequence[Row]) -> list[Planned]:
    return [await _take_setting(uow, principal, number, row) for number, row in enumerate(rows, 1)]


async def _take_setting(uow: UnitOfWork, principal: Principal, number: int, row: Row) -> Planned:
    name = str(row.get("name", ""))
    try:
        if set(row) != {"name", "value"}:
            raise InvalidInput.field("", "shape", N_("The file is none of these entries."))
        present = await configuration.read_setting(uow, principal, name)
        outcome: Outcome = "as it is"
        if present.value != row["value"]:
            async with uow.attempt():
                await configuration.change_setting(uow, principal, name, row["value"])
            outcome = "changed"
        return Planned(SETTINGS, number, name, outcome)
    except GotrsError as refusal:
        if refusal.status >= 500:
            raise
        errors = refusal.errors or (FieldError("", refusal.code, refusal.msgid, refusal.params),)
        return Planned(SETTINGS, number, name, "", errors)


async def take_ties(
    uow: UnitOfWork, principal: Principal, key: str, relation: Relation, rows: Sequence[dict[str, Any]]
) -> list[Planned]:
    """Raises InvalidInput for rows of another kind, LastAdministrator, TwoRepliesForOneOccasion."""
    told = files.ties_of(rows, relation, pointer=f"/{key}")
    planned = await ties.plan(uow, principal, relation, told)
    if not any(one.error for one in planned):
        async with uow.attempt():
            await ties.put(uow, principal, relation, told)
    return [
        Planned(
            key, number, f"{one.tie.first} – {one.tie.second}", one.outcome,
            (FieldError("", "row", one.error),) if one.error else (),
        )
        for number, one in enumerate(planned, 1)
    ]  # fmt: skip
