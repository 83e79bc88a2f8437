"""Checkbox: yes, no, or not answered (no row)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pydantic import Field, JsonValue

from gotrs_api.dynamic_fields.types.base import Column, Config, Context, FieldType, Refused, Row, first, is_empty
from gotrs_api.i18n import N_

CHECKED: Final = N_("Checked")
UNCHECKED: Final = N_("Unchecked")
_MEANINGS: Final = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False, "-1": False}


class CheckboxConfig(Config):
    default: bool = Field(False, alias="DefaultValue")


class Checkbox(FieldType[CheckboxConfig]):
    name = "Checkbox"
    column = Column.INT
    config_class = CheckboxConfig

    def parse(self, value: JsonValue, config: CheckboxConfig, context: Context) -> tuple[Row, ...]:
        if is_empty(value):
            return ()
        return (Row(number=int(_meaning(value))),)

    def value(self, rows: Sequence[Row], config: CheckboxConfig, context: Context) -> JsonValue:
        number = first(rows).number
        return None if number is None else bool(number)

    def readable(self, value: JsonValue, config: CheckboxConfig, context: Context) -> str:
        return "" if value is None else CHECKED if value else UNCHECKED

    def in_history(self, value: JsonValue, config: CheckboxConfig, context: Context) -> str:
        return "" if value is None else str(int(bool(value)))

    def default(self, config: CheckboxConfig, context: Context) -> JsonValue:
        return config.default

    def operand(self, text: str, config: CheckboxConfig, context: Context) -> int:
        """OTRS searches for 1 and, as "not checked", for -1."""
        return int(_meaning(text))


def _meaning(value: JsonValue) -> bool:
    if isinstance(value, bool):
        return value
    found = _MEANINGS.get(str(value).strip().lower()) if isinstance(value, str | int) else None
    if found is None:
        raise Refused("type", N_("Yes or no is expected."))
    return found
