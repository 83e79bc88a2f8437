"""Lists of anything by its dynamic fields: conditions and order, as SQL with named values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import ColumnElement, bindparam, exists, func, literal, select

from gotrs_api.db.far_future import FarFuture
from gotrs_api.dynamic_fields.models import DynamicFieldObjectName, DynamicFieldValue
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.dynamic_fields.types import Column

Operator = Literal["in", "like", "gt", "gte", "lt", "lte", "set", "unset"]
_ESCAPE: Final = "\\"
_COLUMNS: Final[dict[Column, Any]] = {
    Column.TEXT: DynamicFieldValue.value_text,
    Column.DATE: DynamicFieldValue.value_date,
    Column.INT: DynamicFieldValue.value_int,
}
# Objects without a value: for dates they sort after all others, for texts and checkboxes before.
_NOTHING: Final[dict[Column, Any]] = {
    Column.TEXT: literal("", DynamicFieldValue.value_text.type),
    Column.DATE: FarFuture(),
    Column.INT: literal(-1, DynamicFieldValue.value_int.type),
}


class FieldTest(NamedTuple):
    """A condition's shape; its n-th one takes the parameters `df<n>_field` and, mostly, `df<n>_value`.

    `owner` tells whose values are meant, in words of the list (see `Owned`).
    """

    column: Column
    operator: Operator
    owner: str


Owned = Callable[[str], Sequence[ColumnElement[bool]]]
"""What ties a row of values to a row of the list, by `FieldTest.owner`."""


def named(object_type: ObjectType, name: Any) -> tuple[ColumnElement[bool], ...]:
    """For objects that are known by name only; `name` is the column with it."""
    return (
        DynamicFieldValue.object_id == DynamicFieldObjectName.object_id,
        DynamicFieldObjectName.object_type == object_type,
        DynamicFieldObjectName.object_name == name,
    )


def conditions(tests: Sequence[FieldTest], owned: Owned, listed: Any) -> Iterator[ColumnElement[bool]]:
    """Each is met by any of the owner's values in the field. `listed` is what the outer statement selects from."""
    for n, test in enumerate(tests):
        field = DynamicFieldValue.field_id == bindparam(f"df{n}_field", type_=DynamicFieldValue.field_id.type)
        here = exists().where(field, *owned(test.owner)).correlate(listed)
        if test.operator in ("set", "unset"):
            filled = here.where(*_says_something(test.column))
            yield filled if test.operator == "set" else ~filled
        else:
            yield here.where(_comparison(test, f"df{n}_value"))


def sort_value(
    column: Column, field: str, owned: Sequence[ColumnElement[bool]], listed: Any, *, greatest: bool = False
) -> ColumnElement[Any]:
    """Of the values of the field whose id is the parameter `field` the least, or the `greatest`."""
    value = _COLUMNS[column]
    found = (
        select((func.max if greatest else func.min)(value))
        .where(DynamicFieldValue.field_id == bindparam(field, type_=DynamicFieldValue.field_id.type), *owned)
        .correlate(listed)
        .scalar_subquery()
    )
    return func.coalesce(found, _NOTHING[column])


def _says_something(column: Column) -> Iterator[ColumnElement[bool]]:
    """See `Row.says_nothing`."""
    value = _COLUMNS[column]
    yield value.is_not(None)
    if column is Column.TEXT:
        yield value != literal("", value.type)


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
