"""From a caller's filters to a query: names become ids, filters become conditions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from gotrs_api.dynamic_fields.service.filters import PREFIX, FieldFilters
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.wildcards import like_pattern
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.permissions import Switches
from gotrs_api.tickets.repository.listing import Order, Query, SortKey
from gotrs_api.tickets.schemas import TicketFilter
from gotrs_api.tickets.schemas.search import TicketSearch
from gotrs_api.tickets.service.field_filters import field_filters, field_order
from gotrs_api.tickets.service.names import NAMES, Names
from gotrs_api.tickets.service.search_attributes import ARCHIVES, attributes, with_sub_queues, words
from gotrs_api.tickets.service.switches import switches_of
from gotrs_api.tickets.service.visibility import listed_tickets, viewer_id_of
from gotrs_api.uow import ReadUow

# Transactions are much shorter: what changed longer ago than this is visible to everybody.
SETTLED_AFTER: Final = timedelta(seconds=5)
# Each kind has a filter by names and one by ids; where both are given both must hold.
_KINDS: Final = ("queue", "state", "priority", "type", "lock")
_MANY: Final = ("service", "service_id", "sla", "sla_id", "owner", "owner_id", "responsible", "responsible_id")
_MOMENTS: Final = ("created_after", "created_before", "changed_after", "changed_before")
_BY_CHANGE: Final = (SortKey("changed", descending=False),)
Given = dict[str, Any]


async def query_of(uow: ReadUow, principal: Principal, filters: TicketFilter, order: Order) -> Query:
    """Its first condition is what the principal may see."""
    switches = await switches_of(uow)
    if isinstance(filters, TicketSearch) and filters.sub_queues:
        filters = with_sub_queues(filters, await NAMES.get(uow))
    given: Given = {name: list(value) for name in _MANY if (value := getattr(filters, name))}
    await _master_data(uow, given, filters, switches)
    _moments(uow, given, filters, order)
    _texts(given, filters, principal)
    if filters.watched is not None:
        given["watched" if filters.watched else "unwatched"] = None
    if filters.mentioned is not None:
        given["mentioned" if filters.mentioned else "unmentioned"] = None
    if filters.seen is not None:
        given["seen" if filters.seen else "unseen"] = None
    if isinstance(filters, TicketSearch):
        given |= attributes(filters, principal, uow.clock.now())
    if isinstance(filters, TicketSearch) and filters.in_archive is not None:
        given |= ARCHIVES[filters.in_archive]
    elif filters.archived is not None:
        given["archived"] = int(filters.archived)
    elif switches.archive and not principal.is_customer:
        given["archived"] = 0
    fields = await field_filters(uow, principal, filters.df) if filters.df else FieldFilters()
    parameters = {f"f_{name}": value for name, value in given.items() if value is not None} | dict(fields.parameters)
    if any(key.field.startswith(PREFIX) for key in order.keys):
        order, more = await field_order(uow, principal, order)
        parameters |= more
    return Query(
        visibility=await listed_tickets(uow, principal, switches),
        conditions=tuple(sorted(given)),
        parameters=parameters,
        order=order,
        viewer_id=viewer_id_of(principal),
        fields=fields.tests,
    )


async def _master_data(uow: ReadUow, given: Given, filters: TicketFilter, switches: Switches) -> None:
    """By ids, from the snapshot of all names: the statement then reads only tickets."""
    names = await NAMES.get(uow)
    wanted: dict[str, list[set[int]]] = {}
    for kind in _KINDS:
        if by_name := getattr(filters, kind):
            wanted.setdefault(kind, []).append(getattr(names, kind).ids(by_name))
        if by_id := getattr(filters, f"{kind}_id"):
            wanted.setdefault(kind, []).append(set(by_id))
    if states := await _state_sets(uow, names, filters):
        wanted["state"] = [*wanted.get("state", []), *states]
    if filters.locked is not None:
        free = names.lock.ids(switches.free_locks)
        wanted.setdefault("lock", []).append(names.lock.all_ids() - free if filters.locked else free)
    for kind, sets in wanted.items():
        ids = sorted(set.intersection(*sets))
        if kind == "queue" and len(ids) == 1:
            given["queue_id_one"] = ids[0]
        else:
            given[f"{kind}_id"] = ids


async def _state_sets(uow: ReadUow, names: Names, filters: TicketFilter) -> list[set[int]]:
    sets = []
    if filters.state_type:
        sets.append(names.state.ids_of_types(filters.state_type))
    if filters.not_closed is not None:
        viewable = names.state.ids_of_types(await sysconfig.get(uow, settings.TICKET_VIEWABLE_STATE_TYPES))
        sets.append(viewable if filters.not_closed else names.state.all_ids() - viewable)
    return sets


def _moments(uow: ReadUow, given: Given, filters: TicketFilter, order: Order) -> None:
    given |= {name: value for name in _MOMENTS if (value := getattr(filters, name)) is not None}
    if filters.changed_after is not None and order.keys[:1] == _BY_CHANGE:
        given["changed_settled"] = uow.clock.now().replace(microsecond=0) - SETTLED_AFTER
    if filters.pending_before is not None:
        given["pending_before"] = int(filters.pending_before.timestamp())
    if filters.escalated is not None:
        given["escalated" if filters.escalated else "not_escalated"] = int(uow.clock.now().timestamp())


def _texts(given: Given, filters: TicketFilter, principal: Principal) -> None:
    for name in ("customer_id", "customer_user"):
        values = getattr(filters, name)
        if len(values) == 1 and "*" in values[0]:
            given[f"{name}_like"] = like_pattern(values[0])
        elif values:
            given[name] = list(values)
    if filters.number:
        if "*" in filters.number:
            given["number_like"] = like_pattern(filters.number)
        else:
            given["number"] = filters.number
    if filters.title:
        given["title"] = like_pattern(filters.title)
    if filters.q:
        given |= words(filters.q, principal)
