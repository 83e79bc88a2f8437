"""Master data read whole: one statement for each kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import Row, select

from gotrs_api.catalog.models import TicketState, TicketStateType
from gotrs_api.uow import ReadUow

RowT = TypeVar("RowT")


async def all_rows(uow: ReadUow, model: type[RowT]) -> Sequence[RowT]:
    """All rows by name. Detached from nothing: callers turn them into schemas at once."""
    query = select(model).order_by(model.name, model.id)  # type: ignore[attr-defined]
    return (await uow.session.scalars(query)).all()


async def states(uow: ReadUow) -> Sequence[Row[TicketState, str]]:
    query = (
        select(TicketState, TicketStateType.name)
        .join(TicketStateType, TicketStateType.id == TicketState.type_id)
        .order_by(TicketState.name, TicketState.id)
    )
    return (await uow.session.execute(query)).all()
