"""Agents found by words, as further choices of a select box or of a group of boxes (`components/choice_search.html`)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from gotrs_api.kernel.ids import QueueId, TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.service.candidates import Role, offered_agents
from gotrs_api.uow.deps import Read
from gotrs_web.agent.related import related_to_ticket
from gotrs_web.deps import Agent
from gotrs_web.forms import number
from gotrs_web.render import render

router = APIRouter(prefix="/agent/agents")


@router.get("", name="agent_agents")
async def find(
    request: Request,
    principal: Agent,
    read: Read,
    field: Annotated[str, Query(pattern="^[a-z_]{1,60}$")],
    words: Annotated[str, Query(max_length=200)] = "",
    boxes: str = "",
    empty: str = "",
    queue: int | None = None,
    role: Role = "owner",
    ticket: int | None = None,
) -> Response:
    """The choices anew: what is chosen stays, whatever the words. With a ticket those that its attributes allow."""
    chosen = [id_ for text in request.query_params.getlist(field) if (id_ := number(text)) is not None]
    queue_id = None if queue is None else QueueId(queue)
    among = None
    if ticket is not None:
        related = await related_to_ticket(read, await tickets.get_ticket(read, principal, TicketId(ticket)))
        among = related.allowed.get("Owner" if role == "owner" else "Responsible")
    found = await offered_agents(read, principal, queue_id=queue_id, role=role, words=words, chosen=chosen, among=among)
    context = {
        "options": [(one.id, one.name) for one in found.agents],
        "chosen": chosen,
        "name": field,
        "boxes": bool(boxes),
        "empty": empty,
    }
    return render(request, "components/_found_choices.html", context)
