"""A ticket list by its address (`/agent/queues/3?sort=title`): what it is called, and what it is narrowed to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import QueryParams

from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import QueueId
from gotrs_api.queues import service as queues
from gotrs_api.queues.schemas import QueueRead
from gotrs_api.tickets.schemas import TicketFilter
from gotrs_api.tickets.service.search import saved as saved_searches
from gotrs_api.uow import ReadUow
from gotrs_web.agent.list_query import ListQuery
from gotrs_web.agent.queue_tree import with_descendants
from gotrs_web.agent.standing_lists import BY_KEY

_PLACES = re.compile(r"/agent/(?:tickets|queues|queues/(?P<queue>[0-9]{1,9}))")


@dataclass(frozen=True)
class ListPlace:
    """`title` is a message id unless `is_name`; `queue` is the one that the list is of, `queue_ids` with those below."""

    title: str
    is_name: bool
    query: ListQuery
    filters: TicketFilter
    queue: QueueRead | None = None
    queue_ids: tuple[int, ...] = ()


async def place_of(read: ReadUow, principal: Principal, address: str) -> ListPlace | None:
    """None for what is no list. Raises QueueNotFound, SavedSearchNotFound."""
    parts = urlsplit(address)
    found = _PLACES.fullmatch(parts.path)
    if found is None:
        return None
    query = ListQuery.of(QueryParams(parts.query))
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
    elif query.saved:
        saved = await saved_searches.read_saved(read, principal, query.saved)
        title, is_name, base = saved.name, True, saved.filters
    filters = query.filter(principal, read.clock.now(), queue_ids, base)
    return ListPlace(title, is_name, query, filters, queue, queue_ids)
