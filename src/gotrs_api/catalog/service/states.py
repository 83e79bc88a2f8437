"""Ticket states and their types."""

from __future__ import annotations

from gotrs_api.catalog import colours, entries, repository
from gotrs_api.catalog.errors import UnknownReference
from gotrs_api.catalog.models import EntryColour, TicketState, TicketStateType
from gotrs_api.catalog.schemas import Ref, StateCreate, StateRead, StateTypeRead, StateUpdate
from gotrs_api.catalog.validity import Validity
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import StateId
from gotrs_api.kernel.listing import Listing
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.uow.snapshot import Snapshot


async def _load(uow: ReadUow) -> Listing[StateRead]:
    own = await colours.stored(uow)
    return Listing(
        StateRead(
            id=row.id,
            name=row.name,
            type=Ref(id=row.type_id, name=type_name),
            color=own.get((colours.STATE, row.id), ""),
            valid=Validity.of(row.valid_id),
            comment=row.comments or "",
            created=row.create_time,
            changed=row.change_time,
        )
        for row, type_name in await repository.states(uow)
    )


async def _load_types(uow: ReadUow) -> Listing[StateTypeRead]:
    rows = await repository.all_rows(uow, TicketStateType)
    return Listing(StateTypeRead(id=row.id, name=row.name) for row in rows)


_STATES = Snapshot("states", (TicketState, TicketStateType, EntryColour), _load)
_TYPES = Snapshot("state_types", (TicketStateType,), _load_types)


async def list_states(uow: ReadUow) -> Listing[StateRead]:
    """All states, by name."""
    return await _STATES.get(uow)


async def list_state_types(uow: ReadUow) -> Listing[StateTypeRead]:
    return await _TYPES.get(uow)


async def read_state(uow: ReadUow, state_id: StateId) -> StateRead:
    """Raises EntryNotFound."""
    return entries.found(await list_states(uow), state_id)


async def create_state(uow: UnitOfWork, principal: Principal, command: StateCreate) -> StateRead:
    """Raises Forbidden, UnknownReference (no such type), NameTaken."""
    principal.require_admin()
    state_type = entries.resolve(await list_state_types(uow), command.type, command.type_id, pointer="/type")
    if state_type is None:
        raise UnknownReference.at("/type", "A state needs a type.")
    row = TicketState(name=command.name, type_id=state_type.id, valid_id=command.valid.id, comments=command.comment)
    await entries.save(uow, principal, row, name=row.name, colour=command.color)
    return await read_state(uow, StateId(row.id))


async def update_state(uow: UnitOfWork, principal: Principal, state_id: StateId, command: StateUpdate) -> StateRead:
    """Raises Forbidden, EntryNotFound, UnknownReference, NameTaken, LastOfItsKind."""
    principal.require_admin()
    entries.require_another_valid(await list_states(uow), state_id, command.valid)
    state_type = entries.resolve(await list_state_types(uow), command.type, command.type_id, pointer="/type")
    row = await entries.load(uow, TicketState, state_id)
    if command.name is not None:
        row.name = command.name
    if state_type is not None:
        row.type_id = state_type.id
    if command.valid is not None:
        row.valid_id = command.valid.id
    if command.comment is not None:
        row.comments = command.comment
    await entries.save(uow, principal, row, name=row.name, colour=command.color)
    return await read_state(uow, state_id)
