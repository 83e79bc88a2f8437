"""Ticket::TicketSearch: OTRS's search parameters to those of this desk.

Source: OTRS 6, Kernel/System/Ticket/TicketSearch.pm and Kernel/GenericInterface/Operation/Ticket/TicketSearch.pm.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.generic_interface.operations.authentication import authenticated
from gotrs_api.generic_interface.operations.call import Answer, Call, Data
from gotrs_api.generic_interface.operations.values import as_id, as_list, as_text, as_texts, is_given
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import GotrsError
from gotrs_api.kernel.wildcards import like_pattern
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.schemas.search import TicketSearch
from gotrs_api.tickets.service.field_filters import sort_owners
from gotrs_api.tickets.service.names import NAMES
from gotrs_api.tickets.service.otrs_search import SORT_KEYS, Either, LikeAny, OtrsSort, find_ticket_ids
from gotrs_api.tickets.service.switches import otrs_zone, switches_of
from gotrs_api.uow import ReadUow

_NAMES: Final = {
    "Queues": "queue", "Types": "type", "States": "state", "Priorities": "priority", "Services": "service",
    "SLAs": "sla", "Locks": "lock",
}  # fmt: skip
_IDS: Final = {
    "TicketID": "ticket_id", "QueueIDs": "queue_id", "TypeIDs": "type_id", "StateIDs": "state_id",
    "StateTypeIDs": "state_type_id", "PriorityIDs": "priority_id", "ServiceIDs": "service_id", "SLAIDs": "sla_id",
    "LockIDs": "lock_id", "OwnerIDs": "owner_id", "ResponsibleIDs": "responsible_id", "WatchUserIDs": "watcher_id",
    "CreatedUserIDs": "created_by_id", "CreatedTypeIDs": "created_type_id", "CreatedPriorityIDs": "created_priority_id",
    "CreatedStateIDs": "created_state_id", "CreatedQueueIDs": "created_queue_id",
}  # fmt: skip
_CREATED: Final = {
    "CreatedTypes": "type", "CreatedPriorities": "priority", "CreatedStates": "state", "CreatedQueues": "queue",
}  # fmt: skip
_TIMES: Final = {
    "ArticleCreate": "article_created", "TicketCreate": "created", "TicketChange": "touched",
    "TicketLastChange": "changed", "TicketClose": "closed", "TicketLastClose": "last_closed",
    "TicketPending": "pending", "TicketEscalation": "escalation", "TicketEscalationUpdate": "escalation_update",
    "TicketEscalationResponse": "escalation_response", "TicketEscalationSolution": "escalation_solution",
}  # fmt: skip
# Lists of this desk leave the moment itself out, OTRS takes it in.
_STRICT: Final = ("created", "changed", "pending")
_TICKET_TEXTS: Final = {"TicketNumber": "number", "Title": "title", "CustomerID": "customer_id",
                        "CustomerUserLogin": "customer_user"}  # fmt: skip
_RAW_TEXTS: Final = {"CustomerIDRaw": "customer_id", "CustomerUserLoginRaw": "customer_user"}
_ARTICLE_TEXTS: Final = ("From", "To", "Cc", "Bcc", "Subject", "Body")
_FULLTEXT: Final = ("from", "to", "cc", "subject", "body")
# OTRS 6, Kernel/System/DB.pm, QueryCondition.
_CONDITION: Final = re.compile(
    r"""
      (?P<or>\|\||(?<!\S)OR(?!\S)) | &&|(?<!\S)\+|(?<!\S)AND(?!\S)
    | (?P<not>!)?(?:"(?P<phrase>[^"]*)"|(?P<word>(?:(?!&&|\|\|)[^\s"()!])+))
    """,
    re.VERBOSE,
)
_OPERATORS: Final = {
    "Equals": "", "Like": ".like", "GreaterThan": ".gt", "GreaterThanEquals": ".gte", "SmallerThan": ".lt",
    "SmallerThanEquals": ".lte",
}  # fmt: skip
_FIELD: Final = "DynamicField_"
_NOTHING: Final = (0,)  # no id is 0
_MOST: Final = 10_000
_MOST_SORTS: Final = 20


async def ticket_search(call: Call) -> Answer:
    """Ids as texts, in order; nothing at all where nothing is found, or where a parameter makes no sense."""
    principal = await authenticated(call, scope="tickets:read")
    async with call.site.read() as uow:
        try:
            search = TicketSearch.model_validate(await _filters(uow, principal, call.data))
            found = await find_ticket_ids(
                uow,
                principal,
                search,
                _texts(call.data, with_bcc=principal.is_agent),
                await _sorts(uow, principal, call.data),
                limit=await _limit(uow, call.data),
            )
        except (ValidationError, GotrsError, _Senseless):
            return {}
    return {"TicketID": [str(ticket_id) for ticket_id in found]} if found else {}


class _Senseless(Exception):
    """A parameter that OTRS's search refuses: its answer is empty then."""


async def _filters(uow: ReadUow, principal: Principal, data: Data) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, name in _NAMES.items():
        if values := as_texts(data.get(key)):
            found[name] = tuple(values)
    for key, name in _IDS.items():
        if is_given(data.get(key)):
            found[name] = tuple(as_id(each) or 0 for each in as_texts(data[key]))
    names = await NAMES.get(uow)
    for key, kind in _CREATED.items():
        if values := as_texts(data.get(key)):
            found[f"created_{kind}_id"] = tuple(sorted(getattr(names, kind).ids(values))) or _NOTHING
    _no_zero(found)
    found |= _state_types(data)
    zone = await otrs_zone(uow)
    for prefix, name in _TIMES.items():
        found |= _span(data, prefix, name, zone)
    if is_given(data.get("UseSubQueues")):
        found["sub_queues"] = True
    if name := as_text(data.get("AttachmentName")):
        found["attachment_name"] = name
    archive = as_text(data.get("SearchInArchive"))
    if (await switches_of(uow)).archive and archive in ("AllTickets", "ArchivedTickets"):
        found["in_archive"] = "all" if archive == "AllTickets" else "archived"
    if tests := await _field_tests(uow, data):
        found["df"] = tests
    return found


def _no_zero(found: dict[str, Any]) -> None:
    """Ids that are none match nothing, but do not spoil those beside them."""
    for name, values in found.items():
        if name.endswith("_id") and any(not value for value in values):
            kept = tuple(value for value in values if value)
            if not kept:
                raise _Senseless
            found[name] = kept


def _state_types(data: Data) -> dict[str, Any]:
    types = as_texts(data.get("StateType"))
    if not types:
        return {}
    if types == ["Open"]:
        return {"not_closed": True}
    if types == ["Closed"]:
        return {"not_closed": False}
    return {"state_type": tuple(types)}


def _span(data: Data, prefix: str, name: str, zone: ZoneInfo) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for side in ("Older", "Newer"):
        minutes = as_text(data.get(f"{prefix}Time{side}Minutes"))
        if minutes:
            if not minutes.lstrip("+-").isdigit():
                raise _Senseless
            found[f"{name}_{side.lower()}_minutes"] = int(minutes)
        date = as_text(data.get(f"{prefix}Time{side}Date"))
        if date:
            second = timedelta(seconds=1 if name in _STRICT else 0)
            moment = _moment(date, zone)
            if side == "Older":
                found[f"{name}_before"] = moment + second
            else:
                found[f"{name}_after"] = moment - second if name != "pending" else moment
    return found


def _moment(text: str, zone: ZoneInfo) -> datetime:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=zone)
    except ValueError:
        raise _Senseless from None


async def _field_tests(uow: ReadUow, data: Data) -> dict[str, tuple[str, ...]]:
    """`DynamicField_<Name>: {Operator: value}` and `DynamicField: [{Name, Operator: value}]`; unknown fields do not count."""
    given: list[tuple[str, Mapping[str, Any]]] = [
        (key.removeprefix(_FIELD), value)
        for key, value in data.items()
        if key.startswith(_FIELD) and isinstance(value, Mapping)
    ]
    listed = [entry for entry in as_list(data.get("DynamicField")) if isinstance(entry, Mapping)]
    given += [(as_text(entry.get("Name")), entry) for entry in listed]
    known = (await dynamic_fields.all_fields(uow)).by_name
    tests: dict[str, tuple[str, ...]] = {}
    for name, operators in given:
        if name not in known:
            continue
        for operator, suffix in _OPERATORS.items():
            if values := as_texts(operators.get(operator)):
                tests[f"{name}{suffix}"] = tuple(values)
        if operators.get("Empty") is not None:
            tests[f"{name}.empty"] = ("true" if is_given(operators["Empty"]) else "false",)
    return tests


def _texts(data: Data, *, with_bcc: bool) -> list[LikeAny | Either]:
    found: list[LikeAny | Either] = []
    for key, column in _TICKET_TEXTS.items():
        if values := as_texts(data.get(key)):
            found.append(LikeAny((column,), tuple(_pattern(value) for value in values)))
    for key, column in _RAW_TEXTS.items():
        if values := as_texts(data.get(key)):
            found.append(LikeAny((column,), tuple(_literal(value) for value in values)))
    content: list[tuple[str, str]] = []
    for name in _ARTICLE_TEXTS:
        text = as_text(data.get(f"MIMEBase_{name}")) or as_text(data.get(name))
        if text and (name != "Bcc" or with_bcc):
            content.append((name.lower(), text))
    if as_text(data.get("ContentSearch")).upper() == "OR" and len({text for _name, text in content}) == 1:
        found.append(LikeAny(tuple(name for name, _text in content), (_wrapped(content[0][1]),)))
    else:
        found += [LikeAny((name,), (_wrapped(text),)) for name, text in content]
    if text := as_text(data.get("Fulltext")):
        found.append(_fulltext(text))
    return found


def _fulltext(text: str) -> Either:
    """Words are joined by AND, which binds closer than OR; parentheses do not group. Only operators: the text itself."""
    groups: list[list[LikeAny]] = [[]]
    for piece in _CONDITION.finditer(text):
        word = piece["phrase"] or piece["word"]
        if piece["or"]:
            groups.append([])
        elif word:
            groups[-1].append(LikeAny(_FULLTEXT, (_wrapped(word),), excluded=bool(piece["not"])))
    kept = tuple(tuple(group) for group in groups if group)
    return Either(kept or ((LikeAny(_FULLTEXT, (_wrapped(text),)),),))


def _pattern(text: str) -> str:
    """OTRS hands SQL's wildcard on as it is; clients use either."""
    return like_pattern(text.replace("%", "*"))


def _literal(text: str) -> str:
    return like_pattern(text.replace("*", "\0")).replace("\0", "*")


def _wrapped(text: str) -> str:
    return f"%{_pattern(text).strip('%')}%"


async def _sorts(uow: ReadUow, principal: Principal, data: Data) -> list[OtrsSort]:
    keys = as_texts(data.get("SortBy")) or [await sysconfig.get(uow, settings.GI_SEARCH_SORT)]
    directions = as_texts(data.get("OrderBy")) or [await sysconfig.get(uow, settings.GI_SEARCH_ORDER)]
    fields = (await dynamic_fields.all_fields(uow)).by_name
    sorts = []
    for n, key in enumerate(keys[:_MOST_SORTS]):
        field = fields.get(key.removeprefix(_FIELD)) if key.startswith(_FIELD) else None
        owner = sort_owners(principal).get(ObjectType(field.object_type)) if field is not None else None
        if key not in SORT_KEYS and owner is None:
            raise _Senseless
        direction = directions[n] if n < len(directions) else directions[-1]
        sorts.append(OtrsSort(key, direction != "Up", (field.id, field.column, owner) if field and owner else None))
    return sorts


async def _limit(uow: ReadUow, data: Data) -> int:
    asked = as_id(data.get("Limit"))
    limit = asked if asked is not None else await sysconfig.get(uow, settings.GI_SEARCH_LIMIT)
    return min(limit, _MOST)
