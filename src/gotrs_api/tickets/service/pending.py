"""How long a ticket waits: pending states and the time at which they end."""

from __future__ import annotations

from gotrs_api.catalog import state_types
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets.errors import InvalidTicketChange
from gotrs_api.tickets.schemas import TicketRead, TicketSetPending
from gotrs_api.tickets.service.notes import PENDING, add_note_of
from gotrs_api.tickets.service.opening import answer, open_ticket
from gotrs_api.tickets.service.pending_time import apply_pending_time, require_future
from gotrs_api.tickets.service.resolving import one, pointer
from gotrs_api.tickets.service.state import apply_state
from gotrs_api.uow import UnitOfWork

DEFAULT_STATE = "pending reminder"


async def set_pending(
    uow: UnitOfWork,
    principal: Principal,
    ticket_id: TicketId,
    command: TicketSetPending,
    *,
    if_match: str | None = None,
) -> TicketRead:
    """A state of a pending type (InvalidTicketChange otherwise) and a time in the future."""
    await open_ticket(uow, principal, ticket_id, "pending", if_match=if_match)
    state = await one(uow, "state", command, DEFAULT_STATE)
    if state.extra not in state_types.PENDING:
        raise InvalidTicketChange.field(pointer(command, "state"), "not_pending", "This is no pending state.")
    require_future(uow, command.pending_until)
    await add_note_of(uow, principal, ticket_id, command, PENDING)
    await apply_state(uow, ticket_id, state)
    await apply_pending_time(uow, ticket_id, command.pending_until)
    return await answer(uow, principal, ticket_id)
