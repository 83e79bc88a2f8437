"""A ticket list by its address (`/agent/queues/3?sort=title`): what it is called, and what it is narrowed to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import QueryParams

from gotrs_api.catalog import service as catalog
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import QueueId
from gotrs_api.kernel.paging import Page, PageRequest
from gotrs_api.queues import service as queues
from gotrs_api.queues.schemas import QueueRead
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketFilter, TicketSummary
from gotrs_api.tickets.schemas.search import SnippetRead, TicketSearch
from gotrs_api.tickets.service.search import saved as saved_searches
from gotrs_api.tickets.service.search import search_tickets
from gotrs_api.uow import ReadUow
from gotrs_web.agent.list_query import ListQuery
from gotrs_web.agent.queue_tree import with_descendants
from gotrs_web.agent.search_query import SearchQuery
from gotrs_web.agent.standing_lists import BY_KEY
from gotrs_web.view import zone_of

SEARCH, SERVICES = "/agent/search", "/agent/services"
NONE_OF_THEM = (0,)  # no id is 0
_SORTED_AS = {"locked": "LockedView", "watched": "WatchView", "escalated": "EscalationView"}
_SORT_FIELDS = {
    "Age": "created", "TicketNumber": "number", "Title": "title", "Queue": "queue", "Priority": "priority",
    "EscalationTime": "escalates_at",
}  # fmt: skip
_PLACES = re.compile(r"/agent/(?:tickets|search|services|queues|queues/(?P<queue>[0-9]{1,9}))")


@dataclass(frozen=True)
class ListPlace:
    """`title` is a message id unless `is_name`; `queue` is the one that the list is of, `queue_ids` with those below.
    `search` is what a search asks for, None for other lists."""

    title: str
    is_name: bool
    query: ListQuery
    filters: TicketFilter
    queue: QueueRead | None = None
    queue_ids: tuple[int, ...] = ()
    search: SearchQuery | None = None


async def place_of(read: ReadUow, principal: Principal, address: str) -> ListPlace | None:
    """None for what is no list. Raises QueueNotFound, SavedSearchNotFound, InvalidInput for a search that makes no sense."""
    parts = urlsplit(address)
    found = _PLACES.fullmatch(parts.path)
    if found is None:
        return None
    query = ListQuery.of(QueryParams(parts.query))
    if parts.path == SEARCH:
        search = SearchQuery.of(QueryParams(parts.query))
        return ListPlace(N_("Search"), False, query, search.filters(zone_of(principal)), search=search)
    query = replace(query, usual_order=await _usual_order(read, principal, parts.path, query.view))
    title, is_name, queue = (BY_KEY[query.view].title if query.view else N_("All tickets")), False, None
    queue_ids: tuple[int, ...] = ()
    base: Mapping[str, Any] = {}
    if found["queue"]:
        queue = await queues.read_queue(read, principal, QueueId(int(found["queue"])))
        queue_ids = with_descendants(await queues.list_queues_for(read, principal, "ro"), queue) or (queue.id,)
        title, is_name = queue.name, True
    elif parts.path == "/agent/queues":
        queue_ids = tuple(int(one) for one in await queues.my_queue_ids(read, principal))
        title = N_("My queues") if queue_ids else N_("All queues")
    elif parts.path == SERVICES:
        title = N_("My services")
    elif query.saved:
        saved = await saved_searches.read_saved(read, principal, query.saved)
        title, is_name, base = saved.name, True, saved.filters
    filters = query.filter(principal, read.clock.now(), queue_ids, base)
    if parts.path == SERVICES:
        chosen = tuple(int(one) for one in await catalog.my_service_ids(read, principal))
        filters = filters.model_copy(update={"service_id": chosen or NONE_OF_THEM})
    return ListPlace(title, is_name, query, filters, queue, queue_ids)


async def _usual_order(read: ReadUow, principal: Principal, path: str, view: str) -> str:
    """By OTRS's settings for this list, "" for one that OTRS has not."""
    name = _SORTED_AS.get(view, "") if view else "Queue" if path.startswith("/agent/queues") else "StatusView"
    if not name:
        return ""
    sort = await sysconfig.get_for(read, settings.LIST_SORTS[name], int(principal.user_id))
    order = await sysconfig.get_for(read, settings.LIST_ORDERS[name], int(principal.user_id))
    return f"{'-' if order == 'Down' else ''}{_SORT_FIELDS[sort]}"


async def found_in(
    read: ReadUow, principal: Principal, place: ListPlace, page: PageRequest, *, with_fields: bool = True
) -> tuple[Page[TicketSummary], Mapping[int, Sequence[SnippetRead]]]:
    """The rows in the order in which the list shows them; by ticket what was found of the words, for the best first."""
    if place.search is None or not place.search.by_relevance:
        return await tickets.list_tickets(read, principal, place.filters, page, with_fields=with_fields), {}
    assert isinstance(place.filters, TicketSearch)
    hits = await search_tickets(read, principal, place.search.words, place.filters, page)
    rows = Page([hit.ticket for hit in hits.rows], hits.has_more, hits.after, hits.before, hits.total, hits.more_than)
    return rows, {hit.ticket.id: hit.snippets for hit in hits.rows}
