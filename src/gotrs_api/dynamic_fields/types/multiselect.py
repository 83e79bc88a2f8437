"""Multiselect: some of a list of keys, a row for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field, JsonValue

from gotrs_api.dynamic_fields.types.base import MAX_VALUES, Column, Context, FieldType, Refused, Row, is_empty
from gotrs_api.dynamic_fields.types.dropdown import ChoiceConfig, Key, known, require_default
from gotrs_api.i18n import N_

# OTRS: DynamicFields::Driver###Multiselect, ItemSeparator.
SEPARATOR: Final = ", "


def _several(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class MultiselectConfig(ChoiceConfig):
    default: Annotated[tuple[Key, ...], BeforeValidator(_several)] = Field(
        (), alias="DefaultValue", max_length=MAX_VALUES
    )


def items_of(value: JsonValue) -> list[JsonValue]:
    """A single value counts as a list of one; doubles go. Raises Refused."""
    if is_empty(value):
        return []
    items = value if isinstance(value, list) else [value]
    if len(items) > MAX_VALUES:
        raise Refused("too_long", N_("These are too many values."))
    if any(isinstance(item, dict | list) for item in items):
        raise Refused("type", N_("A list of texts is expected."))
    return list(dict.fromkeys(item for item in items if not is_empty(item)))


def value_of(rows: Sequence[Row]) -> JsonValue:
    found: list[JsonValue] = [row.text for row in rows if row.text is not None]
    return found or None


class Multiselect(FieldType[MultiselectConfig]):
    name = "Multiselect"
    column = Column.TEXT
    is_list = True
    config_class = MultiselectConfig

    def parse(self, value: JsonValue, config: MultiselectConfig, context: Context) -> tuple[Row, ...]:
        return tuple(known(item, config.possible_values) for item in items_of(value))

    def value(self, rows: Sequence[Row], config: MultiselectConfig, context: Context) -> JsonValue:
        return value_of(rows)

    def readable(self, value: JsonValue, config: MultiselectConfig, context: Context) -> str:
        items = value if isinstance(value, list) else [value] if value else []
        return SEPARATOR.join(config.possible_values.get(str(item), str(item)) for item in items)

    def default(self, config: MultiselectConfig, context: Context) -> JsonValue:
        return list(config.default) or None

    def check_config(self, config: MultiselectConfig) -> None:
        require_default(config.default, config.possible_values)
