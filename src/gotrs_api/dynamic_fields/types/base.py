"""What every kind of field can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import Any, ClassVar, Generic, NamedTuple, Self, TypeVar

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError

from gotrs_api.i18n import N_

MAX_TEXT = 3800  # characters of `dynamic_field_value.value_text`
MAX_VALUES = 1000  # of one field at one object


class Column(StrEnum):
    """The column of `dynamic_field_value` that holds a kind's values."""

    TEXT = "value_text"
    DATE = "value_date"
    INT = "value_int"


class Row(NamedTuple):
    """One row of `dynamic_field_value`. `date` is naive, in `OTRSTimeZone`, as it lies in the table."""

    text: str | None = None
    date: datetime | None = None
    number: int | None = None

    @property
    def says_nothing(self) -> bool:
        """OTRS leaves such a row where a field was emptied (Kernel/System/DynamicFieldValue.pm, ValueSet)."""
        return not self.text and self.date is None and self.number is None


@dataclass(frozen=True, slots=True)
class Context:
    """What a value may depend on besides its field: the moment (aware) and `OTRSTimeZone`."""

    now: datetime
    zone: tzinfo

    @property
    def local_now(self) -> datetime:
        return self.now.astimezone(self.zone).replace(tzinfo=None)


class Refused(ValueError):
    """A value that does not fit its field. `detail` is an English msgid."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


class Config(BaseModel):
    """How a field of a kind is set up. Member names are the API's, aliases are OTRS's keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", loc_by_alias=False)

    @classmethod
    def from_otrs(cls, stored: Mapping[str, Any]) -> Self:
        """From the YAML of `dynamic_field.config`; keys that are unknown or make no sense count as absent."""
        names = {field.alias for field in cls.model_fields.values()}
        values = {key: value for key, value in stored.items() if key in names and value not in (None, "")}
        try:
            return cls.model_validate(values, by_alias=True, by_name=False)
        except ValidationError as error:
            wrong = {cls.model_fields[str(found["loc"][0])].alias for found in error.errors() if found["loc"]}
            kept = {key: value for key, value in values.items() if key not in wrong}
            try:
                return cls.model_validate(kept, by_alias=True, by_name=False)
            except ValidationError:
                return cls()

    def to_otrs(self) -> dict[str, Any]:
        """The keys that this kind knows, as OTRS writes them: yes and no as 1 and 0, numbers as text."""
        found: dict[str, Any] = _as_text(self.model_dump(by_alias=True))
        return found


def _as_text(value: Any) -> Any:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _as_text(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_as_text(item) for item in value]
    return value


ConfigT = TypeVar("ConfigT", bound=Config)


class FieldType(ABC, Generic[ConfigT]):
    """A kind of field. JSON values: text, true/false, `2026-03-02`, RFC 3339 in UTC, or a list of texts; None is unset."""

    name: ClassVar[str]
    column: ClassVar[Column]
    is_list: ClassVar[bool] = False
    is_writable: ClassVar[bool] = True
    config_class: type[ConfigT]

    @abstractmethod
    def parse(self, value: JsonValue, config: ConfigT, context: Context) -> tuple[Row, ...]:
        """The rows to store, none for an empty value. Raises Refused."""

    @abstractmethod
    def value(self, rows: Sequence[Row], config: ConfigT, context: Context) -> JsonValue:
        """What the stored rows mean; rows that make no sense are shown as they are."""

    @abstractmethod
    def readable(self, value: JsonValue, config: ConfigT, context: Context) -> str:
        """A JSON value of this field for people (and history rows), "" when unset."""

    def in_history(self, value: JsonValue, config: ConfigT, context: Context) -> str:
        """A JSON value as `ticket_history` shows it."""
        return self.readable(value, config, context)

    def default(self, config: ConfigT, context: Context) -> JsonValue:
        """What a form begins with."""
        return getattr(config, "default", None) or None

    def from_text(self, text: str, config: ConfigT, context: Context) -> JsonValue:
        """A value out of a mail header or another place that knows only text. Raises Refused."""
        return text

    def operand(self, text: str, config: ConfigT, context: Context) -> str | int | datetime:
        """What a search compares the column with. Raises Refused."""
        return text

    def check_config(self, config: ConfigT) -> None:
        """What the config's schema cannot say by itself. Raises ConfigRefused."""


class ConfigRefused(Refused):
    """`pointer` is that of the wrong member within the config, without a leading slash."""

    def __init__(self, pointer: str, code: str, detail: str) -> None:
        super().__init__(code, detail)
        self.pointer = pointer


def text_of(value: JsonValue) -> str:
    """Numbers are taken for text, as clients send them. Raises Refused."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Refused("type", N_("A text is expected."))
    text = str(value).replace("\r\n", "\n").replace("\0", "")
    if len(text) > MAX_TEXT:
        raise Refused("too_long", N_("This is too long."))
    return text


def is_empty(value: JsonValue) -> bool:
    return value is None or value == "" or value == []


def first(rows: Sequence[Row]) -> Row:
    return rows[0] if rows else Row()
