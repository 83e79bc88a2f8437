"""WebserviceDropdown: one value that a web service offers.

The service is asked what can be chosen while people type (`generic_interface.service.field_values`), never in a transaction: so
a value is checked against `cached_values` where an administrator gave some, and taken as it is elsewhere, as Znuny does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import BeforeValidator, Field, JsonValue

from gotrs_api.dynamic_fields.types.base import (
    MAX_TEXT,
    Column,
    Context,
    FieldType,
    Row,
    first,
    is_empty,
    text_of,
)
from gotrs_api.dynamic_fields.types.dropdown import Key, Label, known
from gotrs_api.dynamic_fields.types.text import LinkConfig


class WebserviceConfig(LinkConfig):
    """Znuny's keys; those that are not here (AdditionalAttributeKeys, …) stay in the stored config untouched."""

    webservice: str = Field("", alias="Webservice", max_length=200)
    invoker_search: str = Field("", alias="InvokerSearch", max_length=200)
    invoker_get: str = Field("", alias="InvokerGet", max_length=200)
    backend: str = Field("", alias="Backend", max_length=200)
    search_keys: str = Field("", alias="SearchKeys", max_length=2000)
    stored_value: str = Field("", alias="StoredValue", max_length=200)
    displayed_values: str = Field("", alias="DisplayedValues", max_length=2000)
    displayed_values_separator: str = Field(" - ", alias="DisplayedValuesSeparator", max_length=50)
    autocomplete_min_length: int = Field(3, alias="AutocompleteMinLength", ge=0, le=100)
    query_delay: int = Field(1, alias="QueryDelay", ge=0, le=60_000)
    cache_ttl: int = Field(
        60, alias="CacheTTL", ge=0, le=30 * 24 * 3600, description="Seconds; 0: answers are not kept."
    )
    limit: int = Field(20, alias="Limit", ge=1, le=10_000)
    default: str = Field("", alias="DefaultValue", max_length=MAX_TEXT)
    cached_values: Annotated[
        dict[Key, Label], BeforeValidator(lambda value: value if isinstance(value, dict) else {})
    ] = Field(default_factory=dict, alias="PossibleValues", max_length=10_000)


def offered(value: JsonValue, config: WebserviceConfig) -> Row:
    """Raises Refused."""
    return known(value, config.cached_values) if config.cached_values else Row(text=text_of(value))


class WebserviceDropdown(FieldType[WebserviceConfig]):
    name = "WebserviceDropdown"
    column = Column.TEXT
    config_class = WebserviceConfig

    def parse(self, value: JsonValue, config: WebserviceConfig, context: Context) -> tuple[Row, ...]:
        return () if is_empty(value) else (offered(value, config),)

    def value(self, rows: Sequence[Row], config: WebserviceConfig, context: Context) -> JsonValue:
        return first(rows).text

    def readable(self, value: JsonValue, config: WebserviceConfig, context: Context) -> str:
        return "" if value is None else config.cached_values.get(str(value), str(value))
