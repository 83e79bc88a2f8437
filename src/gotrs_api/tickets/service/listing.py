"""Lists and counts of tickets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from gotrs_api.identity.principal import Principal, QueueRight
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.paging import Page, PageRequest, make_page
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.repository import counts, listing
from gotrs_api.tickets.repository.listing import Order, SortKey, SummaryRow
from gotrs_api.tickets.schemas import QueueCounts, TicketFilter, TicketSummary
from gotrs_api.tickets.schemas.filters import MOST_SORT_KEYS, SORT_FIELDS
from gotrs_api.tickets.service.dynamic_fields import values_for
from gotrs_api.tickets.service.field_filters import PREFIX
from gotrs_api.tickets.service.filtering import query_of
from gotrs_api.tickets.service.names import NAMES, Names
from gotrs_api.tickets.service.presenting import customer_values, moment, named, user_values
from gotrs_api.uow import ReadUow

Values = dict[str, Any]


async def list_tickets(
    uow: ReadUow, principal: Principal, filters: TicketFilter, page: PageRequest, *, with_fields: bool = True
) -> Page[TicketSummary]:
    """One statement for a page, one more with `include_total`, one for dynamic fields unless not wanted. Raises InvalidInput for an unknown order or cursor.

    With `changed_after` and `sort=changed` (incremental export) the last seconds are left out, so that a ticket whose
    transaction is still running is not skipped over.
    """
    found = await list_ticket_values(uow, principal, filters, page, with_fields=with_fields)
    rows = [TicketSummary.model_validate(values) for values in found.rows]
    return Page(rows=rows, has_more=found.has_more, after=found.after, before=found.before, total=found.total)


async def list_ticket_values(
    uow: ReadUow, principal: Principal, filters: TicketFilter, page: PageRequest, *, with_fields: bool = True
) -> Page[Values]:
    """The same as they go out: the members of `TicketSummary` in their order, moments aware."""
    order = parse_sort(filters.sort)
    query = await query_of(uow, principal, filters, order)
    order = query.order
    position = page.position(filters.sort)
    if position is not None:
        position = _decoded(position, order)
    rows = await listing.page(uow, query, limit=page.limit + 1, position=position, backwards=page.backwards)
    total = await listing.count(uow, query) if page.include_total else None
    cut = make_page(rows, page, filters.sort, lambda row: _cursor(row, order), total)
    values = await _all_values(uow, principal, cut.rows, with_fields=with_fields)
    return Page(rows=values, has_more=cut.has_more, after=cut.after, before=cut.before, total=cut.total)


async def count_tickets(uow: ReadUow, principal: Principal, filters: TicketFilter) -> int:
    """How many tickets a list with these conditions has."""
    return await listing.count(uow, await query_of(uow, principal, filters, parse_sort(filters.sort)))


async def queue_counts(uow: ReadUow, principal: Principal) -> list[QueueCounts]:
    """For each queue that the agent may read and that has tickets in viewable states, by name. Archived ones do not count."""
    principal.require_agent()
    names = await NAMES.get(uow)
    states = names.state.ids_of_types(await sysconfig.get(uow, settings.TICKET_VIEWABLE_STATE_TYPES))
    new = names.state.ids_of_types(("new",))
    free = names.lock.ids(await sysconfig.get(uow, settings.TICKET_VIEWABLE_LOCKS))
    groups = None if principal.is_system else sorted(principal.group_ids(QueueRight.RO))
    return [
        QueueCounts(
            queue=named(row.queue_id, row.queue_name), open=row.open, new=int(row.new), unlocked=int(row.unlocked)
        )
        for row in await counts.by_queue(uow.session, groups, states=sorted(states), new=sorted(new), free=sorted(free))
    ]


async def count_each(uow: ReadUow, principal: Principal, lists: Sequence[TicketFilter]) -> list[int]:
    """The same for several lists in one statement, which must agree in what they are both narrowed by."""
    return await listing.count_each(
        uow, [await query_of(uow, principal, filters, parse_sort(filters.sort)) for filters in lists]
    )


def parse_sort(sort: str) -> Order:
    """`-created,title`: what follows `id` has nothing left to order. Raises InvalidInput."""
    names = sort.split(",")
    if len(names) > MOST_SORT_KEYS:
        raise InvalidInput.field("sort", "too_many", f"At most {MOST_SORT_KEYS} names are possible.")
    keys: dict[str, SortKey] = {}
    id_descending: bool | None = None
    for name in names:
        field, descending = name.removeprefix("-"), name.startswith("-")
        if field not in SORT_FIELDS and not field.startswith(PREFIX):
            expected = f"One of {', '.join(SORT_FIELDS)} is expected, or the same with -; several with commas."
            raise InvalidInput.field("sort", "unknown", expected)
        if id_descending is None and field == "id":
            id_descending = descending
        elif id_descending is None:
            keys.setdefault(field, SortKey(field, descending))
    if id_descending is None:  # with the first key, so that one index over both gives the order
        id_descending = next(iter(keys.values())).descending
    return Order(tuple(keys.values()), id_descending)


def _cursor(row: SummaryRow, order: Order) -> list[Any]:
    values = zip(row.sort_values, order.keys, strict=True)
    return [*(int(value.timestamp()) if listing.is_time(key) else value for value, key in values), row.id]


def _decoded(position: list[Any], order: Order) -> list[Any]:
    if len(position) != len(order.keys) + 1 or not _is_number(position[-1]):
        raise _wrong_cursor()
    return [*(_sort_value(value, key) for value, key in zip(position, order.keys, strict=False)), position[-1]]


def _sort_value(value: Any, key: SortKey) -> Any:
    if not (_is_number(value, listing.bits_of(key)) if listing.is_number(key) else isinstance(value, str)):
        raise _wrong_cursor()
    if not listing.is_time(key):
        return value
    try:
        return datetime.fromtimestamp(int(value), UTC)
    except (OverflowError, ValueError, OSError):
        raise _wrong_cursor() from None


def _is_number(value: Any, bits: int = 63) -> bool:
    """That a database takes for one, too."""
    return type(value) is int and abs(value) < 1 << bits


def _wrong_cursor() -> InvalidInput:
    return InvalidInput.field("after", "cursor", "The cursor is not valid for this list and order.")


async def _all_values(uow: ReadUow, principal: Principal, rows: list[SummaryRow], *, with_fields: bool) -> list[Values]:
    """One statement for the dynamic fields of all of them, where any has one."""
    having = [row.id for row in rows if row.has_fields and with_fields]
    fields = await values_for(uow, principal, [row.id for row in rows], having=having)
    order = await sysconfig.get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
    names = await NAMES.get(uow)
    try:
        return [_values(row, names, order, fields[row.id]) for row in rows]
    except KeyError:  # a queue that another process has just made
        names = await NAMES.reload(uow)
        return [_values(row, names, order, fields[row.id]) for row in rows]


def _values(row: SummaryRow, names: Names, order: int, fields: Values) -> Values:
    return {
        "id": row.id,
        "number": row.tn,
        "title": row.title,
        "queue": names.queue.by_id[row.queue_id],
        "state": names.state.by_id[row.state_id],
        "priority": names.priority.by_id[row.priority_id],
        "type": names.type.by_id.get(row.type_id),
        "service": names.service.by_id[row.service_id] if row.service_id is not None else None,
        "sla": names.sla.by_id[row.sla_id] if row.sla_id is not None else None,
        "lock": names.lock.by_id[row.lock_id],
        "owner": user_values(row.owner_id, row.owner_login, row.owner_first, row.owner_last, order),
        "responsible": user_values(
            row.responsible_id, row.responsible_login, row.responsible_first, row.responsible_last, order
        ),
        "customer_id": row.customer_id or None,
        "customer_user": customer_values(
            row.customer_user, row.customer_login, row.customer_first, row.customer_last, row.customer_email, order
        ),
        "pending_until": moment(row.until_time),
        "escalates_at": moment(row.escalation_time),
        "dynamic_fields": fields,
        "archived": bool(row.archive_flag),
        "seen": bool(row.seen),
        "created": row.create_time,
        "changed": row.change_time,
    }
