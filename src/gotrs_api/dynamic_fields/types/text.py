"""Text: one line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

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
from gotrs_api.kernel.expressions import BadExpression, OutOfTime, compiled


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
            if not _fits(rule, text):
                raise Refused("pattern", rule.message or N_("This value is not valid."))
        return (Row(text=text),)

    def value(self, rows: Sequence[Row], config: TextConfigT, context: Context) -> JsonValue:
        return first(rows).text

    def readable(self, value: JsonValue, config: TextConfigT, context: Context) -> str:
        return "" if value is None else str(value)

    def check_config(self, config: TextConfigT) -> None:
        for at, rule in enumerate(config.rules):
            try:
                compiled(rule.pattern)
            except BadExpression:
                raise ConfigRefused(f"rules/{at}/pattern", "pattern", N_("This is no regular expression.")) from None


def _fits(rule: Rule, text: str) -> bool:
    """A rule that cannot be compiled must not stop anybody's work; a text on which it does not finish in time is refused."""
    try:
        return compiled(rule.pattern).search(text) is not None
    except BadExpression as error:
        return not isinstance(error, OutOfTime)


class Text(TextBase[TextConfig]):
    name = "Text"
    config_class = TextConfig

    def parse(self, value: JsonValue, config: TextConfig, context: Context) -> tuple[Row, ...]:
        rows = super().parse(value, config, context)
        if rows and "\n" in (rows[0].text or ""):
            raise Refused("line", N_("Only one line is allowed."))
        return rows
