"""DateTime: a moment, to the second."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from pydantic import JsonValue

from gotrs_api.dynamic_fields.types.base import Column, Context, FieldType, Refused, Row, first, is_empty
from gotrs_api.dynamic_fields.types.date import MomentConfig, require_side, require_year
from gotrs_api.i18n import N_

NO_MOMENT = N_("This is no date and time.")


class DateTime(FieldType[MomentConfig]):
    """RFC 3339 in the API, a moment without an offset counts as UTC; in columns, mails and history `OTRSTimeZone`."""

    name = "DateTime"
    column = Column.DATE
    config_class = MomentConfig

    def parse(self, value: JsonValue, config: MomentConfig, context: Context) -> tuple[Row, ...]:
        if is_empty(value):
            return ()
        local = _local(value, context)
        require_year(local.year, config, context)
        now = context.local_now.replace(microsecond=0)
        require_side(local < now, local > now, config)
        return (Row(date=local),)

    def value(self, rows: Sequence[Row], config: MomentConfig, context: Context) -> JsonValue:
        stored = first(rows).date
        return None if stored is None else _rfc3339(stored, context)

    def readable(self, value: JsonValue, config: MomentConfig, context: Context) -> str:
        return "" if value is None else _local(value, context).isoformat(" ", "seconds")

    def default(self, config: MomentConfig, context: Context) -> JsonValue:
        if not config.default:
            return None
        moment = context.local_now.replace(microsecond=0, second=0) + timedelta(seconds=config.default)
        return _rfc3339(moment, context)

    def from_text(self, text: str, config: MomentConfig, context: Context) -> JsonValue:
        moment = _moment(text)
        return _rfc3339(moment, context) if moment.tzinfo is None else moment.isoformat()

    def operand(self, text: str, config: MomentConfig, context: Context) -> datetime:
        return _local(text, context)


def _moment(value: JsonValue) -> datetime:
    try:
        return datetime.fromisoformat(str(value).strip()) if isinstance(value, str) else _no_moment()
    except ValueError:
        return _no_moment()


def _no_moment() -> datetime:
    raise Refused("datetime", NO_MOMENT)


def _local(value: JsonValue, context: Context) -> datetime:
    """Naive in `OTRSTimeZone`."""
    moment = _moment(value)
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    try:
        return aware.astimezone(context.zone).replace(tzinfo=None, microsecond=0)
    except OverflowError:
        raise Refused("datetime", NO_MOMENT) from None


def _rfc3339(local: datetime, context: Context) -> str:
    try:
        moment = local.replace(tzinfo=context.zone).astimezone(UTC)
    except OverflowError:  # the first and last days of the calendar
        moment = local.replace(tzinfo=UTC)
    return moment.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
