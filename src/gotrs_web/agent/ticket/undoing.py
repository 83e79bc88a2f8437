"""The way back from a change of one property: what it was travels in the address of the toast's button."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from gotrs_api.kernel.errors import NotFound
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import schemas
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketRead
from gotrs_api.uow.deps import Uow
from gotrs_web.agent.ticket.answering import changed
from gotrs_web.deps import Agent
from gotrs_web.forms import build, number
from gotrs_web.render import Toast
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/agent/tickets/{ticket_id}/undoing")
SECONDS: Final = 10


@dataclass(frozen=True)
class Undo:
    """`was` reads the value of `field` out of the ticket before the change; None where there is no simple way back."""

    field: str
    was: Callable[[TicketRead], int | str | None]
    schema: type[Any]
    call: Callable[..., Awaitable[TicketRead]]


_STATE = Undo(
    "state_id",
    lambda ticket: None if ticket.state.type.startswith("pending") else ticket.state.id,
    schemas.TicketSetState,
    tickets.set_state,
)
UNDOS: Final[Mapping[str, Undo]] = {
    "title": Undo("title", lambda ticket: ticket.title, schemas.TicketSetTitle, tickets.set_title),
    "queue": Undo("queue_id", lambda ticket: ticket.queue.id, schemas.TicketMove, tickets.move_ticket),
    "priority": Undo("priority_id", lambda ticket: ticket.priority.id, schemas.TicketSetPriority, tickets.set_priority),
    "owner": Undo("owner_id", lambda ticket: ticket.owner.id, schemas.TicketAssign, tickets.assign_ticket),
    "responsible": Undo(
        "responsible_id", lambda ticket: ticket.responsible.id, schemas.TicketSetResponsible, tickets.set_responsible
    ),
    "type": Undo(
        "type_id", lambda ticket: ticket.type.id if ticket.type else None, schemas.TicketSetType, tickets.set_type
    ),
    "state": _STATE,
    "closure": _STATE,
    "reopening": _STATE,
}


def with_undo(request: Request, said: str, name: str, before: TicketRead, after: TicketRead) -> Toast:
    """What was done, with a button that undoes it where that is simple: nothing else was changed with it."""
    undo = UNDOS.get(name)
    was = undo.was(before) if undo is not None else None
    if undo is None or was is None or was == "":
        return Toast(said)
    if any(other.was(before) != other.was(after) for other in UNDOS.values() if other.field != undo.field):
        return Toast(said)
    address = f"/agent/tickets/{before.id}/undoing/{name}?{urlencode({'was': was})}"
    return Toast(said, action_label=catalogue_of(request).gettext("Undo"), action_url=address, seconds=SECONDS)


@router.post("/{name}", name="agent_ticket_undo")
async def undo_change(request: Request, principal: Agent, uow: Uow, ticket_id: int, name: str, was: str) -> Response:
    """Raises what the change itself would: somebody else may have taken the ticket meanwhile."""
    undo = UNDOS.get(name)
    if undo is None:
        raise NotFound
    value = number(was) if undo.field.endswith("_id") else was
    await undo.call(uow, principal, TicketId(ticket_id), build(undo.schema, {undo.field: value}))
    return changed(request, ticket_id, catalogue_of(request).gettext("Undone."))
