"""A kind that this program does not know (an add-on's, OTOBO's): shown as stored, never written."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import JsonValue

from gotrs_api.dynamic_fields.types.base import Column, Config, Context, FieldType, Refused, Row
from gotrs_api.dynamic_fields.types.multiselect import SEPARATOR
from gotrs_api.i18n import N_


class Foreign(FieldType[Config]):
    name = ""
    column = Column.TEXT
    is_writable = False
    config_class = Config

    def parse(self, value: JsonValue, config: Config, context: Context) -> tuple[Row, ...]:
        raise Refused("read_only", N_("Fields of this kind can only be read."))

    def value(self, rows: Sequence[Row], config: Config, context: Context) -> JsonValue:
        found = [_plain(row) for row in rows]
        return found if len(found) > 1 else found[0] if found else None

    def readable(self, value: JsonValue, config: Config, context: Context) -> str:
        items = value if isinstance(value, list) else [value]
        return SEPARATOR.join(str(item) for item in items if item is not None)


def _plain(row: Row) -> JsonValue:
    if row.text is not None:
        return row.text
    return row.date.isoformat(" ") if row.date is not None else row.number
