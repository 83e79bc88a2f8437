"""Dropdown: one of a list of keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, Field, JsonValue, StringConstraints

from gotrs_api.dynamic_fields.types.base import (
    MAX_TEXT,
    Column,
    Config,
    ConfigRefused,
    Context,
    FieldType,
    Refused,
    Row,
    first,
    is_empty,
    text_of,
)
from gotrs_api.dynamic_fields.types.text import LinkConfig
from gotrs_api.i18n import N_

Key = Annotated[str, StringConstraints(min_length=1, max_length=MAX_TEXT)]
Label = Annotated[str, StringConstraints(max_length=MAX_TEXT)]


def _labelled(value: Any) -> Any:
    """OTRS leaves a label empty where it is the key."""
    if not isinstance(value, Mapping):
        return value
    return {key: key if label is None else label for key, label in value.items() if key != ""}


class ChoiceConfig(Config):
    """`possible_values` by key. With `tree_view` `::` in labels makes levels. `possible_none` offers to choose nothing."""

    possible_values: Annotated[dict[Key, Label], BeforeValidator(_labelled)] = Field(
        default_factory=dict, alias="PossibleValues", max_length=10_000
    )
    possible_none: bool = Field(False, alias="PossibleNone")
    tree_view: bool = Field(False, alias="TreeView")
    translatable: bool = Field(False, alias="TranslatableValues")


class DropdownConfig(ChoiceConfig, LinkConfig):
    default: str = Field("", alias="DefaultValue", max_length=MAX_TEXT)


ChoiceConfigT = TypeVar("ChoiceConfigT", bound=ChoiceConfig)


def known(value: JsonValue, possible: Mapping[str, str]) -> Row:
    """Raises Refused for a key that is not in the list."""
    key = text_of(value)
    if key not in possible:
        raise Refused("not_in_list", N_("This value is not in the field's list."))
    return Row(text=key)


def require_default(keys: Sequence[str], possible: Mapping[str, str]) -> None:
    if any(key not in possible for key in keys):
        raise ConfigRefused("default", "not_in_list", N_("This value is not in the field's list."))


class Dropdown(FieldType[DropdownConfig]):
    name = "Dropdown"
    column = Column.TEXT
    config_class = DropdownConfig

    def parse(self, value: JsonValue, config: DropdownConfig, context: Context) -> tuple[Row, ...]:
        return () if is_empty(value) else (known(value, config.possible_values),)

    def value(self, rows: Sequence[Row], config: DropdownConfig, context: Context) -> JsonValue:
        return first(rows).text

    def readable(self, value: JsonValue, config: DropdownConfig, context: Context) -> str:
        """A key that left the list since is shown as it is."""
        return "" if value is None else config.possible_values.get(str(value), str(value))

    def check_config(self, config: DropdownConfig) -> None:
        require_default([config.default] if config.default else [], config.possible_values)
