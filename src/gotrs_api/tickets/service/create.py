"""Creating tickets.

Source of the order of effects: OTRS 6, Kernel/System/Ticket.pm, TicketCreate, and the first article after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from gotrs_api.articles import service as articles
from gotrs_api.articles.new_article import NewArticle
from gotrs_api.articles.schemas import SenderType
from gotrs_api.catalog import state_types
from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.service import Wish
from gotrs_api.kernel.ids import ArticleId, QueueId, TicketId
from gotrs_api.sla.escalation import escalation_times
from gotrs_api.sla.rules import ArticleTimes, EscalationFacts, EscalationLimit, EscalationRule
from gotrs_api.tickets import history_format
from gotrs_api.tickets.errors import TicketNumberTaken
from gotrs_api.tickets.events import TicketCreated, TicketUnlockTimeoutReset
from gotrs_api.tickets.history import Entry, write_history
from gotrs_api.tickets.history_format import HistoryLine, Named
from gotrs_api.tickets.history_types import HistoryType
from gotrs_api.tickets.repository import writing
from gotrs_api.tickets.repository.master import Datum
from gotrs_api.tickets.service import current
from gotrs_api.tickets.service.calendars import calendar_of
from gotrs_api.tickets.service.dynamic_fields import lines_of, tell
from gotrs_api.tickets.service.locking import RESET_TEXT
from gotrs_api.tickets.service.messages import announce, article_epoch, notify_of
from gotrs_api.tickets.service.numbering import ticket_numbers
from gotrs_api.tickets.service.seen import article_arrived
from gotrs_api.tickets.service.switches import otrs_zone, switches_of
from gotrs_api.uow import UnitOfWork

MAX_TITLE = 255


@dataclass(frozen=True, kw_only=True)
class NewTicket:
    """All that a ticket begins with, as master data and values that exist. `customer_*` None: not set."""

    title: str
    queue: Datum
    state: Datum
    priority: Datum
    type: Datum
    lock: Datum
    owner: Datum
    responsible: Datum
    service: Datum | None = None
    sla: Datum | None = None
    customer_id: str | None = None
    customer_user: str | None = None
    pending_until: datetime | None = None
    dynamic_fields: Sequence[Wish] = ()


class Created(NamedTuple):
    ticket_id: TicketId
    number: str
    article_id: ArticleId | None


@dataclass(frozen=True)
class _Snapshot:
    id: int
    queue_id: int
    type_id: int | None
    owner_id: int
    priority_id: int
    state_id: int


async def create(
    uow: UnitOfWork,
    new: NewTicket,
    article: NewArticle | None,
    line: HistoryLine | None,
    *,
    notify: bool = True,
) -> Created:
    """Write ticket, history, first article and marks; everything was checked. `article.ticket_id` is filled in here.

    Escalation times and the start of the unlock timeout are known beforehand and written with the row.
    Raises TicketNumberTaken when no free number is found.
    """
    now = uow.clock.now()
    values = await _columns(uow, new, article, now)
    number, ticket_id = await _insert(uow, values)
    article_id = None
    if article is not None:
        article = replace(article, ticket_id=ticket_id)
        article_id = await articles.store_article(uow, article)
    changes = await dynamic_fields.store(uow, new.dynamic_fields, ticket_id, is_new=True)
    entries = [Entry(each) for each in [*await _history(uow, new, number, ticket_id), *lines_of(changes)]]
    if article_id is not None and line is not None:
        entries.append(Entry(line, article_id))
    if values["timeout"]:
        entries.append(Entry(history_format.plain_text(HistoryType.MISC, RESET_TEXT)))
    if new.pending_until is not None:
        entries.append(Entry(history_format.set_pending_time(new.pending_until, await otrs_zone(uow))))
    snapshot = _Snapshot(ticket_id, new.queue.id, new.type.id, new.owner.id, new.priority.id, new.state.id)
    await write_history(uow, snapshot, entries)
    current.remember_birth(uow, ticket_id, article_id)
    await uow.emit(TicketCreated(ticket_id=ticket_id, queue_id=QueueId(new.queue.id)))
    await tell(uow, ticket_id, changes)
    if article is not None and article_id is not None and line is not None:
        await article_arrived(uow, ticket_id, article_id, is_first=True)
        await announce(uow, article_id, article)
        if values["timeout"]:
            await uow.emit(TicketUnlockTimeoutReset(ticket_id=ticket_id, timeout=int(str(values["timeout"]))))
        if notify:
            await notify_of(uow, ticket_id, article_id, line.type, is_first=True)
    return Created(ticket_id, number, article_id)


async def _insert(uow: UnitOfWork, values: dict[str, object]) -> tuple[str, TicketId]:
    number = ""
    async for number in ticket_numbers(uow):
        ticket_id = await writing.insert_ticket(uow.session, {"tn": number, **values})
        if ticket_id is not None:
            return number, TicketId(ticket_id)
    raise TicketNumberTaken(number=number)


async def _columns(uow: UnitOfWork, new: NewTicket, article: NewArticle | None, now: datetime) -> dict[str, object]:
    by_agent = article is not None and article.sender_type is SenderType.AGENT
    values: dict[str, object] = {
        "title": new.title[:MAX_TITLE],
        "queue_id": new.queue.id,
        "ticket_lock_id": new.lock.id,
        "type_id": new.type.id,
        "service_id": new.service.id if new.service else None,
        "sla_id": new.sla.id if new.sla else None,
        "user_id": new.owner.id,
        "responsible_user_id": new.responsible.id,
        "ticket_priority_id": new.priority.id,
        "ticket_state_id": new.state.id,
        "customer_id": new.customer_id or None,
        "customer_user_id": new.customer_user or None,
        "timeout": article_epoch(uow, article) if article is not None and by_agent else 0,
        "until_time": int(new.pending_until.timestamp()) if new.pending_until else 0,
        "escalation_time": 0,
        "escalation_update_time": 0,
        "escalation_response_time": 0,
        "escalation_solution_time": 0,
        "archive_flag": 0,
        "create_time": now,
        "create_by": uow.acting_id,
        "change_time": now,
        "change_by": uow.acting_id,
    }
    return values | await _escalation(uow, new, article, now)


async def _escalation(uow: UnitOfWork, new: NewTicket, article: NewArticle | None, now: datetime) -> dict[str, int]:
    source = new.sla if new.sla and (await switches_of(uow)).services else new.queue
    rule = EscalationRule(
        EscalationLimit(source.first_response_time),
        EscalationLimit(source.update_time),
        EscalationLimit(source.solution_time),
    )
    if rule == EscalationRule():
        return {}
    articles_at = ArticleTimes()
    if article is not None:
        at = article.created_at or now
        visible = article.visible_for_customer
        articles_at = ArticleTimes(
            newest_at=at,
            answered_at=at if visible and article.sender_type is SenderType.AGENT else None,
            waiting_since=at if visible and article.sender_type is SenderType.CUSTOMER else None,
        )
    facts = EscalationFacts(
        now.replace(microsecond=0), new.state.extra, articles_at, new.state.extra == state_types.CLOSED
    )
    return escalation_times(rule, await calendar_of(uow, source.extra), facts).as_columns()


async def _history(uow: UnitOfWork, new: NewTicket, number: str, ticket_id: int) -> list[HistoryLine]:
    switches = await switches_of(uow)
    lines = [history_format.new_ticket(number, new.queue.name, new.priority.name, new.state.name, ticket_id)]
    if switches.services:
        lines.append(history_format.service_update(_named(new.service)))
        lines.append(history_format.sla_update(_named(new.sla)))
    if switches.types:
        lines.append(history_format.type_update(Named(new.type.name, new.type.id)))
    if new.customer_id or new.customer_user:
        lines.append(
            history_format.customer_update(customer_id=new.customer_id or None, customer_user=new.customer_user or None)
        )
    return lines


def _named(datum: Datum | None) -> Named | None:
    return Named(datum.name, datum.id) if datum else None
