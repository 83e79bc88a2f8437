"""From `df.<Name>=…` and `sort=df.<Name>` of any list to what the database is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple, cast

from gotrs_api.dynamic_fields.conditions import FieldTest, Operator
from gotrs_api.dynamic_fields.fields import Field
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.dynamic_fields.service.definitions import all_fields, context_of
from gotrs_api.dynamic_fields.service.screens import names_for_reader
from gotrs_api.dynamic_fields.types import Column, Context, Refused
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import FieldError, InvalidInput
from gotrs_api.kernel.wildcards import like_pattern
from gotrs_api.uow import ReadUow

PREFIX: Final = "df."
_OPERATORS: Final = ("like", "gt", "gte", "lt", "lte", "empty")
_YES_NO: Final[dict[str, Operator]] = {"true": "unset", "1": "unset", "false": "set", "0": "set"}


class FieldFilters(NamedTuple):
    tests: tuple[FieldTest, ...] = ()
    parameters: Mapping[str, Any] = {}


async def field_filters(
    uow: ReadUow, principal: Principal, given: Mapping[str, Sequence[str]], owners: Mapping[ObjectType, str]
) -> FieldFilters:
    """Conditions in the order in which they are given. Raises InvalidInput with one entry for each that makes no sense.

    `owners`: the kinds of objects whose fields the list knows, with the list's word for each. Without an operator a
    value must be met exactly, of several any; in a `like` one `*` stands for any text.
    """
    tests: list[FieldTest] = []
    parameters: dict[str, Any] = {}
    errors: list[FieldError] = []
    context = context_of(uow)
    for key, texts in given.items():
        name, _, operator = key.partition(".")
        field = await find_field(uow, principal, name, *owners)
        if field is None or operator not in ("", *_OPERATORS):
            errors.append(FieldError(PREFIX + key, "unknown", "There is no such dynamic field or comparison."))
            continue
        try:
            shape, value = _test(field, operator, texts, context)
        except Refused as refusal:
            errors.append(FieldError(PREFIX + key, refusal.code, refusal.detail))
            continue
        parameters[f"df{len(tests)}_field"] = field.id
        if value is not None:
            parameters[f"df{len(tests)}_value"] = value
        tests.append(FieldTest(*shape, owners[ObjectType(field.object_type)]))
    if errors:
        raise InvalidInput(errors=errors)
    return FieldFilters(tuple(tests), parameters)


async def sort_field(uow: ReadUow, principal: Principal, sort: str, *of: ObjectType) -> Field:
    """The field that `df.<Name>` names. Raises InvalidInput."""
    field = await find_field(uow, principal, sort.removeprefix(PREFIX), *of)
    if field is None:
        raise InvalidInput.field("sort", "unknown", "There is no such dynamic field.")
    return field


async def find_field(uow: ReadUow, principal: Principal, name: str, *of: ObjectType) -> Field | None:
    """A valid field of these kinds of objects that the reader may know of."""
    only = await names_for_reader(uow, principal)
    field = (await all_fields(uow)).by_name.get(name)
    if field is None or not field.is_valid or field.object_type not in of:
        return None
    return field if only is None or name in only else None


def _test(field: Field, operator: str, texts: Sequence[str], context: Context) -> tuple[tuple[Column, Operator], Any]:
    """Raises Refused."""
    if operator == "empty":
        wanted = _YES_NO.get(texts[0].lower())
        if wanted is None:
            raise Refused("type", N_("Yes or no is expected."))
        return (field.column, wanted), None
    if operator == "like":
        if field.column is not Column.TEXT:
            raise Refused("operator", N_("Only texts can be compared like this."))
        return (field.column, "like"), like_pattern(texts[0])
    values = [_storable(field.operand(text, context), context) for text in texts]
    if operator:
        return (field.column, cast(Operator, operator)), values[0]
    return (field.column, "in"), values


def _storable(value: str | int | datetime, context: Context) -> Any:
    return value.replace(tzinfo=context.zone) if isinstance(value, datetime) else value
