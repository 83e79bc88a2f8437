"""The list one came from, beside the ticket: its address travels as `in` (`/agent/queues/3?sort=title`)."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import GotrsError
from gotrs_api.tickets.schemas import TicketSummary
from gotrs_api.uow import ReadUow
from gotrs_web.agent.list_place import found_in, place_of
from gotrs_web.formatting import AtLeast

PARAMETER = "in"


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
    try:
        place = await place_of(read, principal, address)
        if place is None:
            return None
        page, _ = await found_in(read, principal, place, place.query.page, with_fields=False)
    except GotrsError:
        return None
    rows = tuple(page.rows)
    at = next((index for index, row in enumerate(rows) if row.id == ticket_id), None)
    before = rows[at - 1].id if at else None
    after = rows[at + 1].id if at is not None and at + 1 < len(rows) else None
    return ListWalk(
        title=place.title,
        is_name=place.is_name,
        address=address,
        rows=rows,
        total=page.total if page.more_than is None else AtLeast(page.more_than),
        previous_url=_url(before, address) if before else "",
        next_url=_url(after, address) if after else "",
    )


def _url(ticket_id: int, address: str) -> str:
    return f"/agent/tickets/{ticket_id}?{urlencode({PARAMETER: address})}"
