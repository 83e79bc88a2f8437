"""Saved searches, in OTRS's table and under OTRS's keys, so that both desks know them.

Source: OTRS 6, Kernel/System/SearchProfile.pm (rows), AgentTicketSearch.pm and CustomerTicketSearch.pm (bases and keys).
"""

from __future__ import annotations

import hashlib
from typing import Any, Final

from pydantic import ValidationError

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import FieldError, InvalidInput
from gotrs_api.kernel.paging import Page, PageRequest
from gotrs_api.tickets.errors import SavedSearchNotFound, SavedSearchTaken
from gotrs_api.tickets.repository import saved_searches
from gotrs_api.tickets.schemas import TicketSummary
from gotrs_api.tickets.schemas.search import SavedSearchCreate, SavedSearchRead, TicketSearch
from gotrs_api.tickets.service.listing import list_tickets, parse_sort
from gotrs_api.tickets.service.search.otrs_times import time_filters
from gotrs_api.tickets.service.switches import otrs_zone
from gotrs_api.uow import ReadUow, UnitOfWork

_ARRAY, _SCALAR = "ARRAY", "SCALAR"
_LONGEST_VALUE: Final = 200
_MOST_VALUES: Final = 500
_KEYS: Final = {
    "number": "TicketNumber",
    "title": "Title",
    "q": "Fulltext",
    "from": "MIMEBase_From",
    "to": "MIMEBase_To",
    "cc": "MIMEBase_Cc",
    "bcc": "MIMEBase_Bcc",
    "subject": "MIMEBase_Subject",
    "body": "MIMEBase_Body",
    "attachment_name": "AttachmentName",
    "customer_id": "CustomerID",
    "customer_user": "CustomerUserLogin",
    "queue_id": "QueueIDs",
    "state_id": "StateIDs",
    "state_type_id": "StateTypeIDs",
    "priority_id": "PriorityIDs",
    "owner_id": "OwnerIDs",
    "responsible_id": "ResponsibleIDs",
    "watcher_id": "WatchUserIDs",
    "lock_id": "LockIDs",
    "type_id": "TypeIDs",
    "service_id": "ServiceIDs",
    "sla_id": "SLAIDs",
    "created_by_id": "CreatedUserIDs",
    "created_queue_id": "CreatedQueueIDs",
}
_FIELD: Final = "Search_DynamicField_"
_ARCHIVES: Final = {"AllTickets": "all", "ArchivedTickets": "archived", "NotArchivedTickets": "not_archived"}
_NAMES: Final = {key: name for name, key in _KEYS.items()}
_MANY: Final = frozenset(name for name, field in TicketSearch.model_fields.items() if isinstance(field.default, tuple))
_FILTERS: Final = frozenset(field.alias or name for name, field in TicketSearch.model_fields.items())


async def list_saved(uow: ReadUow, principal: Principal) -> list[SavedSearchRead]:
    """One's own, by name. What OTRS keeps beside the filters (its columns, its output form) is not shown."""
    profiles: dict[str, dict[str, Any]] = {}
    scalars: dict[str, dict[str, str]] = {}
    for row in await saved_searches.all_rows(uow.session, _login(principal)):
        filters = profiles.setdefault(row.profile_name, {})
        scalars.setdefault(row.profile_name, {})[row.profile_key] = row.profile_value or ""
        name = _NAMES.get(row.profile_key, row.profile_key)
        if name.startswith(_FIELD):
            filters.setdefault(f"df.{name.removeprefix(_FIELD)}", []).append(row.profile_value or "")
        elif name in _MANY:
            filters.setdefault(name, []).append(row.profile_value or "")
        elif name in _FILTERS and row.profile_value:
            filters[name] = row.profile_value
    zone = await otrs_zone(uow)
    for name, values in scalars.items():
        profiles[name] |= time_filters(values, zone)
        if (archive := _ARCHIVES.get(values.get("SearchInArchive", ""))) is not None:
            profiles[name]["in_archive"] = archive
    return [SavedSearchRead(id=_id(name), name=name, filters=_readable(filters)) for name, filters in profiles.items()]


async def read_saved(uow: ReadUow, principal: Principal, saved_id: int) -> SavedSearchRead:
    """Raises SavedSearchNotFound, also for somebody else's."""
    for saved in await list_saved(uow, principal):
        if saved.id == saved_id:
            return saved
    raise SavedSearchNotFound


async def save_search(uow: UnitOfWork, principal: Principal, command: SavedSearchCreate) -> SavedSearchRead:
    """Raises InvalidInput for what is no filter, SavedSearchTaken."""
    if any(saved.name == command.name for saved in await list_saved(uow, principal)):
        raise SavedSearchTaken(name=command.name)
    await saved_searches.write(uow.session, _login(principal), command.name, _rows(command.filters))
    return await read_saved(uow, principal, _id(command.name))


async def replace_saved(
    uow: UnitOfWork, principal: Principal, saved_id: int, command: SavedSearchCreate
) -> SavedSearchRead:
    """Raises SavedSearchNotFound, SavedSearchTaken for the name of another, InvalidInput."""
    before = await read_saved(uow, principal, saved_id)
    await saved_searches.remove(uow.session, _login(principal), before.name)
    return await save_search(uow, principal, command)


async def delete_saved(uow: UnitOfWork, principal: Principal, saved_id: int) -> None:
    """Raises SavedSearchNotFound."""
    saved = await read_saved(uow, principal, saved_id)
    await saved_searches.remove(uow.session, _login(principal), saved.name)


async def execute_saved(uow: ReadUow, principal: Principal, saved_id: int, page: PageRequest) -> Page[TicketSummary]:
    """What the search finds now, for whoever runs it. Raises SavedSearchNotFound."""
    saved = await read_saved(uow, principal, saved_id)
    return await list_tickets(uow, principal, filters_of(saved.filters), page)


def filters_of(given: dict[str, Any]) -> TicketSearch:
    """Raises InvalidInput, naming each filter that does not fit."""
    try:
        filters = TicketSearch.model_validate(given)
    except ValidationError as error:
        raise InvalidInput(
            errors=[
                FieldError("/filters/" + "/".join(map(str, one["loc"])), one["type"], one["msg"])
                for one in error.errors(include_url=False)
            ]
        ) from error
    parse_sort(filters.sort)
    return filters


def _login(principal: Principal) -> str:
    base = "CustomerTicketSearch" if principal.is_customer else "TicketSearch"
    return f"{base}::{principal.login}"[:200]


def _id(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:6]) + 1


def _rows(given: dict[str, Any]) -> list[tuple[str, str, str]]:
    filters = filters_of(given).model_dump(mode="json", exclude_unset=True, by_alias=True)
    rows: list[tuple[str, str, str]] = []
    fields = {f"{_FIELD}{name}": values for name, values in (filters.pop("df", None) or {}).items()}
    for name, value in {**filters, **fields}.items():
        if value is None:
            continue
        kind = _ARRAY if name in _MANY or name in fields else _SCALAR
        for each in value if kind == _ARRAY else [value]:
            text = str(int(each)) if isinstance(each, bool) else str(each)
            if len(text) > _LONGEST_VALUE:
                raise InvalidInput.field(f"/filters/{name}", "too_long", f"At most {_LONGEST_VALUE} characters.")
            rows.append((kind, _KEYS.get(name, name), text))
    if not rows:
        raise InvalidInput.field("/filters", "empty", "At least one filter is needed.")
    if len(rows) > _MOST_VALUES:
        raise InvalidInput.field("/filters", "too_many", f"At most {_MOST_VALUES} values.")
    return rows


def _readable(filters: dict[str, Any]) -> dict[str, Any]:
    """With the filters' types; as stored if OTRS has saved something that is not a value here."""
    try:
        search = TicketSearch.model_validate(filters)
    except ValidationError:
        return filters
    return search.model_dump(mode="json", exclude_unset=True, by_alias=True)
