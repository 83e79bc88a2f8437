"""WebserviceMultiselect: some values that a web service offers; see `webservice_dropdown` for what is checked."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import JsonValue

from gotrs_api.dynamic_fields.types.base import Column, Context, FieldType, Row
from gotrs_api.dynamic_fields.types.multiselect import SEPARATOR, items_of, value_of
from gotrs_api.dynamic_fields.types.webservice_dropdown import WebserviceConfig, offered


class WebserviceMultiselect(FieldType[WebserviceConfig]):
    name = "WebserviceMultiselect"
    column = Column.TEXT
    is_list = True
    config_class = WebserviceConfig

    def parse(self, value: JsonValue, config: WebserviceConfig, context: Context) -> tuple[Row, ...]:
        return tuple(offered(item, config) for item in items_of(value))

    def value(self, rows: Sequence[Row], config: WebserviceConfig, context: Context) -> JsonValue:
        return value_of(rows)

    def readable(self, value: JsonValue, config: WebserviceConfig, context: Context) -> str:
        items = value if isinstance(value, list) else [value] if value else []
        return SEPARATOR.join(config.cached_values.get(str(item), str(item)) for item in items)

    def default(self, config: WebserviceConfig, context: Context) -> JsonValue:
        return [config.default] if config.default else None
