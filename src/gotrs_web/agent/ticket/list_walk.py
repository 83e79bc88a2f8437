"""The list one came from, beside the ticket: its address travels as `in` (`/agent/queues/3?sort=title`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from starlette.datastructures import QueryParams

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import GotrsError
from gotrs_api.kernel.ids import QueueId
from gotrs_api.queues import service as queues
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketSummary
from gotrs_api.uow import ReadUow
from gotrs_web.agent.list_query import ListQuery
from gotrs_web.agent.queue_tree import with_descendants
from gotrs_web.agent.standing_lists import BY_KEY

PARAMETER = "in"
_PLACES = re.compile(r"/agent/(?:tickets|queues|queues/(?P<queue>[0-9]{1,9}))")


@dataclass(frozen=True)
class ListWalk:
    """`title` a message id unless `is_name`; `address` leads back to the list. Links to rows keep the parameter."""

    title: str
    is_name: bool
    address: str
    rows: tuple[TicketSummary, ...]
    total: int | None
    previous_url: str
    next_url: str


async def load_walk(read: ReadUow, principal: Principal, ticket_id: int, address: str) -> ListWalk | None:
    """None where there is no list, or none that this agent may see."""
    parts = urlsplit(address)
    place = _PLACES.fullmatch(parts.path)
    if place is None:
        return None
    query = ListQuery.of(QueryParams(parts.query))
    title, is_name = BY_KEY[query.view].title if query.view else "All tickets", False
    queue_ids: tuple[int, ...] = ()
    try:
        if place["queue"]:
            queue = await queues.read_queue(read, principal, QueueId(int(place["queue"])))
            queue_ids = with_descendants(await queues.list_queues_for(read, principal, "ro"), queue)
            title, is_name = queue.name, True
        elif parts.path == "/agent/queues":
            queue_ids = tuple(int(one) for one in await queues.my_queue_ids(read, principal))
            title = "My queues" if queue_ids else "All queues"
        filters = query.filter(principal, read.clock.now(), queue_ids)
        page = await tickets.list_tickets(read, principal, filters, query.page)
    except GotrsError:
        return None
    rows = tuple(page.rows)
    at = next((index for index, row in enumerate(rows) if row.id == ticket_id), None)
    before = rows[at - 1].id if at else None
    after = rows[at + 1].id if at is not None and at + 1 < len(rows) else None
    return ListWalk(
        title=title,
        is_name=is_name,
        address=address,
        rows=rows,
        total=page.total,
        previous_url=_url(before, address) if before else "",
        next_url=_url(after, address) if after else "",
    )


def _url(ticket_id: int, address: str) -> str:
    return f"/agent/tickets/{ticket_id}?{urlencode({PARAMETER: address})}"
