"""From what a search asks to named conditions: words become expressions, minutes become moments."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any, Final

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import Forbidden
from gotrs_api.kernel.wildcards import like_pattern
from gotrs_api.search.query import parse
from gotrs_api.tickets.schemas.search import TicketSearch
from gotrs_api.tickets.service.names import Names

_NUMBER: Final = re.compile(r"[0-9]{4,50}")
_IDS: Final = (
    "ticket_id", "state_type_id", "watcher_id", "created_by_id", "created_queue_id", "created_state_id",
    "created_priority_id", "created_type_id",
)  # fmt: skip
_TEXTS: Final = ("from", "to", "cc", "bcc", "subject", "body", "attachment_name")
_MOMENTS: Final = ("touched", "article_created", "closed", "last_closed")
_EPOCHS: Final = ("pending", "escalation", "escalation_update", "escalation_response", "escalation_solution")
_OF_LISTS: Final = ("created", "changed")
ARCHIVES: Final[dict[str, dict[str, Any]]] = {"all": {}, "archived": {"archived": 1}, "not_archived": {"archived": 0}}


def words(text: str, principal: Principal) -> dict[str, Any]:
    """Conditions for the text of a search field; none for an empty one. See `search.query` for the language."""
    text = text.strip()
    if not text:
        return {}
    suffix = "_customer" if principal.is_customer else ""
    search = parse(text)
    if search.wanted is None and search.unwanted is None:
        return {"q_nothing": None}
    given: dict[str, Any] = {}
    if search.wanted is not None and _NUMBER.fullmatch(text):
        given |= {f"q_number{suffix}": search.wanted, "q_tn": text}
    elif search.wanted is not None:
        given[f"q{suffix}"] = search.wanted
    if search.unwanted is not None:
        given[f"q_not{suffix}"] = search.unwanted
    return given


def attributes(search: TicketSearch, principal: Principal, now: datetime) -> dict[str, Any]:
    """Conditions beside those of lists. Raises Forbidden for a customer who asks for Bcc."""
    if search.bcc and principal.is_customer:
        raise Forbidden("Only agents may do this.", right="agent")
    given: dict[str, Any] = {name: list(values) for name in _IDS if (values := getattr(search, name))}
    suffix = "_customer" if principal.is_customer else ""
    for name in _TEXTS:
        if text := getattr(search, "from_" if name == "from" else name):
            given[f"{name}{suffix}"] = f"%{like_pattern(text.strip('*'))}%"
    for name in ("flag", "without_flag"):
        if test := getattr(search, name):
            key, colon, value = test.partition(":")
            given |= {f"{name}_valued" if colon else name: key} | ({f"{name}_value": value} if colon else {})
    for name in (*_MOMENTS, *_EPOCHS, *_OF_LISTS):
        given |= _span(search, name, now)
    return given


def with_sub_queues(search: TicketSearch, names: Names) -> TicketSearch:
    """The same with the queues below the named ones."""
    chosen = {
        str(ref["name"])
        for ref in names.queue.by_id.values()
        if ref["name"] in search.queue or ref["id"] in search.queue_id
    }
    below = tuple(f"{name}::" for name in chosen)
    ids = [ref["id"] for ref in names.queue.by_id.values() if ref["name"] in chosen or ref["name"].startswith(below)]
    # No id is 0: queues that do not exist match nothing.
    return (
        search.model_copy(update={"queue": (), "queue_id": tuple(ids) or (0,)})
        if search.queue or search.queue_id
        else search
    )


def _span(search: TicketSearch, name: str, now: datetime) -> dict[str, Any]:
    """The narrower one where both a moment and minutes are given."""
    newer, older = getattr(search, f"{name}_newer_minutes"), getattr(search, f"{name}_older_minutes")
    after: list[datetime] = [moment] if (moment := getattr(search, f"{name}_after")) is not None else []
    before: list[datetime] = [moment] if (moment := getattr(search, f"{name}_before")) is not None else []
    if newer is not None:
        after.append(now - timedelta(minutes=newer))
    if older is not None:
        before.append(now - timedelta(minutes=older))
    span = ({f"{name}_after": max(after)} if after else {}) | ({f"{name}_before": min(before)} if before else {})
    return {key: int(moment.timestamp()) for key, moment in span.items()} if name in _EPOCHS else dict(span)
