"""Writing the event log, and with each entry what webhooks are to get: in the transaction of the change."""

from __future__ import annotations

import dataclasses
import secrets
from datetime import datetime
from enum import Enum
from typing import Any, Final, NamedTuple, cast

import orjson
from sqlalchemy import Table, insert, select

from gotrs_api.articles.events import ArticleCreated
from gotrs_api.events import Event, Handler, Phase
from gotrs_api.tickets.models import Ticket
from gotrs_api.tickets.service.current import remembered
from gotrs_api.uow import UnitOfWork
from gotrs_api.webhooks.models import Delivery, LoggedEvent
from gotrs_api.webhooks.names import names_of
from gotrs_api.webhooks.subscriptions import SUBSCRIPTIONS, Subscription
from gotrs_api.webhooks.tail import tail_of

_KEY: Final = "gotrs.events"
_LOG: Final = cast(Table, LoggedEvent.__table__)
_LEFT_OUT: Final = frozenset({"article", "may_be_answered"})
_TICKET_FACTS: Final = select(
    Ticket.id, Ticket.tn, Ticket.queue_id, Ticket.ticket_priority_id, Ticket.ticket_state_id, Ticket.type_id
)


class _TicketFacts(NamedTuple):
    """What the log keeps of an event's ticket."""

    id: int
    tn: str
    queue_id: int
    priority_id: int
    state_id: int
    type_id: int | None


async def note(uow: UnitOfWork, event: Event) -> None:
    """Remember it; all of a transaction are written together, just before its commit."""
    if not names_of(event):
        return
    waiting: list[tuple[Event, datetime]] | None = uow.session.info.get(_KEY)
    if waiting is None:
        waiting = uow.session.info[_KEY] = []
        uow.before_commit(write)
    waiting.append((event, uow.clock.now()))


async def write(uow: UnitOfWork) -> None:
    noted: list[tuple[Event, datetime]] = uow.session.info.pop(_KEY, [])
    facts = await _ticket_facts(uow, {event.ticket_id for event, _ in noted if hasattr(event, "ticket_id")})
    rows = [_row(name, event, at, facts) for event, at in noted for name in names_of(event)]
    if rows:
        await _store(uow, rows)
    uow.after_commit(tail_of(uow.site).wake)


async def _store(uow: UnitOfWork, rows: list[dict[str, Any]]) -> None:
    subscriptions = [one for one in await SUBSCRIPTIONS.get(uow) if one.is_active]
    if not subscriptions:  # nobody needs the ids
        await uow.session.execute(insert(_LOG), rows)
        return
    statement = insert(LoggedEvent).returning(LoggedEvent.id, sort_by_parameter_order=True)
    ids = list(await uow.session.scalars(statement, rows))
    wanted = [
        delivery_row(one, row, event_id, uow.clock.now())
        for row, event_id in zip(rows, ids, strict=True)
        for one in subscriptions
        if one.wants(row)
    ]
    if wanted:
        await uow.session.execute(insert(Delivery), wanted)


async def _ticket_facts(uow: UnitOfWork, ticket_ids: set[int]) -> dict[int, _TicketFacts]:
    """What the transaction remembers costs nothing; one statement for all the others. Deleted tickets have none."""
    known = [row for ticket_id in ticket_ids if (row := remembered(uow, ticket_id)) is not None]
    facts = {
        row.id: _TicketFacts(row.id, row.tn, row.queue_id, row.priority_id, row.state_id, row.type_id) for row in known
    }
    if asked := ticket_ids - facts.keys():
        found = await uow.session.execute(_TICKET_FACTS.where(Ticket.id.in_(asked)))
        facts |= {row.id: _TicketFacts(*row) for row in found}
    return facts


def _row(name: str, event: Event, at: datetime, facts: dict[int, _TicketFacts]) -> dict[str, Any]:
    ticket_id = getattr(event, "ticket_id", None)
    ticket = facts.get(ticket_id) if ticket_id is not None else None
    content = content_of(event)
    if ticket is not None:
        content = {"number": ticket.tn, "queue_id": ticket.queue_id, **content}
    data = {
        "type": name,
        "timestamp": at.isoformat().replace("+00:00", "Z"),
        "otrs_event": event.otrs_name,
        "data": content,
    }
    return {
        "type": name,
        "otrs_event": event.otrs_name,
        "subject": _subject(event),
        "ticket_id": ticket_id,
        "article_id": getattr(event, "article_id", None),
        "queue_id": ticket.queue_id if ticket is not None else getattr(event, "queue_id", None),
        "priority_id": ticket.priority_id if ticket is not None else None,
        "state_id": ticket.state_id if ticket is not None else None,
        "type_id": ticket.type_id if ticket is not None else None,
        "for_customers": int(_for_customers(name, event)),
        "data": orjson.dumps(data, default=_plain).decode(),
        "created_at": at,
    }


def content_of(event: Event) -> dict[str, Any]:
    """The event's own values: ids, old and new."""
    fields = [field.name for field in dataclasses.fields(event) if field.name not in _LEFT_OUT]
    return {name: getattr(event, name) for name in fields}


def _subject(event: Event) -> str:
    for name in ("ticket_id", "customer_user_id", "user_id", "queue_id"):
        value = getattr(event, name, None)
        if value is not None:
            return f"{name.removesuffix('_id')}:{value}"
    return "system"


def _for_customers(name: str, event: Event) -> bool:
    """What customers may hear of their own tickets: nothing of internal notes, escalation and work inside."""
    if isinstance(event, ArticleCreated):
        return event.visible_for_customer
    return name in ("ticket.created", "ticket.closed", "ticket.reopened", "ticket.status_changed", "ticket.merged")


def delivery_row(
    one: Subscription, event: dict[str, Any], event_id: int, now: datetime, message_id: str = ""
) -> dict[str, Any]:
    return {
        "webhook_id": one.id,
        "event_id": event_id,
        "message_id": message_id or f"msg_{event_id}_{one.id}_{secrets.token_hex(4)}",
        "event_type": event["type"],
        "subject": event["subject"],
        "status": "pending",
        "attempts": 0,
        "due_at": now,
        "created_at": now,
    }


def _plain(value: object) -> object:
    return value.value if isinstance(value, Enum) else str(value)


HANDLERS: Final = (Handler(Event, note, Phase.COMMIT),)
