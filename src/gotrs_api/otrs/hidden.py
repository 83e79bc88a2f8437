"""Tickets that an adopted desk does not show, because a row that each ticket must have is gone; and what shows them again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from gotrs_api.db.bulk import BulkConnection
from gotrs_api.otrs.flavours import RENAMED

_NAMED: Final = 20  # tickets that a line names
_PARENTS: Final = (
    ("owner", "user_id", "users"),
    ("responsible", "responsible_user_id", "users"),
    ("queue", "queue_id", "queue"),
    ("lock", "ticket_lock_id", "ticket_lock_type"),
    ("state", "ticket_state_id", "ticket_state"),
    ("priority", "ticket_priority_id", "ticket_priority"),
)


@dataclass
class Hidden:
    """Tickets, by their numbers, that name one and the same row that is not there. `mend` is SQL with a place to fill in."""

    what: str
    missing: str  # the id, or NULL
    mend: str
    tickets: list[str] = field(default_factory=list)


async def hidden_tickets(database: BulkConnection) -> list[Hidden]:
    """All of them; tables that are not there are not asked. Reads only."""
    found: dict[tuple[str, str], Hidden] = {}
    there = await database.tables()
    for what, column, table in _PARENTS:
        if table not in there:
            continue
        rows = await database.all(
            f"SELECT t.{column}, t.tn FROM ticket t WHERE NOT EXISTS "  # noqa: S608 - our own names
            f"(SELECT 1 FROM {table} p WHERE p.id = t.{column}) ORDER BY t.{column}, t.id"
        )
        for value, number in rows:
            _note(found, what, value, f"ticket SET {column}", table, str(number))
    groups = next((name for name in ("permission_groups", *RENAMED["permission_groups"]) if name in there), None)
    if groups is not None and "queue" in there:  # rights are given by groups: nobody has one in such a queue
        rows = await database.all(
            "SELECT q.group_id, t.tn FROM ticket t JOIN queue q ON q.id = t.queue_id WHERE NOT EXISTS "  # noqa: S608 - our own
            f"(SELECT 1 FROM {database.name(groups)} p WHERE p.id = q.group_id) ORDER BY q.group_id, t.id"
        )
        for value, number in rows:
            _note(found, "group of its queue", value, "queue SET group_id", groups, str(number))
    return list(found.values())


def _note(found: dict[tuple[str, str], Hidden], what: str, value: Any, change: str, table: str, number: str) -> None:
    missing = "NULL" if value is None else str(value)
    of = "IS NULL" if value is None else f"= {missing}"
    column = change.rpartition(" ")[2]
    mend = f"UPDATE {change} = <id from {table}> WHERE {column} {of};"
    found.setdefault((what, missing), Hidden(what, missing, mend)).tickets.append(number)


def in_words(hidden: Sequence[Hidden]) -> Iterator[str]:
    """A line for each row that is gone; nothing where every ticket is shown."""
    if not hidden:
        return
    count = len({number for each in hidden for number in each.tickets})
    yield f"{count:,} tickets name a row that is not there; an adopted desk does not show them until they name another:"
    for each in hidden:
        named = ", ".join(each.tickets[:_NAMED]) + (" …" if len(each.tickets) > _NAMED else "")
        yield f"  {each.what} {each.missing} is gone: {len(each.tickets):,} tickets ({named}). {each.mend}"
