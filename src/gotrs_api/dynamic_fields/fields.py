"""A dynamic field as its row defines it, with what its kind makes of values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import JsonValue

from gotrs_api.dynamic_fields.types import Column, Config, Context, FieldType, Row


@dataclass(frozen=True, slots=True)
class Field:
    """`stored` is the whole YAML config; `config` what the kind reads out of it."""

    id: int
    name: str
    label: str
    order: int
    type_name: str
    object_type: str
    internal: bool
    valid_id: int
    created: datetime
    changed: datetime
    kind: FieldType[Any]
    config: Config
    stored: Mapping[str, Any]

    @property
    def is_valid(self) -> bool:
        return self.valid_id == 1

    @property
    def is_writable(self) -> bool:
        """Whether people and mails may set it; internal fields belong to the program."""
        return self.is_valid and not self.internal and self.kind.is_writable

    @property
    def column(self) -> Column:
        return self.kind.column

    def parse(self, value: JsonValue, context: Context) -> tuple[Row, ...]:
        return self.kind.parse(value, self.config, context)

    def value(self, rows: Sequence[Row], context: Context) -> JsonValue:
        return self.kind.value([row for row in rows if not row.says_nothing], self.config, context)

    def readable(self, value: JsonValue, context: Context) -> str:
        return self.kind.readable(value, self.config, context)

    def in_history(self, value: JsonValue, context: Context) -> str:
        return self.kind.in_history(value, self.config, context)

    def default(self, context: Context) -> JsonValue:
        return self.kind.default(self.config, context)

    def from_text(self, text: str, context: Context) -> JsonValue:
        return self.kind.from_text(text, self.config, context)

    def operand(self, text: str, context: Context) -> str | int | datetime:
        return self.kind.operand(text, self.config, context)


class Fields:
    """All fields of a site in their order."""

    def __init__(self, rows: Sequence[Field], internal_in_use: frozenset[int] = frozenset()) -> None:
        self.rows = tuple(sorted(rows, key=lambda field: (field.order, field.id)))
        self.by_id = {field.id: field for field in self.rows}
        self.by_name = {field.name: field for field in self.rows}
        self._shown: dict[str, tuple[Field, ...]] = {}
        for field in self.rows:
            if field.is_valid and (not field.internal or field.id in internal_in_use):
                self._shown[field.object_type] = (*self._shown.get(field.object_type, ()), field)

    def __iter__(self) -> Iterator[Field]:
        return iter(self.rows)

    def shown(self, object_type: str) -> tuple[Field, ...]:
        """The valid ones of an object type; internal ones only where any object has a value."""
        return self._shown.get(object_type, ())

    def writable(self, object_type: str, name: str) -> Field | None:
        field = self.by_name.get(name)
        return field if field is not None and field.object_type == object_type and field.is_writable else None
