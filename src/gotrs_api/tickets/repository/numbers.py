"""Several counts over the open tickets in one statement: what stands in the toolbar of every page."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.tickets.models import FormDraft, Ticket
from gotrs_api.tickets.repository.conditions import CONDITIONS
from gotrs_api.tickets.repository.drafts import TICKET
from gotrs_api.tickets.repository.visibility import Visibility


async def agent_numbers(
    session: AsyncSession, visibility: Visibility, parameters: dict[str, Any], *, archived_count: bool
) -> Row[Any]:
    """mine, locked, reminders, new, unlocked, escalated, responsible, watched (NULL where there is no ticket at all), and drafts.

    `parameters`: `viewer`, `new` and `reminders` (ids of states), and `f_<name>` for the conditions `owner_id`,
    `responsible_id`, `state_id`, `locked`, `unlocked`, `escalated`, `pending_before` (and `archived`, unless archived
    tickets count).
    """
    statement = _statement(visibility.variant, archived_count).where(visibility.predicate)
    row: Row[Any] = (await session.execute(statement, visibility.parameters | parameters)).one()
    return row


@lru_cache
def _statement(_variant: str, archived_count: bool) -> Select[Any]:
    mine = CONDITIONS["owner_id"]
    columns = {
        "mine": mine,
        "locked": and_(mine, CONDITIONS["locked"]),
        "reminders": and_(mine, _one_of("reminders"), CONDITIONS["pending_before"]),
        "new": _one_of("new"),
        "unlocked": CONDITIONS["unlocked"],
        "escalated": CONDITIONS["escalated"],
        "responsible": CONDITIONS["responsible_id"],
        "watched": CONDITIONS["watched"],
    }
    statement = select(*(func.sum(case((which, 1), else_=0)).label(name) for name, which in columns.items()))
    own_drafts = select(func.count(FormDraft.id)).where(
        FormDraft.object_type == TICKET, FormDraft.create_by == bindparam("viewer", type_=FormDraft.create_by.type)
    )
    statement = statement.add_columns(own_drafts.scalar_subquery().label("drafts"))
    statement = statement.select_from(Ticket).where(CONDITIONS["state_id"])
    return statement if archived_count else statement.where(CONDITIONS["archived"])


def _one_of(name: str) -> ColumnElement[bool]:
    return Ticket.ticket_state_id.in_(bindparam(name, expanding=True, type_=Ticket.ticket_state_id.type))
