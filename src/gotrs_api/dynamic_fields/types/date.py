"""Date: a day without a time; the column holds its midnight."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Literal, TypeVar

from pydantic import Field, JsonValue

from gotrs_api.dynamic_fields.types.base import Column, Context, FieldType, Refused, Row, first, is_empty
from gotrs_api.dynamic_fields.types.text import LinkConfig
from gotrs_api.i18n import N_

NO_DATE = N_("This is no date.")
_FURTHEST_S = 100 * 366 * 86_400


class MomentConfig(LinkConfig):
    """`default` is seconds from now; 0: none. With `years_period` only that many years back and ahead can be chosen."""

    default: int = Field(0, alias="DefaultValue", ge=-_FURTHEST_S, le=_FURTHEST_S)
    years_period: bool = Field(False, alias="YearsPeriod")
    years_in_past: int = Field(5, alias="YearsInPast", ge=0, le=1000)
    years_in_future: int = Field(5, alias="YearsInFuture", ge=0, le=1000)
    restriction: Literal["none", "DisableFutureDates", "DisablePastDates"] = Field("none", alias="DateRestriction")


MomentConfigT = TypeVar("MomentConfigT", bound=MomentConfig)


def require_year(year: int, config: MomentConfig, context: Context) -> None:
    """Raises Refused. Years before 1000 do not fit every database."""
    this_year = context.local_now.year
    earliest = this_year - config.years_in_past if config.years_period else 1000
    latest = this_year + config.years_in_future if config.years_period else 9999
    if not earliest <= year <= latest:
        raise Refused("out_of_range", N_("The year is outside the range of this field."))


def require_side(is_past: bool, is_future: bool, config: MomentConfig) -> None:
    """Raises Refused."""
    if is_future and config.restriction == "DisableFutureDates":
        raise Refused("future", N_("This must not lie in the future."))
    if is_past and config.restriction == "DisablePastDates":
        raise Refused("past", N_("This must not lie in the past."))


class Date(FieldType[MomentConfig]):
    """Takes `2026-03-02`, and what OTRS stores: `2026-03-02 00:00:00`, whose time must be midnight."""

    name = "Date"
    column = Column.DATE
    config_class = MomentConfig

    def parse(self, value: JsonValue, config: MomentConfig, context: Context) -> tuple[Row, ...]:
        if is_empty(value):
            return ()
        day = _day(value)
        today = context.local_now.date()
        require_year(day.year, config, context)
        require_side(day < today, day > today, config)
        return (Row(date=_midnight(day)),)

    def value(self, rows: Sequence[Row], config: MomentConfig, context: Context) -> JsonValue:
        stored = first(rows).date
        return None if stored is None else stored.date().isoformat()

    def readable(self, value: JsonValue, config: MomentConfig, context: Context) -> str:
        return "" if value is None else str(value)

    def default(self, config: MomentConfig, context: Context) -> JsonValue:
        if not config.default:
            return None
        return (context.local_now + timedelta(seconds=config.default)).date().isoformat()

    def operand(self, text: str, config: MomentConfig, context: Context) -> datetime:
        return _midnight(_day(text))


def _day(value: JsonValue) -> date:
    text = str(value).strip().removesuffix(" 00:00:00").removesuffix("T00:00:00")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused("date", NO_DATE) from None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
