"""Names to ids and back for all that a command refers to, in one round trip."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import CompoundSelect, Select, bindparam, func, literal, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.catalog.models import (
    Service,
    ServiceCustomerUser,
    TicketLockType,
    TicketPriority,
    TicketState,
    TicketStateType,
    TicketType,
)
from gotrs_api.customers.models import CustomerUser
from gotrs_api.identity.models import User
from gotrs_api.queues.models import Queue
from gotrs_api.sla.models import ServiceSla, Sla
from gotrs_api.tickets.models import Ticket


class Datum(NamedTuple):
    """A master datum. `extra`: state type, full name of a user, customer id, calendar of a queue or SLA.

    `email` and `full_name` are for customer users only, `group_id` for queues, the escalation limits (working minutes,
    0: none) for queues and SLAs; elsewhere they are empty or 0.
    """

    kind: str
    id: int
    name: str
    extra: str
    group_id: int
    valid_id: int
    first_response_time: int
    update_time: int
    solution_time: int
    email: str
    full_name: str


_ID, _NAME = Ticket.user_id.type, Queue.name.type


_LIMITS = ("first_response_time", "update_time", "solution_time")
_NO_LIMITS = [literal(0).label(name) for name in _LIMITS]


def _select(
    kind: str, model: Any, *, name: Any = None, extra: Any = None, group_id: Any = None
) -> Select[*tuple[Any, ...]]:
    column = model.name if name is None else name
    limits = _NO_LIMITS
    if model in (Queue, Sla):
        limits = [func.coalesce(getattr(model, limit), 0).label(limit) for limit in _LIMITS]
        extra = func.coalesce(model.calendar_name, "")
    return select(
        literal(kind).label("kind"),
        model.id.label("id"),
        column.label("name"),
        (literal("") if extra is None else extra).label("extra"),
        (literal(0) if group_id is None else group_id).label("group_id"),
        model.valid_id.label("valid_id"),
        *limits,
        literal("").label("email"),
        literal("").label("full_name"),
    ).where(
        or_(
            model.id == bindparam(f"{kind}_id", type_=_ID),
            column == bindparam(f"{kind}_name", type_=_NAME),
        )
    )


def _user(kind: str) -> Select[*tuple[Any, ...]]:
    return _select(kind, User, name=User.login, extra=User.first_name + " " + User.last_name)


_BRANCHES: dict[str, Select[*tuple[Any, ...]]] = {
    "queue": _select("queue", Queue, group_id=Queue.group_id),
    "state": _select("state", TicketState, extra=TicketStateType.name).join(
        TicketStateType, TicketStateType.id == TicketState.type_id
    ),
    "priority": _select("priority", TicketPriority),
    "type": _select("type", TicketType),
    "service": _select("service", Service),
    "sla": _select("sla", Sla),
    "lock": _select("lock", TicketLockType),
    "owner": _user("owner"),
    "responsible": _user("responsible"),
    "customer": select(
        literal("customer").label("kind"),
        CustomerUser.id.label("id"),
        CustomerUser.login.label("name"),
        CustomerUser.customer_id.label("extra"),
        literal(0).label("group_id"),
        CustomerUser.valid_id.label("valid_id"),
        *_NO_LIMITS,
        CustomerUser.email.label("email"),
        (CustomerUser.first_name + " " + CustomerUser.last_name).label("full_name"),
    ).where(
        or_(
            CustomerUser.login == bindparam("customer_name", type_=_NAME),
            CustomerUser.email == bindparam("customer_name", type_=_NAME),
        )
    ),
}


async def find(session: AsyncSession, wanted: Mapping[str, tuple[int | None, str | None]]) -> dict[str, list[Datum]]:
    """For each kind (queue, state, owner, …) the rows with that id or that name: none, one, or two that disagree."""
    found: dict[str, list[Datum]] = {kind: [] for kind in wanted}
    if not wanted:
        return found
    parameters: dict[str, Any] = {}
    for kind, (id_, name) in wanted.items():
        parameters |= {f"{kind}_id": id_, f"{kind}_name": name}
    for row in await session.execute(_statement(tuple(sorted(wanted))), parameters):
        datum = Datum(*row)
        found[datum.kind].append(datum)
    return found


@lru_cache
def _statement(kinds: tuple[str, ...]) -> Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]:
    branches = [_BRANCHES[kind] for kind in kinds]
    return branches[0] if len(branches) == 1 else union_all(*branches)


_SERVICE_HAS_SLA = select(func.count()).where(
    ServiceSla.service_id == bindparam("service_id", type_=_ID), ServiceSla.sla_id == bindparam("sla_id", type_=_ID)
)


async def any_service_assigned(session: AsyncSession) -> bool:
    """Whether any service is assigned to a customer user, or to all as a default."""
    return await session.scalar(select(ServiceCustomerUser.service_id).limit(1)) is not None


async def service_has_sla(session: AsyncSession, service_id: int, sla_id: int) -> bool:
    return bool(await session.scalar(_SERVICE_HAS_SLA, {"service_id": service_id, "sla_id": sla_id}))
