"""Lists and counts of tickets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

from gotrs_api.dynamic_fields.service.filters import PREFIX
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.paging import Page, PageRequest, encode_cursor, make_page
from gotrs_api.queues.service import list_queues
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.repository import listing
from gotrs_api.tickets.repository.bounded_words import with_bounded_words
from gotrs_api.tickets.repository.listing import Look, Order, Query, SortKey, SummaryRow
from gotrs_api.tickets.schemas import QueueCounts, TicketFilter, TicketSummary
from gotrs_api.tickets.schemas.filters import MOST_SORT_KEYS, SORT_FIELDS
from gotrs_api.tickets.service.dynamic_fields import values_for
from gotrs_api.tickets.service.filtering import query_of
from gotrs_api.tickets.service.names import NAMES, Names
from gotrs_api.tickets.service.open_counts import (
    counted_states,
    found_open,
    open_counts,
    remembered_counts,
    viewable_state_ids,
)
from gotrs_api.tickets.service.presenting import customer_values, moment, named, user_values
from gotrs_api.uow import ReadUow

Values = dict[str, Any]
# Of tickets with words. All of those with a common one take seconds at a million tickets, and nobody pages that far.
MOST_COUNTED: Final = 10_000


async def list_tickets(
    uow: ReadUow, principal: Principal, filters: TicketFilter, page: PageRequest, *, with_fields: bool = True
) -> Page[TicketSummary]:
    """One statement for a page, one more with `include_total`, one for dynamic fields unless not wanted, two for words. Raises InvalidInput for an unknown order or cursor.

    With `changed_after` and `sort=changed` (incremental export) the last seconds are left out, so that a ticket whose
    transaction is still running is not skipped over.

    With words that very many messages hold, not all tickets are looked through at once (`repository.bounded_words`): there
    may be no total, and a page that is not full, even an empty one, whose cursor goes on.
    """
    found = await list_ticket_values(uow, principal, filters, page, with_fields=with_fields)
    rows = [TicketSummary.model_validate(values) for values in found.rows]
    return Page(rows, found.has_more, found.after, found.before, found.total, found.more_than)


async def list_ticket_values(
    uow: ReadUow, principal: Principal, filters: TicketFilter, page: PageRequest, *, with_fields: bool = True
) -> Page[Values]:
    """The same as they go out: the members of `TicketSummary` in their order, moments aware."""
    order = parse_sort(filters.sort)
    wanted = await query_of(uow, principal, filters, order)
    order = wanted.order
    position = page.position(filters.sort)
    if position is not None:
        position = _decoded(position, order)
    bounded = partial(with_bounded_words, uow, wanted, for_customer=principal.is_customer, limit=page.limit + 1)
    counting = page.include_total and position is None
    query, look = await bounded(counting=counting, position=position, backwards=page.backwards)
    rows = await listing.page(uow, query, limit=page.limit + 1, position=position, backwards=page.backwards)
    total = more_than = None
    if page.include_total:
        from_start = look if look is None or counting else (await bounded(counting=True))[1]
        total, more_than = await _total(uow, principal, query, from_start, page.count_up_to)
    cut = make_page(rows, page, filters.sort, lambda row: _cursor(row, order), total)
    if look is not None and look.last is not None and len(rows) <= page.limit:
        cursor = encode_cursor(filters.sort, _cursor_of(look.last[:-1], look.last[-1], order))
        cut = replace(cut, before=cursor) if page.backwards else replace(cut, has_more=True, after=cursor)
    values = await _all_values(uow, principal, cut.rows, with_fields=with_fields)
    return Page(values, cut.has_more, cut.after, cut.before, total, more_than)


async def _total(
    uow: ReadUow, principal: Principal, query: Query, look: Look | None, most: int | None
) -> tuple[int | None, int | None]:
    """Or None, and a number that there are more than. `look`: through the first part of the list, where it is only looked at in parts."""
    if look is not None:
        return (len(look.ids), None) if look.last is None else (None, len(look.ids))
    if listing.has_common_words(query):
        most = MOST_COUNTED if most is None else min(most, MOST_COUNTED)
    if most is None or await _known(uow, principal, query) is not None:
        return (await _counts(uow, principal, [query]))[0], None
    counted = await listing.count_up_to(uow, query, most)
    if await _is_told_apart(uow, query):
        await found_open(uow, most + 1 if counted is None else counted)
    return (counted, None) if counted is not None else (None, most)


async def count_tickets(uow: ReadUow, principal: Principal, filters: TicketFilter) -> int:
    """How many tickets a list with these conditions has; on a desk with very many open ones as `open_counts` says."""
    (found,) = await count_each(uow, principal, [filters])
    return found


async def count_each(uow: ReadUow, principal: Principal, lists: Sequence[TicketFilter]) -> list[int]:
    """The same for several lists in one statement, which must agree in what they are both narrowed by."""
    return await _counts(
        uow, principal, [await query_of(uow, principal, filters, parse_sort(filters.sort)) for filters in lists]
    )


async def queue_counts(uow: ReadUow, principal: Principal) -> list[QueueCounts]:
    """For each queue that the agent may read and that has tickets in viewable states, by name. Archived ones do not count."""
    principal.require_agent()
    names = await NAMES.get(uow)
    states = await viewable_state_ids(uow)
    new = names.state.ids_of_types(("new",))
    free = names.lock.ids(await sysconfig.get(uow, settings.TICKET_VIEWABLE_LOCKS))
    found: dict[int, list[int]] = {}  # of a queue: all, new, free ones
    for one in await open_counts(uow, principal):
        if one.state_id in states and not one.archived:
            of_queue = found.setdefault(one.queue_id, [0, 0, 0])
            of_queue[0] += one.tickets
            if one.state_id in new:
                of_queue[1] += one.tickets
            if one.lock_id in free:
                of_queue[2] += one.tickets
    queues = (await list_queues(uow)).by_id
    return sorted(
        (
            QueueCounts(
                queue=named(queue_id, queues[queue_id].name), open=all_of_them, new=new_ones, unlocked=free_ones
            )
            for queue_id, (all_of_them, new_ones, free_ones) in found.items()
        ),
        key=lambda one: one.queue.name,
    )


# What `open_counts` can tell apart.
_TOLD_APART: Final = {
    "queue_id": "queue_id",
    "queue_id_one": "queue_id",
    "state_id": "state_id",
    "lock_id": "lock_id",
    "priority_id": "priority_id",
    "archived": "archived",
}


async def _counts(uow: ReadUow, principal: Principal, queries: Sequence[Query]) -> list[int]:
    """By one statement; what the site's remembered counts know of the queues of one's groups, it leaves out."""
    if not queries:
        return []
    known = [await _known(uow, principal, query) for query in queries]
    rest = await listing.count_each(uow, queries, elsewhere=[one is not None for one in known])
    if not principal.is_customer:
        for query, held, counted in zip(queries, known, rest, strict=True):
            if held is None and await _is_told_apart(uow, query):
                await found_open(uow, counted)
    return [(held or 0) + left for held, left in zip(known, rest, strict=True)]


async def _is_told_apart(uow: ReadUow, query: Query) -> bool:
    """Whether the site's counts, if they are remembered, answer this."""
    states = query.parameters.get("f_state_id")
    if states is None or query.fields or not set(query.conditions) <= {*_TOLD_APART, "escalated"}:
        return False
    return set(states) <= set(await counted_states(uow))


async def _known(uow: ReadUow, principal: Principal, query: Query) -> int | None:
    """None for customers, for what the site's counts do not tell apart, and where none are remembered."""
    if principal.is_customer or not await _is_told_apart(uow, query):
        return None
    counts = await remembered_counts(uow, principal)
    if counts is None:
        return None
    wanted = {
        _TOLD_APART[name]: set(value if isinstance(value, list) else [value])
        for name in query.conditions
        if name != "escalated" and (value := query.parameters[f"f_{name}"]) is not None
    }
    fitting = [one for one in counts if all(getattr(one, name) in values for name, values in wanted.items())]
    return sum(one.escalated if "escalated" in query.conditions else one.tickets for one in fitting)


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
    return _cursor_of(row.sort_values, row.id, order)


def _cursor_of(sort_values: Sequence[Any], id_: int, order: Order) -> list[Any]:
    values = zip(sort_values, order.keys, strict=True)
    return [*(int(value.timestamp()) if listing.is_time(key) else value for value, key in values), id_]


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
