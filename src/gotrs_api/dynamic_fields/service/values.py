"""Values of fields at their objects: read for many at once, checked, and written where they differ."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from pydantic import JsonValue

from gotrs_api.dynamic_fields import repository
from gotrs_api.dynamic_fields.errors import InvalidValue
from gotrs_api.dynamic_fields.fields import Field
from gotrs_api.dynamic_fields.models import DynamicField
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.dynamic_fields.service.definitions import all_fields, context_of
from gotrs_api.dynamic_fields.types import Context, Refused, Row
from gotrs_api.kernel.errors import FieldError
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.uow.snapshot import touched

POINTER = "/dynamic_fields"
Values = dict[str, JsonValue]


class Present(NamedTuple):
    """The object whose values are changed."""

    object_type: ObjectType
    object_id: int


class Wish(NamedTuple):
    """A checked value on its way to a field; without rows the field is emptied."""

    field: Field
    rows: tuple[Row, ...]


class Change(NamedTuple):
    """What was written. `old` and `new` are JSON values, `old_text` and `new_text` those of the history."""

    field: Field
    old: JsonValue
    new: JsonValue
    old_text: str
    new_text: str


async def values_of(
    uow: ReadUow,
    object_type: ObjectType,
    object_ids: Sequence[int],
    *,
    only: Collection[str] | None = None,
    having: Sequence[int] | None = None,
) -> dict[int, Values]:
    """Every valid field of each object by name, None where it is unset; one statement, none without fields.

    `only` names the fields that the reader may see. `having` are the objects known to have
    any value at all; if there are none, no statement is sent. Internal fields come only where they are set.
    """
    fields = [field for field in (await all_fields(uow)).shown(object_type) if only is None or field.name in only]
    if not fields or not object_ids:
        return {object_id: {} for object_id in object_ids}
    context = context_of(uow)
    asked = object_ids if having is None else having
    found = await repository.rows_of(uow, [field.id for field in fields], asked, context.zone)
    unset = {field.name: field.value((), context) for field in fields if not field.internal}
    answer: dict[int, Values] = {}
    for object_id in object_ids:
        rows = found.get(object_id)
        if rows is None:
            answer[object_id] = dict(unset)
            continue
        answer[object_id] = {
            field.name: field.value(rows.get(field.id, ()), context)
            for field in fields
            if not field.internal or field.id in rows
        }
    return answer


async def check(
    uow: ReadUow,
    object_types: Collection[ObjectType],
    given: Mapping[str, JsonValue],
    *,
    only: Collection[str] | None = None,
    pointer: str = POINTER,
    present: Present | None = None,
) -> tuple[list[Wish], list[FieldError]]:
    """What a caller wants to set, with one error for each field that does not exist or does not take the value.

    `only` names the fields that the caller may set (portal); others do not exist for them. What the object that is
    changed has already (`present`) may stay, though its field would not take it today: forms and clients send back what
    they were shown beside what they change.
    """
    wishes: list[Wish] = []
    errors: list[FieldError] = []
    if not given:
        return wishes, errors
    fields, context = await all_fields(uow), context_of(uow)
    stored: Mapping[int, Sequence[Row]] | None = None
    for name, value in given.items():
        at = f"{pointer}/{_escaped(name)}"
        field = fields.by_name.get(name)
        if field is None or field.object_type not in object_types or (only is not None and name not in only):
            errors.append(FieldError(at, "unknown", "There is no such dynamic field."))
        elif not field.is_valid:
            errors.append(FieldError(at, "not_valid", "This is not in use any more."))
        elif not field.is_writable:
            errors.append(FieldError(at, "read_only", "This field cannot be set."))
        else:
            try:
                wishes.append(Wish(field, field.parse(value, context)))
            except Refused as refusal:
                if stored is None:
                    stored = await _stored(
                        uow, present, [fields.by_name[each] for each in given if each in fields.by_name]
                    )
                rows = _kept(field, value, stored.get(field.id, ()), context)
                if rows is None:
                    errors.append(FieldError(at, refusal.code, refusal.detail))
                else:
                    wishes.append(Wish(field, rows))
    return wishes, errors


async def _stored(uow: ReadUow, present: Present | None, fields: Sequence[Field]) -> Mapping[int, Sequence[Row]]:
    """By field id; one statement."""
    if present is None:
        return {}
    ids = [field.id for field in fields if field.object_type == present.object_type]
    found = await repository.rows_of(uow, ids, [present.object_id], context_of(uow).zone)
    return found.get(present.object_id, {})


def _kept(field: Field, value: JsonValue, stored: Sequence[Row], context: Context) -> tuple[Row, ...] | None:
    """The rows of a refused value that is stored already; of a list some may be, and the field takes the others."""
    if stored and field.value(stored, context) == value:
        return tuple(stored)
    if not field.kind.is_list or not isinstance(value, list):
        return None
    known = {row.text: row for row in stored if row.text}
    if not all(isinstance(item, str) for item in value):
        return None
    try:
        new = field.parse([item for item in value if item not in known], context)
    except Refused:
        return None
    by_text = {row.text: row for row in new} | known
    return tuple(by_text[str(item)] for item in dict.fromkeys(str(each) for each in value) if item in by_text)


async def checked(
    uow: ReadUow, object_type: ObjectType, given: Mapping[str, JsonValue], *, object_id: int | None = None
) -> list[Wish]:
    """As `check` for one object type, `object_id` where one is changed. Raises InvalidValue."""
    present = None if object_id is None else Present(object_type, object_id)
    wishes, errors = await check(uow, (object_type,), given, present=present)
    if errors:
        raise InvalidValue(errors=errors)
    return wishes


async def store(uow: UnitOfWork, wishes: Sequence[Wish], object_id: int, *, is_new: bool = False) -> list[Change]:
    """Write what differs from what is there, and return the changes. History and events are up to the object's domain.

    One statement to read the old values (none for a new object), one to delete, one to insert. Nobody else may change
    the object meanwhile: the caller holds its row.
    """
    context = context_of(uow)
    wishes = list({wish.field.id: wish for wish in wishes}.values())
    old: dict[int, list[Row]] = {}
    if not is_new and wishes:
        ids = [wish.field.id for wish in wishes]
        old = (await repository.rows_of(uow, ids, [object_id], context.zone)).get(object_id, {})
    changes = []
    rows: dict[int, tuple[Row, ...]] = {}
    for field, wanted in wishes:
        before, after = field.value(old.get(field.id, ()), context), field.value(wanted, context)
        if before == after:
            continue
        rows[field.id] = wanted
        changes.append(
            Change(field, before, after, field.in_history(before, context), field.in_history(after, context))
        )
    gone = [field_id for field_id in rows if field_id in old]
    if gone:
        await repository.delete_of_object(uow.session, object_id, gone)
    await repository.insert_rows(uow.session, object_id, rows, context.zone)
    if any(change.field.internal for change in changes):
        touched(uow, DynamicField)  # whether an internal field is in use is part of the snapshot
    return changes


async def readable_values(uow: ReadUow, values: Mapping[str, JsonValue]) -> dict[str, str]:
    """Values as people read them, "" where nothing is set; by field name."""
    fields, context = await all_fields(uow), context_of(uow)
    return {
        name: field.readable(value, context) for name, value in values.items() if (field := fields.by_name.get(name))
    }


async def forget_objects(uow: UnitOfWork, object_type: ObjectType, object_ids: Sequence[int]) -> None:
    """Remove all values of objects that are being deleted."""
    await repository.delete_of_objects(uow.session, object_type, object_ids)


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
