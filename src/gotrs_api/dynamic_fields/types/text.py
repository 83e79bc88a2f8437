"""Text: one line."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from typing import Final, TypeVar

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from gotrs_api.dynamic_fields.types.base import (
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
from gotrs_api.i18n import N_


class Rule(BaseModel):
    """A regular expression that a value must contain, and what to say when it does not."""

    model_config = ConfigDict(frozen=True, extra="forbid", loc_by_alias=False)

    pattern: str = Field(alias="Value", min_length=1, max_length=1000)
    message: str = Field("", alias="ErrorMessage", max_length=500)


class LinkConfig(Config):
    """`link` turns shown values into links; `[% Data.<Name> | uri %]` places are filled in."""

    link: str = Field("", alias="Link", max_length=2000)
    link_preview: str = Field("", alias="LinkPreview", max_length=2000)


class TextBaseConfig(Config):
    default: str = Field("", alias="DefaultValue", max_length=3800)
    rules: tuple[Rule, ...] = Field((), alias="RegExList", max_length=50)


class TextConfig(TextBaseConfig, LinkConfig):
    pass


TextConfigT = TypeVar("TextConfigT", bound=TextBaseConfig)


class TextBase(FieldType[TextConfigT]):
    """Any text that keeps to the field's rules."""

    column = Column.TEXT

    def parse(self, value: JsonValue, config: TextConfigT, context: Context) -> tuple[Row, ...]:
        if is_empty(value):
            return ()
        text = text_of(value)
        for rule in config.rules:
            pattern = compiled(rule.pattern)
            if pattern is not None and not pattern.search(text):
                raise Refused("pattern", rule.message or N_("This value is not valid."))
        return (Row(text=text),)

    def value(self, rows: Sequence[Row], config: TextConfigT, context: Context) -> JsonValue:
        return first(rows).text

    def readable(self, value: JsonValue, config: TextConfigT, context: Context) -> str:
        return "" if value is None else str(value)

    def check_config(self, config: TextConfigT) -> None:
        for at, rule in enumerate(config.rules):
            if compiled(rule.pattern) is None:
                raise ConfigRefused(f"rules/{at}/pattern", "pattern", N_("This is no regular expression."))


# What stands within [...] in Perl.
_POSIX: Final = {
    "alpha": "a-zA-Z", "digit": "0-9", "alnum": "a-zA-Z0-9", "upper": "A-Z", "lower": "a-z", "space": r"\s",
    "word": r"\w", "xdigit": "0-9A-Fa-f", "punct": r"!-/:-@\[-`{-~",
}  # fmt: skip


def _from_perl(pattern: str) -> str:
    for name, members in _POSIX.items():
        pattern = pattern.replace(f"[:{name}:]", members)
    pattern = re.sub(r"\(\?<(?=[A-Za-z_])", "(?P<", pattern)
    return re.sub(r"(?<!\\)((?:\\\\)*)\\z", r"\1\\Z", pattern)


def compiled(pattern: str) -> re.Pattern[str] | None:
    """None for what only Perl understands: a rule that cannot be checked must not stop anybody's work."""
    try:
        with warnings.catch_warnings(action="ignore"):  # Perl's classes like [[:alpha:]] look odd to Python
            return re.compile(_from_perl(pattern))
    except (re.error, RecursionError, OverflowError):
        return None


class Text(TextBase[TextConfig]):
    name = "Text"
    config_class = TextConfig

    def parse(self, value: JsonValue, config: TextConfig, context: Context) -> tuple[Row, ...]:
        rows = super().parse(value, config, context)
        if rows and "\n" in (rows[0].text or ""):
            raise Refused("line", N_("Only one line is allowed."))
        return rows
