"""Lists and counts of tickets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from gotrs_api.identity.principal import Principal, QueueRight
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.paging import Page, PageRequest, make_page
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.permissions import Switches
from gotrs_api.tickets.repository import counts, listing
from gotrs_api.tickets.repository.listing import Order, Query
from gotrs_api.tickets.repository.visibility import visible_to
from gotrs_api.tickets.schemas import QueueCounts, StateRef, TicketFilter, TicketSummary
from gotrs_api.tickets.schemas.filters import SORT_FIELDS
from gotrs_api.tickets.service.opening import viewer_of
from gotrs_api.tickets.service.presenting import customer, moment, named, optional, user
from gotrs_api.tickets.service.switches import switches_of
from gotrs_api.uow import ReadUow

# Transactions are much shorter: what changed longer ago than this is there for everybody to see.
SETTLED_AFTER: Final = timedelta(seconds=5)
_MANY: Final = (
    "queue", "queue_id", "state", "state_id", "state_type", "priority", "priority_id", "type", "type_id", "service",
    "service_id", "sla", "sla_id", "owner", "owner_id", "responsible", "responsible_id",
)  # fmt: skip
_MOMENTS: Final = ("created_after", "created_before", "changed_after", "changed_before")


async def list_tickets(
    uow: ReadUow, principal: Principal, filters: TicketFilter, page: PageRequest
) -> Page[TicketSummary]:
    """One statement for a page, one more with `include_total`. Raises InvalidInput for an unknown order or cursor.

    With `changed_after` and `sort=changed` (incremental export) the last seconds are left out, so that a ticket whose
    transaction is still running is not skipped over.
    """
    order = parse_sort(filters.sort)
    query = await _query(uow, principal, filters, order)
    sort = filters.sort
    position = page.position(sort)
    if position is not None:
        position = _decoded(position, order)
    rows = list(
        await listing.page(uow.session, query, limit=page.limit + 1, position=position, backwards=page.backwards)
    )
    names = await sysconfig.get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
    total = await listing.count(uow.session, query) if page.include_total else None
    cut = make_page(rows, page, sort, lambda row: _cursor(row, order), total)
    return Page(
        rows=[_summary(row, names) for row in cut.rows],
        has_more=cut.has_more,
        after=cut.after,
        before=cut.before,
        total=cut.total,
    )


async def count_tickets(uow: ReadUow, principal: Principal, filters: TicketFilter) -> int:
    """How many tickets a list with these conditions has."""
    return await listing.count(uow.session, await _query(uow, principal, filters, parse_sort(filters.sort)))


async def queue_counts(uow: ReadUow, principal: Principal) -> list[QueueCounts]:
    """For each queue that the agent may read and that has tickets in viewable states, by name. Archived ones do not count."""
    principal.require_agent()
    states = await sysconfig.get(uow, settings.TICKET_VIEWABLE_STATE_TYPES)
    locks = await sysconfig.get(uow, settings.TICKET_VIEWABLE_LOCKS)
    groups = None if principal.is_system else sorted(principal.group_ids(QueueRight.RO))
    return [
        QueueCounts(
            queue=named(row.queue_id, row.queue_name), open=row.open, new=int(row.new), unlocked=int(row.unlocked)
        )
        for row in await counts.by_queue(uow.session, groups, states, locks)
    ]


def parse_sort(sort: str) -> Order:
    """Raises InvalidInput."""
    field = sort.removeprefix("-")
    if field not in SORT_FIELDS:
        raise InvalidInput.field("sort", "unknown", f"One of {', '.join(SORT_FIELDS)} is expected, or the same with -.")
    return Order(field, sort.startswith("-"))


async def _query(uow: ReadUow, principal: Principal, filters: TicketFilter, order: Order) -> Query:
    switches = await switches_of(uow)
    given: dict[str, Any] = {name: list(value) for name in _MANY if (value := getattr(filters, name))}
    given |= {name: value for name in _MOMENTS if (value := getattr(filters, name)) is not None}
    now = uow.clock.now()
    epoch = int(now.timestamp())
    if filters.changed_after is not None and filters.sort == "changed":
        given["changed_settled"] = now.replace(microsecond=0) - SETTLED_AFTER
    if filters.pending_before is not None:
        given["pending_before"] = int(filters.pending_before.timestamp())
    _texts(given, filters, principal)
    await _yes_or_no(uow, given, filters, switches, epoch)
    if filters.archived is not None:
        given["archived"] = int(filters.archived)
    elif switches.archive and not principal.is_customer:
        given["archived"] = 0
    return Query(
        visibility=visible_to(principal, QueueRight.RO, switches),
        conditions=tuple(sorted(given)),
        parameters={f"f_{name}": value for name, value in given.items() if value is not None},
        order=order,
        viewer_id=viewer_of(principal),
    )


def _texts(given: dict[str, Any], filters: TicketFilter, principal: Principal) -> None:
    for name in ("customer_id", "customer_user"):
        values = getattr(filters, name)
        if len(values) == 1 and "*" in values[0]:
            given[f"{name}_like"] = _pattern(values[0])
        elif values:
            given[name] = list(values)
    if filters.number:
        given["number_like" if "*" in filters.number else "number"] = (
            _pattern(filters.number) if "*" in filters.number else filters.number
        )
    if filters.title:
        given["title"] = _pattern(filters.title)
    if filters.q:
        given["q_customer" if principal.is_customer else "q"] = f"%{_pattern(filters.q.strip())}%"


async def _yes_or_no(
    uow: ReadUow, given: dict[str, Any], filters: TicketFilter, switches: Switches, epoch: int
) -> None:
    """A condition without a value of its own gets None."""
    if filters.not_closed is not None:
        viewable = await sysconfig.get(uow, settings.TICKET_VIEWABLE_STATE_TYPES)
        given["not_closed" if filters.not_closed else "closed"] = list(viewable)
    if filters.locked is not None:
        given["locked" if filters.locked else "unlocked"] = list(switches.free_locks)
    if filters.escalated is not None:
        given["escalated" if filters.escalated else "not_escalated"] = epoch
    if filters.watched is not None:
        given["watched" if filters.watched else "unwatched"] = None
    if filters.seen is not None:
        given["seen" if filters.seen else "unseen"] = None


def _pattern(text: str) -> str:
    """`*` stands for any text; what is special in SQL is not."""
    for special in ("\\", "%", "_"):
        text = text.replace(special, f"\\{special}")
    return text.replace("*", "%")


_SORT_COLUMNS: Final = {
    "created": "create_time",
    "changed": "change_time",
    "number": "tn",
    "title": "title",
    "priority": "priority_name",
    "queue": "queue_name",
    "state": "state_name",
    "pending_until": "until_time",
    "escalates_at": "escalation_time",
}


def _cursor(row: Any, order: Order) -> list[Any]:
    value = getattr(row, _SORT_COLUMNS[order.field])
    if order.field in ("pending_until", "escalates_at"):
        value = value or listing.NEVER
    return [int(value.timestamp()) if listing.is_time(order.field) else value, row.id]


def _decoded(position: list[Any], order: Order) -> list[Any]:
    is_number = listing.is_time(order.field) or order.field in ("pending_until", "escalates_at")
    value, id_ = position if len(position) == 2 else (None, None)
    if not isinstance(value, int if is_number else str) or not isinstance(id_, int):
        raise _wrong_cursor()
    if not listing.is_time(order.field):
        return [value, id_]
    try:
        return [datetime.fromtimestamp(int(value), UTC), id_]
    except (OverflowError, ValueError, OSError):
        raise _wrong_cursor() from None


def _wrong_cursor() -> InvalidInput:
    return InvalidInput.field("after", "cursor", "The cursor is not valid for this list and order.")


def _summary(row: Any, names: int) -> TicketSummary:
    return TicketSummary.model_construct(
        id=row.id,
        number=row.tn,
        title=row.title,
        queue=named(row.queue_id, row.queue_name),
        state=StateRef.model_construct(id=row.state_id, name=row.state_name, type=row.state_type),
        priority=named(row.priority_id, row.priority_name),
        type=optional(row.type_id, row.type_name),
        lock=named(row.lock_id, row.lock_name),
        owner=user(row.owner_id, row.owner_login, row.owner_first, row.owner_last, names),
        responsible=user(row.responsible_id, row.responsible_login, row.responsible_first, row.responsible_last, names),
        customer_id=row.customer_id or None,
        customer_user=customer(
            row.customer_user, row.customer_login, row.customer_first, row.customer_last, row.customer_email, names
        ),
        pending_until=moment(row.until_time),
        escalates_at=moment(row.escalation_time),
        archived=bool(row.archive_flag),
        seen=bool(row.seen),
        created=row.create_time,
        changed=row.change_time,
    )
