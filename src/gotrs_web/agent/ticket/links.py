"""Taking a link away, and putting it back."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketLink
from gotrs_api.uow.deps import Uow
from gotrs_web.agent.ticket.answering import changed
from gotrs_web.deps import Agent
from gotrs_web.forms import build
from gotrs_web.hx_events import HxEvent
from gotrs_web.render import Toast
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/agent/tickets/{ticket_id}/links/{other_id}")


@router.post("/removal", name="agent_ticket_unlink")
async def unlink(
    request: Request, principal: Agent, uow: Uow, ticket_id: int, other_id: int, kind: str, role: str
) -> Response:
    """`kind` and `role` as the link has them; nothing happens when there is none."""
    link = build(TicketLink, {"type": kind, "role": role, "ticket_id": other_id})
    await tickets.unlink_ticket(uow, principal, TicketId(ticket_id), link)
    _ = catalogue_of(request).gettext
    back = f"/agent/tickets/{ticket_id}/links/{other_id}?{urlencode({'kind': kind, 'role': role})}"
    said = Toast(_("The link is gone."), action_label=_("Undo"), action_url=back)
    return changed(request, ticket_id, said, (HxEvent.TICKET_LINKS_CHANGED,))


@router.post("", name="agent_ticket_relink")
async def link_again(
    request: Request, principal: Agent, uow: Uow, ticket_id: int, other_id: int, kind: str, role: str
) -> Response:
    link = build(TicketLink, {"type": kind, "role": role, "ticket_id": other_id})
    await tickets.link_ticket(uow, principal, TicketId(ticket_id), link)
    said = catalogue_of(request).gettext("The tickets are linked.")
    return changed(request, ticket_id, said, (HxEvent.TICKET_LINKS_CHANGED,))
