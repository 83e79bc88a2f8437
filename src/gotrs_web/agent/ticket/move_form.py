"""Moving a ticket, with what OTRS's AgentTicketMove offers beside the queue: a new owner, the next state, a priority."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from operator import attrgetter
from typing import Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import QueueId, TicketId
from gotrs_api.queues.errors import QueueNotFound
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import schemas
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketRead
from gotrs_api.tickets.service.candidates import offered_agents, previous_owners
from gotrs_api.uow import ReadUow
from gotrs_api.uow.deps import Read
from gotrs_web.agent import queue_choices
from gotrs_web.agent.related import related_to_ticket
from gotrs_web.agent.ticket.property_forms import (
    Field,
    PropertyForm,
    next_state_fields,
    priority_fields,
    queue_field,
)
from gotrs_web.deps import Agent
from gotrs_web.forms import number
from gotrs_web.hx_events import HxEvent
from gotrs_web.render import render, wants_fragment
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/agent/tickets/{ticket_id}/queue")


@router.get("/owners", name="agent_ticket_move_owners")
async def owners(
    request: Request, principal: Agent, read: Read, ticket_id: int, queue_id: str = "", owner_id: str = ""
) -> Response:
    """The field anew for another queue; whoever was chosen stays where they may own there. Raises TicketNotFound."""
    ticket = await tickets.get_ticket(read, principal, TicketId(ticket_id))
    field = await _owner(request, read, principal, ticket, number(queue_id))
    kept = owner_id if owner_id in dict(field.options) else ""
    return render(
        request, "agent/ticket/_property_field.html", {"one": replace(field, value=kept), "error": [], "first": False}
    )


async def _load(request: Request, read: ReadUow, principal: Principal, ticket: TicketRead) -> list[Field]:
    """Beside the queue only what the settings name and the agent may do."""
    _ = catalogue_of(request).gettext
    sent = await request.form() if request.method == "POST" else request.query_params
    targets = await queue_choices.targets_of(read, principal, ticket)
    search = queue_choices.found_at("move_into", ticket.id)
    hint = _("Now in {name}.", name=ticket.queue.name)
    fields = [await queue_field(request, targets, search, empty=_("Choose a queue"), hint=hint)]
    if "assign" in ticket.allowed:
        fields.append(await _owner(request, read, principal, ticket, number(str(sent.get("queue_id", "")))))
    if await sysconfig.get(read, settings.MOVE_STATE):
        types = await sysconfig.get(read, settings.MOVE_STATE_TYPES)
        required = await sysconfig.get(read, settings.MOVE_STATE_MANDATORY)
        fields += await next_state_fields(request, read, ticket, types, required=required)
    if "priority" in ticket.allowed and await sysconfig.get(read, settings.MOVE_PRIORITY):
        fields += await priority_fields(request, read, principal, ticket)
    return fields


async def _owner(
    request: Request, read: ReadUow, principal: Principal, ticket: TicketRead, queue_id: int | None
) -> Field:
    """Who may own in the chosen queue: oneself and previous owners first.

    Before a queue is chosen everybody for whoever has no scripts, as the field cannot follow there.
    """
    _ = catalogue_of(request).gettext
    renewed_at = f"/agent/tickets/{ticket.id}/queue/owners"
    field = Field("owner_id", _("Owner"), empty=_("as it is"), renewed_by="queue_id", renewed_at=renewed_at)
    if queue_id is None and wants_fragment(request):
        return field
    related = await related_to_ticket(read, ticket)
    queue = None if queue_id is None else QueueId(queue_id)
    among = related.allowed.get("Owner")
    first = [principal.login, *await previous_owners(read, principal, TicketId(ticket.id))]
    try:
        known = await offered_agents(read, principal, queue_id=queue, among=first)
        offered = await offered_agents(read, principal, queue_id=queue, among=among)
    except QueueNotFound:
        return field
    before = sorted(known.agents, key=lambda one: first.index(one.login))
    agents = related.keep("Owner", {one.id: one for one in (*before, *offered.agents)}.values(), attrgetter("login"))
    options = tuple(
        (str(one.id), _("{name} (you)", name=one.name) if one.id == principal.user_id else one.name) for one in agents
    )
    query = urlencode({"role": "owner", "ticket": ticket.id} | ({"queue": queue_id} if queue_id else {}))
    return replace(field, options=options, found_at=f"/agent/agents?{query}" if offered.more else "")


MOVE_FORMS: Final[Mapping[str, PropertyForm]] = {
    "queue": PropertyForm(
        "queue", N_("Move to another queue"), N_("Move"), N_("Ticket moved."), schemas.TicketMove, tickets.move_ticket,
        _load, HxEvent.TICKET_QUEUE_CHANGED,
    ),
}  # fmt: skip
