"""Which tickets another system on the same database has deleted: usually a count, and a closer look where it is off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from gotrs_api.coexistence import service as coexistence
from gotrs_api.kernel.id_sets import IdSet
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets.repository import elsewhere, walking, writing
from gotrs_api.uow import ReadUow, UnitOfWork

_BLOCK: Final = 4096
_KNOWN: Final = "ticket_ids"  # the value that keeps the ids which were there
_OURS: Final = "deleted:"  # a value for each ticket that we deleted ourselves


@dataclass(frozen=True)
class Missed:
    """`ticket_ids` are gone and were not deleted by us; `remembered` are the values to keep, `done` those to forget."""

    ticket_ids: tuple[TicketId, ...] = ()
    remembered: Mapping[str, str] = field(default_factory=dict)
    done: tuple[str, ...] = ()


async def look(uow: ReadUow) -> Missed:
    """Ids after the last known one are read; the others are only counted.

    If the count is off, ids are counted block by block, and the blocks in which one is missing are read.
    """
    packed = (await coexistence.read_values(uow)).get(_KNOWN)
    known = IdSet.unpacked(packed) if packed is not None else IdSet(await elsewhere.ids_after(uow.session, -1))
    fresh = set(await elsewhere.ids_after(uow.session, known.last))
    gone: set[int] = set()
    if await walking.count_tickets(uow.session) - len(fresh) != len(known):
        there = await elsewhere.tickets_per_block(uow.session, _BLOCK)
        for block, count in known.per_block(_BLOCK).items():
            if there.get(block, 0) == count:
                continue
            first, end = block * _BLOCK, (block + 1) * _BLOCK
            before, now = known.between(first, end), await elsewhere.ids_between(uow.session, first, end)
            gone |= before - now
            fresh |= now - before
    if not (gone or fresh) and packed is not None:
        return Missed()
    for each in gone:
        known.discard(each)
    known.update(fresh)
    # Read last: a deletion of ours is noted in the transaction that makes the ticket disappear.
    notes = {int(n.removeprefix(_OURS)): n for n in await coexistence.read_values(uow) if n.startswith(_OURS)}
    return Missed(
        tuple(TicketId(each) for each in sorted(gone - notes.keys())),
        {_KNOWN: known.packed},
        tuple(name for ticket_id, name in notes.items() if ticket_id not in known),
    )


async def keep(uow: UnitOfWork, missed: Missed) -> None:
    """Remember what was found, once it has been reported."""
    for name, value in missed.remembered.items():
        await coexistence.write_value(uow, name, value)
    await coexistence.forget_values(uow, missed.done)


async def note_own(uow: UnitOfWork, ticket_id: TicketId) -> None:
    """We delete this ticket ourselves, so that it is not taken for news."""
    if (await coexistence.current(uow)).mode:
        await coexistence.write_value(uow, f"{_OURS}{ticket_id}", "")


async def clear_away(uow: UnitOfWork, ticket_id: TicketId) -> None:
    """Remove what our own tables hold about a ticket."""
    await writing.delete_beside(uow.session, ticket_id)
