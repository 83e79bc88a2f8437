"""The numbers in the toolbar of every page: counted from the indexes over the agent's own tickets.

At most `MOST_OWN_COUNTED` of their own are counted: it is done for every page, and to somebody who owns more the number
says no more than that they are too many.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.tickets.models import FormDraft, Ticket, TicketWatcher
from gotrs_api.tickets.repository.conditions import CONDITIONS
from gotrs_api.tickets.repository.drafts import TICKET
from gotrs_api.tickets.repository.visibility import Visibility
from gotrs_api.tickets.schemas.numbers import MOST_OWN_COUNTED

_VIEWER: Final = bindparam("viewer", type_=Ticket.user_id.type)


# The counts of each row; what its first column says.
_NAMES: Final = {
    "mine": ("mine", "locked", "reminders", ""),
    "responsible": ("responsible", "", "", ""),
    "watched": ("marks", "watched", "", ""),
    "drafts": ("drafts", "", "", ""),
    "visible": ("new", "unlocked", "escalated", "open"),
}
# The counts that may be higher than what was counted, by the count that tells: it then reached MOST_OWN_COUNTED.
_BOUNDED: Final = {"mine": ("mine", "locked", "reminders"), "responsible": ("responsible",), "marks": ("watched",)}
_NOTHING: Final[ColumnElement[int]] = literal_column("0")


async def agent_numbers(
    session: AsyncSession, visibility: Visibility, parameters: dict[str, Any], *, archived_count: bool, elsewhere: bool
) -> tuple[dict[str, int], frozenset[str]]:
    """Counts by name (mine, locked, reminders, responsible, watched, drafts; open, new, unlocked, escalated), and the names
    of those that may be higher than counted.

    `elsewhere`: count the last four only for tickets that are visible although their queue is not.
    `parameters`: `viewer`, `new` and `reminders` (ids of states), and `f_<name>` for the conditions `state_id`,
    `lock_id` (those that are free), `escalated`, `pending_before` (and `archived`, unless archived tickets count).
    """
    key = (visibility.variant, archived_count, elsewhere)
    statement = _statements.get(key)
    if statement is None:
        statement = _statements.setdefault(key, _statement(visibility, archived_count, elsewhere))
    found = {name: 0 for names in _NAMES.values() for name in names if name}
    for part, *numbers in await session.execute(statement, visibility.parameters | parameters):
        for name, number in zip(_NAMES[part], numbers, strict=True):
            if name:
                found[name] += int(number or 0)
    ended = [_BOUNDED[name] for name in _BOUNDED if found[name] >= MOST_OWN_COUNTED]
    del found["marks"]
    return found, frozenset(name for names in ended for name in names)


_statements: dict[tuple[str, bool, bool], CompoundSelect[*tuple[Any, ...]]] = {}


def _statement(visibility: Visibility, archived_count: bool, elsewhere: bool) -> CompoundSelect[*tuple[Any, ...]]:
    open_ = [CONDITIONS["state_id"]] if archived_count else [CONDITIONS["state_id"], CONDITIONS["archived"]]
    unless_sure: dict[bool, tuple[ColumnElement[bool], ...]] = {True: (), False: (visibility.predicate,)}
    free = CONDITIONS["lock_id"]
    due = and_(_one_of("reminders"), CONDITIONS["pending_before"])
    owned = _some(
        case((free, 0), else_=1).label("held"),
        case((due, 1), else_=0).label("due"),
        of=(Ticket.user_id == _VIEWER, *unless_sure[visibility.owned_is_visible], *open_),
    )
    mine = _row("mine", func.count(), func.sum(owned.c.held), func.sum(owned.c.due), of=owned)
    answered_for = _some(
        literal_column("1"),
        of=(Ticket.responsible_user_id == _VIEWER, *unless_sure[visibility.answered_for_is_visible], *open_),
    )
    responsible = _row("responsible", func.count(), of=answered_for)
    mark = _some(TicketWatcher.ticket_id, of=(TicketWatcher.user_id == _VIEWER,))
    watched = _row("watched", func.count(), _those(and_(visibility.predicate, *open_)), of=mark).join(
        Ticket, Ticket.id == mark.c.ticket_id
    )
    drafts = _row("drafts", func.count(), of=FormDraft).where(
        FormDraft.object_type == TICKET, FormDraft.create_by == bindparam("viewer", type_=FormDraft.create_by.type)
    )
    visible = (_those(_one_of("new")), _those(free), _those(CONDITIONS["escalated"]), func.count())
    parts = visibility.parts[1:] if elsewhere else visibility.parts
    return union_all(
        mine, responsible, watched, drafts, *(_row("visible", *visible).where(part, *open_) for part in parts)
    )


def _some(*columns: Any, of: tuple[ColumnElement[bool], ...]) -> Subquery:
    return select(*columns).where(*of).limit(literal_column(str(MOST_OWN_COUNTED))).subquery()


def _row(part: str, *counts: Any, of: Any = Ticket) -> Select[*tuple[Any, ...]]:
    columns = (*counts, _NOTHING, _NOTHING, _NOTHING)[:4]
    return select(literal_column(f"'{part}'"), *columns).select_from(of)


def _those(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((which, 1), else_=0))


@lru_cache
def _one_of(name: str) -> ColumnElement[bool]:
    return Ticket.ticket_state_id.in_(bindparam(name, expanding=True, type_=Ticket.ticket_state_id.type))
