"""Several counts over the open tickets in one statement: what stands in the toolbar of every page."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.catalog.models import TicketState, TicketStateType
from gotrs_api.tickets.models import Ticket
from gotrs_api.tickets.repository.conditions import CONDITIONS
from gotrs_api.tickets.repository.visibility import Visibility


async def agent_numbers(
    session: AsyncSession, visibility: Visibility, parameters: dict[str, Any], *, archived_count: bool
) -> Row[Any]:
    """mine, locked, reminders, new, unlocked, escalated, responsible, watched; NULL where there is no ticket at all.

    `parameters`: `viewer`, and `f_<name>` for the conditions `owner_id`, `responsible_id`, `not_closed`, `locked`,
    `unlocked`, `escalated`, `pending_before` (and `archived`, unless archived tickets count).
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
        "reminders": and_(mine, _of_type("pending reminder"), CONDITIONS["pending_before"]),
        "new": _of_type("new"),
        "unlocked": CONDITIONS["unlocked"],
        "escalated": CONDITIONS["escalated"],
        "responsible": CONDITIONS["responsible_id"],
        "watched": CONDITIONS["watched"],
    }
    statement = select(*(func.sum(case((which, 1), else_=0)).label(name) for name, which in columns.items()))
    statement = statement.select_from(Ticket).where(CONDITIONS["not_closed"])
    return statement if archived_count else statement.where(CONDITIONS["archived"])


def _of_type(name: str) -> ColumnElement[bool]:
    states = select(TicketState.id).join(TicketStateType, TicketStateType.id == TicketState.type_id)
    return Ticket.ticket_state_id.in_(states.where(TicketStateType.name == name))
