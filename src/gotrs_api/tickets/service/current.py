"""The tickets of a unit of work as they stand now: loaded once, changed in one place, reloaded after a change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from gotrs_api.kernel.ids import SYSTEM_USER_ID, ArticleId
from gotrs_api.tickets.errors import TicketNotFound
from gotrs_api.tickets.history import Entry, write_history
from gotrs_api.tickets.history_format import HistoryLine
from gotrs_api.tickets.repository import writing, zoom
from gotrs_api.tickets.repository.rows import TicketRow
from gotrs_api.uow import UnitOfWork

_KEY = "gotrs.tickets"


@dataclass
class _Tickets:
    """What this transaction knows of tickets; their rows are locked, so nobody else changes them meanwhile."""

    viewer_id: int
    rows: dict[int, TicketRow] = field(default_factory=dict)
    raised: set[int] = field(default_factory=set)
    locked: set[int] = field(default_factory=set)
    born: dict[int, int | None] = field(default_factory=dict)
    opened: dict[int, TicketRow] = field(default_factory=dict)
    changed_fields: dict[int, set[str]] = field(default_factory=dict)


def _tickets(uow: UnitOfWork) -> _Tickets:
    known: _Tickets | None = uow.session.info.get(_KEY)
    if known is None:
        known = uow.session.info[_KEY] = _Tickets(viewer_id=uow.acting_id)
    return known


def remember(uow: UnitOfWork, row: TicketRow, viewer_id: int) -> None:
    tickets = _tickets(uow)
    tickets.viewer_id = viewer_id
    tickets.rows[row.id] = row


def begin_action(uow: UnitOfWork, row: TicketRow, viewer_id: int) -> None:
    """Somebody begins to change the ticket, which stands as `row`."""
    remember(uow, row, viewer_id)
    tickets = _tickets(uow)
    tickets.opened[row.id] = row
    tickets.changed_fields.pop(row.id, None)


def opened(uow: UnitOfWork, ticket_id: int) -> TicketRow | None:
    """The ticket as it stood when the last action on it began; None when none did."""
    return _tickets(uow).opened.get(ticket_id)


def note_fields(uow: UnitOfWork, ticket_id: int, names: Iterable[str]) -> None:
    """These dynamic fields were changed."""
    _tickets(uow).changed_fields.setdefault(ticket_id, set()).update(names)


def changed_fields(uow: UnitOfWork, ticket_id: int) -> list[str]:
    """Names of the dynamic fields that were changed since the last action began."""
    return sorted(_tickets(uow).changed_fields.get(ticket_id, ()))


def remembered(uow: UnitOfWork, ticket_id: int) -> TicketRow | None:
    """The ticket if this transaction knows it as it stands, without asking the database."""
    return _tickets(uow).rows.get(ticket_id)


def forget(uow: UnitOfWork, ticket_id: int) -> None:
    """The row was changed, or may have been: read it again when it is next asked for."""
    _tickets(uow).rows.pop(ticket_id, None)


def remember_birth(uow: UnitOfWork, ticket_id: int, article_id: int | None) -> None:
    """The ticket and its first article were written in this transaction, with all that belongs to them.

    Nobody else can have seen a version of it yet, so the version is not raised for what follows.
    """
    tickets = _tickets(uow)
    tickets.born[ticket_id] = article_id
    tickets.locked.add(ticket_id)
    tickets.raised.add(ticket_id)


def is_birth(uow: UnitOfWork, ticket_id: int, article_id: int | None = None) -> bool:
    """Whether this is a ticket born here and, with `article_id`, whether that is its first article."""
    born = _tickets(uow).born
    return ticket_id in born and (article_id is None or born[ticket_id] == article_id)


async def lock(uow: UnitOfWork, ticket_id: int) -> None:
    """Hold the row for this transaction. Raises TicketNotFound."""
    tickets = _tickets(uow)
    if ticket_id not in tickets.locked:
        if not await zoom.lock_row(uow.session, ticket_id):
            raise TicketNotFound
        tickets.locked.add(ticket_id)


async def lock_all(uow: UnitOfWork, ticket_ids: Iterable[int]) -> None:
    """Lock several at once, in the order of their ids as everybody does, so that no two ever wait for each other.

    To be called before any of them is locked. A ticket that does not exist is reported later, when it is its turn.
    """
    tickets = _tickets(uow)
    if wanted := sorted(set(ticket_ids) - tickets.locked):
        tickets.locked |= await zoom.lock_rows(uow.session, wanted)


async def current(uow: UnitOfWork, ticket_id: int) -> TicketRow:
    """The ticket as it stands in this transaction; rights were checked before. Raises TicketNotFound."""
    tickets = _tickets(uow)
    row = tickets.rows.get(ticket_id)
    if row is None:
        row = await zoom.load_unchecked(uow.session, ticket_id, tickets.viewer_id)
        if row is None:
            raise TicketNotFound
        tickets.rows[ticket_id] = row
    return row


async def load_all(uow: UnitOfWork, ticket_ids: Iterable[int]) -> None:
    """Load by one statement what `current` will be asked for."""
    tickets = _tickets(uow)
    if wanted := set(ticket_ids) - tickets.rows.keys():
        rows = await zoom.load_several_unchecked(uow.session, wanted, tickets.viewer_id)
        tickets.rows |= {row.id: row for row in rows}


async def change(uow: UnitOfWork, ticket_id: int, *lines: HistoryLine, **values: Any) -> TicketRow:
    """Write columns of `ticket` with change time and actor, raise its version, add history rows; the new row."""
    await lock(uow, ticket_id)
    await writing.update_ticket(uow.session, ticket_id, uow.clock.now(), uow.acting_id, values)
    await touch(uow, ticket_id)
    await add_lines(uow, ticket_id, *lines)
    return await current(uow, ticket_id)


async def add_lines(uow: UnitOfWork, ticket_id: int, *lines: HistoryLine) -> None:
    """History rows that remember the ticket as it stands now."""
    if lines:
        await write_history(uow, await current(uow, ticket_id), [Entry(line) for line in lines])


async def add_lines_of_article(uow: UnitOfWork, ticket_id: int, article_id: ArticleId, *lines: HistoryLine) -> None:
    """The same for something that was done with an article that exists; the ticket counts as changed."""
    await write_history(uow, await current(uow, ticket_id), [Entry(line, article_id) for line in lines])
    await change(uow, ticket_id)


async def touch(uow: UnitOfWork, ticket_id: int) -> None:
    """Something of the ticket changed: its version is raised once in a transaction, so that ETags differ."""
    tickets = _tickets(uow)
    forget(uow, ticket_id)
    if ticket_id not in tickets.raised:
        await writing.raise_version(uow.session, ticket_id)
        tickets.raised.add(ticket_id)


@contextmanager
def acting_as_system(uow: UnitOfWork) -> Iterator[None]:
    """Rows written inside carry the id of user 1, as those of all automatic reactions do."""
    before = uow.acting_id
    uow.act_as(SYSTEM_USER_ID)
    try:
        yield
    finally:
        uow.act_as(before)
