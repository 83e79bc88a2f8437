"""What a search asks for, as it stands in the address: the API's filter language, with days where people think in days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from starlette.datastructures import QueryParams

from gotrs_api.i18n import N_
from gotrs_api.tickets.schemas.search import TicketSearch
from gotrs_api.tickets.service.search.saved import filters_of

FIELD_PREFIX: Final = "df."
# Name in the address to label. Texts first, then lists of which several may be chosen, then spans of time.
TEXTS: Final[Mapping[str, str]] = {
    "q": N_("Words"),
    "number": N_("Ticket number"),
    "title": N_("Title"),
    "customer_user": N_("Customer"),
    "customer_id": N_("Customer ID"),
    "from": N_("From"),
    "to": N_("To"),
    "cc": N_("Cc"),
    "subject": N_("Subject"),
    "body": N_("Message"),
    "attachment_name": N_("Name of an attachment"),
}
LISTS: Final[Mapping[str, str]] = {
    "queue_id": N_("Queue"),
    "state_type": N_("State"),
    "priority_id": N_("Priority"),
    "owner_id": N_("Owner"),
    "responsible_id": N_("Responsible"),
    "watcher_id": N_("Watched by"),
    "created_by_id": N_("Created by"),
    "type_id": N_("Type"),
    "service_id": N_("Service"),
    "sla_id": N_("SLA"),
    "lock_id": N_("Lock"),
}
SPANS: Final[Mapping[str, str]] = {
    "created": N_("Created"),
    "changed": N_("Changed"),
    "closed": N_("Closed"),
    "article_created": N_("Message written"),
    "pending": N_("Pending until"),
    "escalation": N_("Escalates"),
}
SUB_QUEUES, ARCHIVE = "sub_queues", "in_archive"
WITHIN, AFTER, BEFORE = "_newer_minutes", "_after", "_before"
DAYS: Final = (1, 7, 14, 30, 90)
DAY_MINUTES: Final = 1440
_MOST_TEXT: Final = 500
_MOST_VALUES: Final = 100
_ONES: Final = frozenset(
    [
        *TEXTS,
        SUB_QUEUES,
        ARCHIVE,
        *(f"{name}{part}" for name in SPANS for part in ("_newer_minutes", "_older_minutes", "_after", "_before")),
        "not_closed",
        "locked",
        "watched",
        "escalated",
    ]
)
_MANY: Final = frozenset(
    name for name, known in TicketSearch.model_fields.items() if isinstance(known.default, tuple) or name in LISTS
)


@dataclass(frozen=True)
class SearchQuery:
    """`values`: by name what is not empty, as typed. Names that are no filters say nothing."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""

    @classmethod
    def of(cls, sent: QueryParams) -> SearchQuery:
        values: dict[str, tuple[str, ...]] = {}
        for name in dict.fromkeys(sent.keys()):
            if name in _ONES or name in _MANY or name.startswith(FIELD_PREFIX):
                found = tuple(text for one in sent.getlist(name) if (text := one.strip()[:_MOST_TEXT]))[:_MOST_VALUES]
                if found:
                    values[name] = found[:1] if name in _ONES else found
        return cls(values, sent.get("sort", ""))

    def __bool__(self) -> bool:
        return any(name != SUB_QUEUES for name in self.values)

    def one(self, name: str) -> str:
        return self.values.get(name, ("",))[0]

    @property
    def words(self) -> str:
        return self.one("q")

    @property
    def by_relevance(self) -> bool:
        """Words have a best hit, unless another order is asked for."""
        return bool(self.words) and not self.sort

    def filters(self, zone: ZoneInfo) -> TicketSearch:
        """Days are whole days of `zone`, the last one included. Raises InvalidInput, naming what does not fit."""
        given: dict[str, Any] = {
            name: list(found) if name in _MANY or name not in _ONES else found[0] for name, found in self.values.items()
        }
        for name in SPANS:
            for part, days in ((AFTER, 0), (BEFORE, 1)):
                if name + part in given:
                    given[name + part] = _moment(given[name + part], zone, days)
        return filters_of(given | ({"sort": self.sort} if self.sort else {}))


def params_of(filters: Mapping[str, Any], zone: ZoneInfo) -> list[tuple[str, str]]:
    """The address of stored filters; moments as the days that a form can show."""
    found: list[tuple[str, str]] = []
    for name, value in filters.items():
        if isinstance(value, Mapping):
            found += [(FIELD_PREFIX + key, str(text)) for key, texts in value.items() for text in texts]
            continue
        for one in value if isinstance(value, list | tuple) else [value]:
            text = str(one).lower() if isinstance(one, bool) else str(one)
            found.append(
                (name, _day(text, zone, last=name.endswith(BEFORE)) if name.endswith((AFTER, BEFORE)) else text)
            )
    return found


def _moment(text: str, zone: ZoneInfo, days: int) -> datetime | str:
    """What is no day (yet) is left for the schema to refuse, or to take as the API does."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return datetime.combine(day + timedelta(days=days), time(), zone).astimezone(UTC)


def _day(text: str, zone: ZoneInfo, *, last: bool) -> str:
    """`last`: the moment ends a span; midnight then ends the day before."""
    try:
        moment = datetime.fromisoformat(text) - timedelta(seconds=last)
        return moment.astimezone(zone).strftime("%Y-%m-%d")
    except ValueError:
        return text
