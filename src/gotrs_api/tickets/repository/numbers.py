"""What stands in the toolbar of every page and belongs to one agent: counted out of the indexes of their own tickets."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from gotrs_api.tickets.models import FormDraft, Ticket, TicketWatcher
from gotrs_api.tickets.repository.conditions import CONDITIONS
from gotrs_api.tickets.repository.drafts import TICKET
from gotrs_api.tickets.repository.visibility import Visibility

_VIEWER: Final = bindparam("viewer", type_=Ticket.user_id.type)


# The counts of each row; what its first column says.
_NAMES: Final = {
    "mine": ("mine", "locked", "reminders", ""),
    "responsible": ("responsible", "", "", ""),
    "watched": ("watched", "", "", ""),
    "drafts": ("drafts", "", "", ""),
    "visible": ("new", "unlocked", "escalated", "open"),
}
_NOTHING: Final[ColumnElement[int]] = literal_column("0")


async def agent_numbers(
    session: AsyncSession, visibility: Visibility, parameters: dict[str, Any], *, archived_count: bool, elsewhere: bool
) -> dict[str, int]:
    """mine, locked, reminders, responsible, watched, drafts; and open, new, unlocked, escalated.

    `elsewhere`: the latter only of those tickets that are visible although their queue is not; the others are known.
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
    return found


_statements: dict[tuple[str, bool, bool], CompoundSelect[*tuple[Any, ...]]] = {}


def _statement(visibility: Visibility, archived_count: bool, elsewhere: bool) -> CompoundSelect[*tuple[Any, ...]]:
    open_ = [CONDITIONS["state_id"]] if archived_count else [CONDITIONS["state_id"], CONDITIONS["archived"]]
    unless_sure: dict[bool, tuple[ColumnElement[bool], ...]] = {True: (), False: (visibility.predicate,)}
    free = CONDITIONS["lock_id"]
    due = and_(_one_of("reminders"), CONDITIONS["pending_before"])
    mine = _row("mine", func.count(), func.sum(case((free, 0), else_=1)), _those(due)).where(
        Ticket.user_id == _VIEWER, *unless_sure[visibility.owned_is_visible], *open_
    )
    responsible = _row("responsible", func.count()).where(
        Ticket.responsible_user_id == _VIEWER, *unless_sure[visibility.answered_for_is_visible], *open_
    )
    mark = aliased(TicketWatcher)  # the predicate asks for watchers, too
    watched = (
        _row("watched", func.count())
        .join(mark, mark.ticket_id == Ticket.id)
        .where(mark.user_id == _VIEWER, visibility.predicate, *open_)
    )
    drafts = _row("drafts", func.count(), of=FormDraft).where(
        FormDraft.object_type == TICKET, FormDraft.create_by == bindparam("viewer", type_=FormDraft.create_by.type)
    )
    visible = (_those(_one_of("new")), _those(free), _those(CONDITIONS["escalated"]), func.count())
    parts = visibility.parts[1:] if elsewhere else visibility.parts
    return union_all(
        mine, responsible, watched, drafts, *(_row("visible", *visible).where(part, *open_) for part in parts)
    )


def _row(part: str, *counts: Any, of: Any = Ticket) -> Select[*tuple[Any, ...]]:
    columns = (*counts, _NOTHING, _NOTHING, _NOTHING)[:4]
    return select(literal_column(f"'{part}'"), *columns).select_from(of)


def _those(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((which, 1), else_=0))


@lru_cache
def _one_of(name: str) -> ColumnElement[bool]:
    return Ticket.ticket_state_id.in_(bindparam(name, expanding=True, type_=Ticket.ticket_state_id.type))
