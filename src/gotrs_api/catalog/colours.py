"""Colours that the administration gave to states and priorities, for whoever shows them.

Source: Znuny has them from 7.0 on, as a column `color` of `ticket_state` and `ticket_priority`; OTRS 6 and Znuny 6.5 do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from gotrs_api.catalog.models import EntryColour, TicketPriority, TicketState
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.uow.snapshot import Snapshot

STATE, PRIORITY = TicketState.__tablename__, TicketPriority.__tablename__


async def stored(uow: ReadUow) -> Mapping[tuple[str, int], str]:
    """By kind (`STATE`, `PRIORITY`) and id; only of what has one."""
    rows = await uow.session.scalars(select(EntryColour))
    return {(row.kind, row.entry_id): row.colour for row in rows}


_COLOURS = Snapshot("colours", (EntryColour,), stored)


async def all_colours(uow: ReadUow) -> Mapping[tuple[str, int], str]:
    """The same, as everybody has it at hand."""
    return await _COLOURS.get(uow)


async def set_colour(uow: UnitOfWork, row: Any, colour: str) -> str | None:
    """Of a state or priority that has its id; an empty one takes it away. Answers the one before, None for no change."""
    kept = await uow.session.get(EntryColour, (row.__tablename__, row.id))
    before = kept.colour if kept is not None else ""
    if before == colour:
        return None
    if kept is None:
        uow.session.add(EntryColour(kind=row.__tablename__, entry_id=row.id, colour=colour))
    elif colour:
        kept.colour = colour
    else:
        await uow.session.delete(kept)
    flag_modified(row, "name")  # who looks at the entry sees when it was changed
    await uow.session.flush()
    return before
