"""Ticket lists: all, standing ones, those of a queue, what a search finds."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from gotrs_api.catalog import service as catalog
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.ids import QueueId
from gotrs_api.queues import service as queues
from gotrs_api.tickets import service as tickets
from gotrs_api.uow import ReadUow
from gotrs_api.uow.deps import Read
from gotrs_web.agent.list_query import DAYS, STATE_TYPES, ListQuery
from gotrs_web.agent.numbers import numbers_of
from gotrs_web.agent.queue_tree import load_tree, with_descendants
from gotrs_web.agent.standing_lists import BY_KEY, STANDING_LISTS
from gotrs_web.agent.ticket_numbers import ticket_of_number
from gotrs_web.deps import Agent
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/agent")


@router.get("/tickets", name="agent_tickets")
async def show_tickets(request: Request, principal: Agent, read: Read) -> Response:
    """The list; a search for exactly one ticket's number leads to the ticket."""
    query = ListQuery.of(request.query_params)
    target = await ticket_of_number(read, principal, query.q)
    if target is not None:
        return redirect(request, f"/agent/tickets/{target.id}")
    _ = catalogue_of(request).gettext
    heading = _(BY_KEY[query.view].title) if query.view else _("All tickets")
    if query.q:
        heading = _("Search: {words}", words=query.q)
    return await _list(request, read, principal, query, heading)


@router.get("/queues", name="agent_queues")
async def show_my_queues(request: Request, principal: Agent, read: Read) -> Response:
    """The agent's own choice of queues; all, where none was chosen."""
    _ = catalogue_of(request).gettext
    mine = tuple(int(queue_id) for queue_id in await queues.my_queue_ids(read, principal))
    heading = _("My queues") if mine else _("All queues")
    return await _list(request, read, principal, ListQuery.of(request.query_params), heading, queue_ids=mine)


@router.get("/queues/{queue_id}", name="agent_queue")
async def show_queue(request: Request, principal: Agent, read: Read, queue_id: int) -> Response:
    """A queue with the queues below it. Raises QueueNotFound."""
    queue = await queues.read_queue(read, principal, QueueId(queue_id))
    ids = with_descendants(await queues.list_queues_for(read, principal, "ro"), queue) or (queue.id,)
    query = ListQuery.of(request.query_params)
    return await _list(request, read, principal, query, queue.name, queue_ids=ids, queue_id=queue.id)


async def _list(
    request: Request,
    read: ReadUow,
    principal: Principal,
    query: ListQuery,
    heading: str,
    *,
    queue_ids: tuple[int, ...] = (),
    queue_id: int | None = None,
) -> Response:
    filters = query.filter(principal, read.clock.now(), queue_ids)
    try:
        found = await tickets.list_tickets(read, principal, filters, query.page)
    except InvalidInput:  # a cursor of another order: from an old address
        return redirect(
            request, str(request.url.remove_query_params(["after", "before"]).replace(scheme="", netloc=""))
        )
    return render(
        request,
        "agent/tickets/index.html",
        {
            "heading": heading,
            "query": query,
            "found": found,
            "tree": await load_tree(read, principal, queue_id),
            "lists": STANDING_LISTS,
            "numbers": await numbers_of(request, read, principal),
            "state_types": STATE_TYPES,
            "priorities": [one for one in await catalog.list_priorities(read) if one.is_valid],
            "days": DAYS,
            "show_tree": request.query_params.get("pane") == "tree",
        },
    )
