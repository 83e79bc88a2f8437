"""Lists of tickets by dynamic fields: conditions and order, as SQL with named values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import ColumnElement, bindparam, exists, func, literal, select

from gotrs_api.articles.models import Article
from gotrs_api.db.far_future import FarFuture
from gotrs_api.dynamic_fields.models import DynamicFieldValue
from gotrs_api.dynamic_fields.types import Column
from gotrs_api.tickets.models import Ticket

Operator = Literal["in", "like", "gt", "gte", "lt", "lte", "set", "unset"]
Owner = Literal["ticket", "article", "visible_article"]
_ESCAPE: Final = "\\"
_COLUMNS: Final[dict[Column, Any]] = {
    Column.TEXT: DynamicFieldValue.value_text,
    Column.DATE: DynamicFieldValue.value_date,
    Column.INT: DynamicFieldValue.value_int,
}
# What has no value: dates come after all others, texts and boxes before.
_NOTHING: Final[dict[Column, Any]] = {
    Column.TEXT: literal("", DynamicFieldValue.value_text.type),
    Column.DATE: FarFuture(),
    Column.INT: literal(-1, DynamicFieldValue.value_int.type),
}


class FieldTest(NamedTuple):
    """A condition's shape; its n-th one takes the parameters `df<n>_field` and, mostly, `df<n>_value`.

    `owner` has the values: the ticket, any of its articles, or any that its customer may see.
    """

    column: Column
    operator: Operator
    owner: Owner


def conditions(tests: Sequence[FieldTest]) -> Iterator[ColumnElement[bool]]:
    """Each is met by any of the owner's values in the field."""
    for n, test in enumerate(tests):
        field = DynamicFieldValue.field_id == bindparam(f"df{n}_field", type_=DynamicFieldValue.field_id.type)
        here = exists().where(field, *_owned(test.owner)).correlate(Ticket)
        if test.operator == "unset":
            yield ~here
        elif test.operator == "set":
            yield here
        else:
            yield here.where(_comparison(test, f"df{n}_value"))


def _owned(owner: Owner) -> tuple[ColumnElement[bool], ...]:
    if owner == "ticket":
        return (DynamicFieldValue.object_id == Ticket.id,)
    of_article = (DynamicFieldValue.object_id == Article.id, Article.ticket_id == Ticket.id)
    return of_article if owner == "article" else (*of_article, Article.is_visible_for_customer == 1)


def sort_value(column: Column, field: str) -> ColumnElement[Any]:
    """The (first) value of the field whose id is the parameter `field`."""
    value = _COLUMNS[column]
    found = (
        select(func.min(value))
        .where(
            DynamicFieldValue.field_id == bindparam(field, type_=DynamicFieldValue.field_id.type),
            DynamicFieldValue.object_id == Ticket.id,
        )
        .correlate(Ticket)
        .scalar_subquery()
    )
    return func.coalesce(found, _NOTHING[column])


def _comparison(test: FieldTest, name: str) -> ColumnElement[bool]:
    column = _COLUMNS[test.column]
    value = bindparam(name, type_=column.type, expanding=test.operator == "in")
    found: ColumnElement[bool]
    match test.operator:
        case "in":
            found = column.in_(value)
        case "like":
            found = func.lower(column).like(func.lower(value), escape=_ESCAPE)
        case "gt":
            found = column > value
        case "gte":
            found = column >= value
        case "lt":
            found = column < value
        case _:
            found = column <= value
    return found
