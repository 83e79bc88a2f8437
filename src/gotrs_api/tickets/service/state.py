"""The state of a ticket: any state, closing, reopening."""

from __future__ import annotations

from datetime import datetime

from gotrs_api.catalog import state_types
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import StateId, TicketId
from gotrs_api.tickets import history_format
from gotrs_api.tickets.errors import InvalidTicketChange
from gotrs_api.tickets.events import TicketStateChanged
from gotrs_api.tickets.repository import master
from gotrs_api.tickets.repository.master import Datum
from gotrs_api.tickets.schemas import TicketClose, TicketRead, TicketReopen, TicketSetState
from gotrs_api.tickets.service.current import change, current
from gotrs_api.tickets.service.locking import UNLOCK, apply_lock
from gotrs_api.tickets.service.notes import CLOSE, FREE_TEXT, add_note_of
from gotrs_api.tickets.service.opening import answer, open_ticket
from gotrs_api.tickets.service.pending_time import apply_pending_time, require_fitting
from gotrs_api.tickets.service.resolving import one, pointer
from gotrs_api.uow import UnitOfWork

DEFAULT_CLOSED, DEFAULT_OPEN = "closed successful", "open"


async def set_state(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketSetState, *, if_match: str | None = None
) -> TicketRead:
    """Closing needs the right to close, pending states the right `pending` and a time; anything else `rw`."""
    state = await one(uow, "state", command)
    await open_ticket(uow, principal, ticket_id, action_for(state), if_match=if_match)
    require_sensible(uow, state, command.pending_until, pointer(command, "state"))
    await add_note_of(uow, principal, ticket_id, command, CLOSE if state.extra == state_types.CLOSED else FREE_TEXT)
    await apply_new_state(uow, ticket_id, state, command.pending_until)
    return await answer(uow, principal, ticket_id)


async def close_ticket(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketClose, *, if_match: str | None = None
) -> TicketRead:
    """A closed ticket is unlocked."""
    await open_ticket(uow, principal, ticket_id, "close", if_match=if_match)
    state = await one(uow, "state", command, DEFAULT_CLOSED)
    if state.extra != state_types.CLOSED:
        raise InvalidTicketChange.field(pointer(command, "state"), "not_closed", "This state does not close a ticket.")
    await add_note_of(uow, principal, ticket_id, command, CLOSE)
    await apply_new_state(uow, ticket_id, state, None)
    return await answer(uow, principal, ticket_id)


async def reopen_ticket(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketReopen, *, if_match: str | None = None
) -> TicketRead:
    """Only `new` and `open` states open a ticket again; pending ones come by `set_pending`."""
    await open_ticket(uow, principal, ticket_id, "reopen", if_match=if_match)
    state = await one(uow, "state", command, DEFAULT_OPEN)
    if state.extra not in (state_types.NEW, state_types.OPEN):
        raise InvalidTicketChange.field(pointer(command, "state"), "not_open", "This state does not open a ticket.")
    await add_note_of(uow, principal, ticket_id, command, FREE_TEXT)
    await apply_state(uow, ticket_id, state)
    return await answer(uow, principal, ticket_id)


def action_for(state: Datum) -> str:
    """Whose screen sets states of this type."""
    if state.extra == state_types.CLOSED:
        return "close"
    return "pending" if state.extra in state_types.PENDING else "state"


def require_sensible(uow: UnitOfWork, state: Datum, until: datetime | None, pointer: str) -> None:
    """Raises InvalidTicketChange: merging has its own action, pending states need a time, others have none."""
    if state.extra == state_types.MERGED:
        raise InvalidTicketChange.field(pointer, "only_by_merging", "Tickets get this state by being merged.")
    require_fitting(uow, state.extra, until)


async def apply_new_state(uow: UnitOfWork, ticket_id: TicketId, state: Datum, until: datetime | None) -> None:
    """As OTRS's screens do it: the state, then the pending time or, when it closes, the unlocking."""
    await apply_state(uow, ticket_id, state)
    if state.extra in state_types.PENDING:
        await apply_pending_time(uow, ticket_id, until)
    elif state.extra == state_types.CLOSED:
        await apply_lock(uow, ticket_id, UNLOCK)


async def apply_state(uow: UnitOfWork, ticket_id: TicketId, state: Datum) -> None:
    row = await current(uow, ticket_id)
    if row.state_id == state.id:
        return
    await change(uow, ticket_id, history_format.state_update(row.state_name, state.name), ticket_state_id=state.id)
    await uow.emit(
        TicketStateChanged(
            ticket_id=ticket_id,
            old_state_id=StateId(row.state_id),
            new_state_id=StateId(state.id),
            old_state_type=row.state_type,
            new_state_type=state.extra,
        )
    )


async def apply_state_by_name(uow: UnitOfWork, ticket_id: TicketId, name: str) -> None:
    """For settings that name a state; one that does not exist changes nothing."""
    found = (await master.find(uow.session, {"state": (None, name)}))["state"]
    if found:
        await apply_state(uow, ticket_id, found[0])
