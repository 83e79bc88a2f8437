"""Dynamic fields as they come and go."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, Field, JsonValue, StringConstraints, model_validator

from gotrs_api.catalog.schemas import In, Out
from gotrs_api.catalog.validity import Validity
from gotrs_api.dynamic_fields.objects import ObjectType

FieldName = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[A-Za-z0-9]+$")]
Label = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]+$")
]
Order = Annotated[int, Field(ge=1, le=100_000)]
# Values by field name, in whatever shape the field's type has; null empties a field.
FieldValues = Annotated[
    dict[str, JsonValue],
    Field(max_length=500, description="Values by field name; null empties a field.", examples=[{"Building": "B7"}]),
]


FieldTestName = Annotated[str, StringConstraints(max_length=210)]
FIELD_TESTS = (
    "Dynamic fields, as `df.<Name>=…`, `df.<Name>.like=a*`, `.gt`, `.gte`, `.lt`, `.lte`, `.empty=true`. Repeat a name "
    "for any of several values."
)
FIELD_TEST_NAMES: dict[str, JsonValue] = {
    "propertyNames": {"pattern": r"^df\.[A-Za-z0-9]+(\.(like|gt|gte|lt|lte|empty))?$"}
}


class FieldTests(BaseModel):
    """What a list can be narrowed to by dynamic fields; `df` holds the tests by name, without `df.`."""

    df: dict[FieldTestName, tuple[str, ...]] = Field(
        default_factory=dict, max_length=20, description=FIELD_TESTS, json_schema_extra=FIELD_TEST_NAMES
    )

    @model_validator(mode="before")
    @classmethod
    def _gather_fields(cls, given: Any) -> Any:
        """`df.Building` and the like are names of their own in a query string."""
        if not isinstance(given, Mapping) or not any(str(name).startswith("df.") for name in given):
            return given
        kept = {name: value for name, value in given.items() if not str(name).startswith("df.")}
        tests = {str(name)[3:]: value for name, value in given.items() if str(name).startswith("df.")}
        return kept | {"df": {name: [value] if isinstance(value, str) else value for name, value in tests.items()}}


class DynamicFieldRead(Out):
    """`internal` fields belong to the program; `writable` says whether people may set values."""

    id: int
    name: str
    label: str
    type: str
    object_type: str
    order: int
    internal: bool
    writable: bool
    valid: Validity
    config: dict[str, Any]
    created: datetime
    changed: datetime


class DynamicFieldCreate(In):
    """`config` has the members of its type; what is left out has its default. Without an order the field comes last."""

    name: FieldName
    label: Label
    type: str = Field(max_length=200, description="Text, TextArea, Checkbox, Dropdown, Multiselect, Date, DateTime, …")
    object_type: ObjectType
    order: Order | None = None
    config: dict[str, JsonValue] = Field(default_factory=dict)
    valid: Validity = Validity.VALID


class DynamicFieldUpdate(In):
    """What is left out stays, also within `config`. Type and object type are for ever."""

    name: FieldName | None = None
    label: Label | None = None
    order: Order | None = None
    config: dict[str, JsonValue] | None = None
    valid: Validity | None = None


class Use(StrEnum):
    """What a screen does with a field."""

    OFF = "off"
    SHOWN = "shown"
    REQUIRED = "required"


class ScreenRead(Out):
    """A screen and the fields that are not off, in the order of the fields. `setting` is OTRS's name of where it stands."""

    name: str
    setting: str
    object_types: tuple[ObjectType, ...]
    can_require: bool
    fields: dict[str, Use]


class ScreenUpdate(In):
    """Fields that are left out are off."""

    fields: dict[str, Use] = Field(max_length=1000)
