"""The names of all master data that tickets refer to, in one round trip."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, literal, select, union_all

from gotrs_api.catalog.models import Service, TicketLockType, TicketPriority, TicketState, TicketStateType, TicketType
from gotrs_api.queues.models import Queue
from gotrs_api.sla.models import Sla
from gotrs_api.uow import ReadUow


class NamedRow(NamedTuple):
    """`extra` is the type of a state."""

    kind: str
    id: int
    name: str
    extra: str


def _select(kind: str, model: Any) -> Select[*tuple[Any, ...]]:
    return select(literal(kind), model.id, model.name, literal(""))


_ALL = union_all(
    _select("queue", Queue),
    select(literal("state"), TicketState.id, TicketState.name, TicketStateType.name).join(
        TicketStateType, TicketStateType.id == TicketState.type_id
    ),
    _select("priority", TicketPriority),
    _select("type", TicketType),
    _select("lock", TicketLockType),
    _select("service", Service),
    _select("sla", Sla),
)


async def all_names(uow: ReadUow) -> Sequence[NamedRow]:
    return [NamedRow(*row) for row in await uow.session.execute(_ALL)]
