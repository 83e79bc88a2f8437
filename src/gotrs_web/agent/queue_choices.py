"""Queues as choices of the agents' forms: all of a small desk; of a large one some, and others by words."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.queues import service as queues
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketRead
from gotrs_api.uow import ReadUow
from gotrs_api.uow.deps import Read
from gotrs_web.agent.related import related_to_ticket
from gotrs_web.deps import Agent
from gotrs_web.found_choices import Options, Searched, answer

router = APIRouter(prefix="/agent/choices")
Right = Literal["ro", "create", "move_into"]
# What a form without scripts sends to find others: the words of a queue's name.
WORDS: Final = "queue_words"


def found_at(right: Right, ticket_id: int | None = None) -> str:
    """Where the choices of a form are found by words."""
    return f"{router.prefix}/queues?{urlencode({'right': right, **({'ticket': ticket_id} if ticket_id else {})})}"


async def queue_options(
    read: ReadUow, principal: Principal, right: Right, *, chosen: Collection[str] = (), invalid: bool = False
) -> Options:
    """All there are: valid ones, and what is chosen. `invalid`: the others, too (there may be tickets in them)."""
    rows = await queues.list_queues_for(read, principal, right)
    return [(str(row.id), row.name) for row in rows if invalid or row.is_valid or str(row.id) in chosen]


async def targets_of(read: ReadUow, principal: Principal, ticket: TicketRead) -> Options:
    """Where a ticket can be moved."""
    reachable = await queues.list_queues_for(read, principal, "move_into")
    related = await related_to_ticket(read, ticket)
    rows = related.keep("Queue", (queue for queue in reachable if queue.is_valid and queue.id != ticket.queue.id))
    return [(str(row.id), row.name) for row in rows]


@router.get("/queues", name="agent_queue_choices")
async def find(
    request: Request,
    principal: Agent,
    read: Read,
    search: Searched,
    right: Right = "ro",
    ticket: int | None = None,
) -> Response:
    """The choices anew, those of a ticket where one is named. Raises TicketNotFound."""
    if ticket is not None:
        options = await targets_of(read, principal, await tickets.get_ticket(read, principal, TicketId(ticket)))
    else:
        options = await queue_options(read, principal, right, chosen=search.chosen)
    return answer(request, search, options)
