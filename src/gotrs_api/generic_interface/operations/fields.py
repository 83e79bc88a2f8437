"""Dynamic fields in OTRS's forms: `2026-03-04 00:00:00` for days, 1 and 0 for boxes, times in `OTRSTimeZone`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, cast

from pydantic import JsonValue

from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.fields import Field
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.dynamic_fields.service import Wish
from gotrs_api.dynamic_fields.types import Context, Refused
from gotrs_api.generic_interface.operations.call import Call
from gotrs_api.generic_interface.operations.values import as_text, trimmed
from gotrs_api.identity.principal import Principal
from gotrs_api.uow import ReadUow

_ORDER = (ObjectType.TICKET, ObjectType.ARTICLE)


async def otrs_fields(
    uow: ReadUow, principal: Principal, object_type: ObjectType, ids: Sequence[int]
) -> dict[int, list[dict[str, Any]]]:
    """For each object `[{Name, Value}, …]` by name, null where nothing is set; one statement."""
    only = await dynamic_fields.names_for_reader(uow, principal)
    found = await dynamic_fields.values_of(uow, object_type, ids, only=only)
    known, context = await dynamic_fields.all_fields(uow), dynamic_fields.context_of(uow)
    answer: dict[int, list[dict[str, Any]]] = {}
    for object_id, values in found.items():
        shown = []
        for name in sorted(values):
            value: Any = values[name]
            if isinstance(value, bool):
                value = int(value)
            elif value is not None and known.by_name[name].type_name == "Date":
                value = f"{value} 00:00:00"
            elif value is not None and known.by_name[name].type_name == "DateTime":
                value = known.by_name[name].readable(value, context)
            shown.append({"Name": name, "Value": value})
        answer[object_id] = shown
    return answer


def given_fields(call: Call) -> list[Mapping[str, Any]]:
    """`DynamicField` of a request: one or a list. Raises OperationFailed for what is neither."""
    given = call.data.get("DynamicField")
    if given is None:
        return []
    entries = given if isinstance(given, list) else [given]
    if not entries or any(not isinstance(entry, Mapping) for entry in entries):
        raise call.missing("DynamicField parameter is missing or not valid!")
    return entries


async def wishes_of(
    uow: ReadUow, call: Call, entries: Sequence[Mapping[str, Any]], *, only: Collection[str] | None
) -> tuple[list[Wish], list[Wish]]:
    """Checked values for the ticket and for its article. `only` names the fields that the caller may set.

    Raises OperationFailed in OTRS's words.
    """
    known, context = await dynamic_fields.all_fields(uow), dynamic_fields.context_of(uow)
    of_ticket: list[Wish] = []
    of_article: list[Wish] = []
    for entry in entries:
        name, value = as_text(entry.get("Name")), trimmed(entry.get("Value"))
        for key, missing in (("Name", not name), ("Value", value is None or isinstance(value, Mapping))):
            if missing:
                raise call.missing(f"DynamicField->{key}  parameter is missing!")
        field = known.by_name.get(name)
        if field is None or not field.is_writable or field.object_type not in _ORDER or (
            only is not None and name not in only
        ):  # fmt: skip
            raise call.invalid("DynamicField->Name parameter is invalid!")
        try:
            wish = Wish(field, field.parse(_json(field, value, context), context))
        except Refused:
            raise call.invalid("DynamicField->Value parameter is invalid!") from None
        (of_ticket if field.object_type == ObjectType.TICKET else of_article).append(wish)
    return of_ticket, of_article


def _json(field: Field, value: Any, context: Context) -> JsonValue:
    if isinstance(value, list):
        if any(isinstance(each, list | Mapping) for each in value):
            return cast(JsonValue, value)  # no field takes it
        return [as_text(each) for each in value]
    text = as_text(value)
    return field.from_text(text, context) if text else None
