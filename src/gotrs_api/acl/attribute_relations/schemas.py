"""Attribute relations as they come and go."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Base64Bytes, Field, StringConstraints

from gotrs_api.catalog.schemas import In, Out
from gotrs_api.kernel.ids import RowId

MAX_FILE_BYTES = 1_800_000
Filename = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        min_length=5,
        max_length=255,
        pattern=r"^[^\x00-\x1f/\\]+\.([cC][sS][vV]|[xX][lL][sS][xX])$",
    ),
]
Content = Annotated[Base64Bytes, Field(min_length=1, max_length=MAX_FILE_BYTES)]
Attribute = Annotated[str, StringConstraints(min_length=1, max_length=213)]
Value = Annotated[str, StringConstraints(max_length=3800)]


class AttributeRelationRead(Out):
    """`priority` is the place in the order, from 1 on. `pairs` are values of `attribute_1` and `attribute_2`."""

    id: int
    filename: str
    attribute_1: str
    attribute_2: str
    pairs: tuple[tuple[str, str], ...]
    priority: int
    created: datetime
    changed: datetime


class RelationCreate(In):
    """`content` is the file in base64. Without a priority it comes last; the others step aside.

    `add_missing_values` adds the file's values to the lists of the dynamic fields that it names.
    """

    filename: Filename
    content: Content
    priority: Annotated[int, Field(ge=1, le=10_000)] | None = None
    add_missing_values: bool = False


class RelationUpdate(In):
    """A new file or a new place; what is left out stays."""

    filename: Filename | None = None
    content: Content | None = None
    priority: Annotated[int, Field(ge=1, le=10_000)] | None = None
    add_missing_values: bool = False


class RelationOrder(In):
    """All relations in their new order."""

    ids: tuple[RowId, ...] = Field(max_length=10_000)


class Chosen(In):
    """What is chosen on a form, by attribute: names of queues, states and so on, keys of dynamic fields."""

    values: dict[Attribute, Value | tuple[Value, ...]] = Field(
        max_length=500, examples=[{"Queue": "Raw", "DynamicField_Building": "B7"}]
    )


class Allowed(Out):
    """For each attribute that is restricted, the values that can be chosen; "" stands for none. Others are free."""

    allowed: dict[str, tuple[str, ...]]
