"""From `df.<Name>=…` and `sort=df.<Name>` to what the database is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple, cast

from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.fields import Field
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.dynamic_fields.types import Column, Context, Refused
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import FieldError, InvalidInput
from gotrs_api.tickets.repository.field_conditions import FieldTest, Operator, Owner
from gotrs_api.tickets.repository.listing import Order, SortKey
from gotrs_api.uow import ReadUow

PREFIX: Final = "df."
_OPERATORS: Final = ("like", "gt", "gte", "lt", "lte", "empty")
_SEARCHED: Final = (ObjectType.TICKET, ObjectType.ARTICLE)
_YES_NO: Final[dict[str, Operator]] = {"true": "unset", "1": "unset", "false": "set", "0": "set"}


class FieldFilters(NamedTuple):
    tests: tuple[FieldTest, ...]
    parameters: dict[str, Any]


async def field_filters(
    uow: ReadUow, principal: Principal, given: Mapping[str, Sequence[str]], pattern: Callable[[str], str]
) -> FieldFilters:
    """Conditions in the order in which they are given. Raises InvalidInput with one entry for each that makes no sense.

    A field of articles is met by any article of the ticket, of a customer's by those that customers see.
    Without an operator a value must be met exactly, of several any; `pattern` makes SQL's out of a text with `*`.
    """
    tests: list[FieldTest] = []
    parameters: dict[str, Any] = {}
    errors: list[FieldError] = []
    context = dynamic_fields.context_of(uow)
    for key, texts in given.items():
        name, _, operator = key.partition(".")
        field = await _field(uow, principal, name, _SEARCHED)
        if field is None or operator not in ("", *_OPERATORS):
            errors.append(FieldError(PREFIX + key, "unknown", "There is no such dynamic field or comparison."))
            continue
        try:
            shape, value = _test(field, operator, texts, context, pattern)
        except Refused as refusal:
            errors.append(FieldError(PREFIX + key, refusal.code, refusal.detail))
            continue
        parameters[f"df{len(tests)}_field"] = field.id
        if value is not None:
            parameters[f"df{len(tests)}_value"] = value
        tests.append(FieldTest(*shape, _owner(field, principal)))
    if errors:
        raise InvalidInput(errors=errors)
    return FieldFilters(tuple(tests), parameters)


async def field_order(uow: ReadUow, principal: Principal, order: Order) -> tuple[Order, dict[str, Any]]:
    """The order with the columns of dynamic fields, and the parameters that go with it. Raises InvalidInput."""
    keys: list[SortKey] = []
    parameters: dict[str, Any] = {}
    for n, key in enumerate(order.keys):
        if key.field.startswith(PREFIX):
            field = await _field(uow, principal, key.field.removeprefix(PREFIX), (ObjectType.TICKET,))
            if field is None:
                raise InvalidInput.field("sort", "unknown", "There is no such dynamic field.")
            parameters[f"sort{n}_field"] = field.id
            key = key._replace(column=field.column)
        keys.append(key)
    return order._replace(keys=tuple(keys)), parameters


def _owner(field: Field, principal: Principal) -> Owner:
    if field.object_type == ObjectType.TICKET:
        return "ticket"
    return "visible_article" if principal.is_customer else "article"


async def _field(uow: ReadUow, principal: Principal, name: str, of: Sequence[ObjectType]) -> Field | None:
    only = await dynamic_fields.names_for_reader(uow, principal)
    field = (await dynamic_fields.all_fields(uow)).by_name.get(name)
    if field is None or not field.is_valid or field.object_type not in of:
        return None
    return field if only is None or name in only else None


def _test(
    field: Field, operator: str, texts: Sequence[str], context: Context, pattern: Callable[[str], str]
) -> tuple[tuple[Column, Operator], Any]:
    """Raises Refused."""
    if operator == "empty":
        wanted = _YES_NO.get(texts[0].lower())
        if wanted is None:
            raise Refused("type", N_("Yes or no is expected."))
        return (field.column, wanted), None
    if operator == "like":
        if field.column is not Column.TEXT:
            raise Refused("operator", N_("Only texts can be compared like this."))
        return (field.column, "like"), pattern(texts[0])
    values = [_storable(field.operand(text, context), context) for text in texts]
    if operator:
        return (field.column, cast(Operator, operator)), values[0]
    return (field.column, "in"), values


def _storable(value: str | int | datetime, context: Context) -> Any:
    return value.replace(tzinfo=context.zone) if isinstance(value, datetime) else value
