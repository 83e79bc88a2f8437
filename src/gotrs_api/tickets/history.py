"""The one writer of `ticket_history`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol, cast

from sqlalchemy import Table, exists, insert, select

from gotrs_api.coexistence import service as coexistence
from gotrs_api.coexistence.models import OwnHistory
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets.events import HistoryAdded
from gotrs_api.tickets.history_format import HistoryLine
from gotrs_api.tickets.history_types import HistoryType
from gotrs_api.tickets.models import TicketHistory, TicketHistoryType
from gotrs_api.uow import UnitOfWork

# The table rather than the class: the ORM would send rows with and without article apart.
_HISTORY = cast(Table, TicketHistory.__table__)
_TYPE_WHEN_NONE = 1  # the column may not be empty; OTRS's first type stands in


class Snapshot(Protocol):
    """What each row remembers of the ticket at that time."""

    @property
    def id(self) -> int: ...
    @property
    def queue_id(self) -> int: ...
    @property
    def type_id(self) -> int | None: ...
    @property
    def owner_id(self) -> int: ...
    @property
    def priority_id(self) -> int: ...
    @property
    def state_id(self) -> int: ...


class Entry(NamedTuple):
    line: HistoryLine
    article_id: int | None = None


async def write_history(uow: UnitOfWork, ticket: Snapshot, entries: Sequence[Entry]) -> None:
    """Add rows in this order, in one statement, and emit HistoryAdded (except for agent notifications).

    `ticket` is the ticket after the change. Raises LookupError for a type that the database does not know.
    """
    ids = await _type_ids(uow, {entry.line.type for entry in entries})
    now = uow.clock.now()
    rows = [
        {
            "name": entry.line.name,
            "history_type_id": ids[entry.line.type],
            "ticket_id": ticket.id,
            "article_id": entry.article_id,
            "type_id": ticket.type_id or _TYPE_WHEN_NONE,
            "queue_id": ticket.queue_id,
            "owner_id": ticket.owner_id,
            "priority_id": ticket.priority_id,
            "state_id": ticket.state_id,
            "create_time": now,
            "create_by": uow.acting_id,
            "change_time": now,
            "change_by": uow.acting_id,
        }
        for entry in entries
    ]
    if (await coexistence.current(uow)).mode:
        await uow.session.execute(insert(_HISTORY), rows)
        await _note_as_ours(uow, ticket, entries, now)
    else:
        await uow.insert_rows(_HISTORY, rows)
    told = tuple(e.line.type.value for e in entries if e.line.type is not HistoryType.SEND_AGENT_NOTIFICATION)
    if told:
        await uow.emit(HistoryAdded(ticket_id=TicketId(ticket.id), history_types=told))


async def _note_as_ours(uow: UnitOfWork, ticket: Snapshot, entries: Sequence[Entry], now: datetime) -> None:
    """So that the follower of an OTRS beside us does not take these rows for news."""
    known = exists().where(OwnHistory.history_id == TicketHistory.id)
    rows = select(TicketHistory.id).where(
        TicketHistory.ticket_id == ticket.id,
        TicketHistory.create_time == now,
        TicketHistory.create_by == uow.acting_id,
        TicketHistory.name.in_({entry.line.name for entry in entries}),
        ~known,
    )
    await uow.session.execute(insert(OwnHistory).from_select(["history_id"], rows))


class _TypeIds:
    """Ids of history types; rows that are only ever added, so a site may remember them."""

    def __init__(self) -> None:
        self.by_name: dict[str, int] = {}


async def _type_ids(uow: UnitOfWork, types: set[HistoryType]) -> dict[str, int]:
    known = uow.site.part(_TypeIds, _TypeIds).by_name
    if any(kind not in known for kind in types):
        rows = await uow.session.execute(select(TicketHistoryType.name, TicketHistoryType.id))
        known.update((row.name, row.id) for row in rows)
        if HistoryType.MISC in known:  # OTRS 6, OTOBO and Znuny before 6.3 know no "Bulk"
            known.update({kind: known[HistoryType.MISC] for kind in types if kind not in known})
        missing = sorted(kind for kind in types if kind not in known)
        if missing:
            raise LookupError(f"ticket_history_type lacks {', '.join(missing)}")
    return known
