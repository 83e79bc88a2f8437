"""Ticket priorities, types and locks: a name and whether it is valid."""

from __future__ import annotations

from typing import Any, TypeVar

from gotrs_api.catalog import colours, entries, repository
from gotrs_api.catalog.models import EntryColour, TicketLockType, TicketPriority, TicketType
from gotrs_api.catalog.schemas import (
    Entry,
    In,
    LockRead,
    NameCreate,
    NameUpdate,
    PriorityCreate,
    PriorityRead,
    PriorityUpdate,
    TypeRead,
)
from gotrs_api.catalog.validity import Validity
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import PriorityId, TypeId
from gotrs_api.kernel.listing import Listing
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.uow.snapshot import Snapshot

ReadT = TypeVar("ReadT", bound=Entry)


async def _load_priorities(uow: ReadUow) -> Listing[PriorityRead]:
    own = await colours.stored(uow)
    return Listing(
        PriorityRead(
            id=row.id,
            name=row.name,
            color=own.get((colours.PRIORITY, row.id), ""),
            valid=Validity.of(row.valid_id),
            created=row.create_time,
            changed=row.change_time,
        )
        for row in await repository.all_rows(uow, TicketPriority)
    )


async def _load(uow: ReadUow, model: type[Any], schema: type[ReadT]) -> Listing[ReadT]:
    return Listing(
        schema(
            id=row.id,
            name=row.name,
            valid=Validity.of(row.valid_id),
            created=row.create_time,
            changed=row.change_time,
        )
        for row in await repository.all_rows(uow, model)
    )


_PRIORITIES = Snapshot("priorities", (TicketPriority, EntryColour), _load_priorities)
_TYPES = Snapshot("types", (TicketType,), lambda uow: _load(uow, TicketType, TypeRead))
_LOCKS = Snapshot("locks", (TicketLockType,), lambda uow: _load(uow, TicketLockType, LockRead))


async def list_priorities(uow: ReadUow) -> Listing[PriorityRead]:
    """All priorities in the order of their names, lowest first."""
    return await _PRIORITIES.get(uow)


async def list_types(uow: ReadUow) -> Listing[TypeRead]:
    return await _TYPES.get(uow)


async def list_locks(uow: ReadUow) -> Listing[LockRead]:
    return await _LOCKS.get(uow)


async def read_priority(uow: ReadUow, priority_id: PriorityId) -> PriorityRead:
    """Raises EntryNotFound."""
    return entries.found(await list_priorities(uow), priority_id)


async def read_type(uow: ReadUow, type_id: TypeId) -> TypeRead:
    """Raises EntryNotFound."""
    return entries.found(await list_types(uow), type_id)


async def create_priority(uow: UnitOfWork, principal: Principal, command: PriorityCreate) -> PriorityRead:
    """Raises Forbidden, NameTaken."""
    return await read_priority(uow, PriorityId(await _create(uow, principal, TicketPriority, command)))


async def create_type(uow: UnitOfWork, principal: Principal, command: NameCreate) -> TypeRead:
    """Raises Forbidden, NameTaken."""
    return await read_type(uow, TypeId(await _create(uow, principal, TicketType, command)))


async def update_priority(
    uow: UnitOfWork, principal: Principal, priority_id: PriorityId, command: PriorityUpdate
) -> PriorityRead:
    """Raises Forbidden, EntryNotFound, NameTaken, LastOfItsKind."""
    principal.require_admin()
    entries.require_another_valid(await list_priorities(uow), priority_id, command.valid)
    await _update(uow, principal, TicketPriority, priority_id, command)
    return await read_priority(uow, priority_id)


async def update_type(uow: UnitOfWork, principal: Principal, type_id: TypeId, command: NameUpdate) -> TypeRead:
    """Raises Forbidden, EntryNotFound, NameTaken, LastOfItsKind."""
    principal.require_admin()
    entries.require_another_valid(await list_types(uow), type_id, command.valid)
    await _update(uow, principal, TicketType, type_id, command)
    return await read_type(uow, type_id)


async def _create(uow: UnitOfWork, principal: Principal, model: type[Any], command: NameCreate | PriorityCreate) -> int:
    principal.require_admin()
    row = model(name=command.name, valid_id=command.valid.id)
    await entries.save(uow, principal, row, name=row.name, colour=_colour(command))
    return int(row.id)


async def _update(
    uow: UnitOfWork, principal: Principal, model: type[Any], row_id: int, command: NameUpdate | PriorityUpdate
) -> None:
    row = await entries.load(uow, model, row_id)
    if command.name is not None:
        row.name = command.name
    if command.valid is not None:
        row.valid_id = command.valid.id
    await entries.save(uow, principal, row, name=row.name, colour=_colour(command))


def _colour(command: In) -> str | None:
    """Types have none."""
    return command.color if isinstance(command, PriorityCreate | PriorityUpdate) else None
