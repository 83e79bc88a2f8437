"""One ticket with the names of all it refers to, as a frozen row; no entity leaves the repository."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from gotrs_api.catalog.models import Service, TicketLockType, TicketPriority, TicketState, TicketStateType, TicketType
from gotrs_api.customers.models import CustomerUser
from gotrs_api.dynamic_fields.models import DynamicFieldValue
from gotrs_api.identity.models import User
from gotrs_api.queues.models import FollowUpPossible, Queue
from gotrs_api.sla.models import Sla
from gotrs_api.tickets.models import Mention, Ticket, TicketFlag, TicketVersion, TicketWatcher

_Owner, _Responsible = aliased(User), aliased(User)


@dataclass(frozen=True, slots=True)
class TicketRow:
    """Field by field a column of the select below. `until_time`, `timeout` and `escalation_*` are epoch seconds.

    `watched`, `mentioned` and `seen` are those of the agent `:viewer`. Without `has_fields` no dynamic field is set (with it,
    the value may belong to another kind of object with the same id).
    """

    id: int
    tn: str
    title: str
    queue_id: int
    queue_name: str
    group_id: int
    follow_up: str
    follow_up_lock: int
    lock_id: int
    lock_name: str
    type_id: int | None
    type_name: str | None
    service_id: int | None
    service_name: str | None
    sla_id: int | None
    sla_name: str | None
    owner_id: int
    owner_login: str
    owner_first: str
    owner_last: str
    owner_valid: int
    responsible_id: int
    responsible_login: str
    responsible_first: str
    responsible_last: str
    priority_id: int
    priority_name: str
    state_id: int
    state_name: str
    state_type: str
    customer_id: str | None
    customer_user: str | None
    customer_login: str | None
    customer_first: str | None
    customer_last: str | None
    customer_email: str | None
    timeout: int
    until_time: int
    escalation_time: int
    escalation_response_time: int
    escalation_update_time: int
    escalation_solution_time: int
    archive_flag: int
    create_time: datetime
    change_time: datetime
    queue_first_response_time: int | None
    queue_first_response_notify: int | None
    queue_update_time: int | None
    queue_update_notify: int | None
    queue_solution_time: int | None
    queue_solution_notify: int | None
    queue_calendar: str | None
    queue_unlock_timeout: int | None
    sla_first_response_time: int | None
    sla_first_response_notify: int | None
    sla_update_time: int | None
    sla_update_notify: int | None
    sla_solution_time: int | None
    sla_solution_notify: int | None
    sla_calendar: str | None
    version: int
    watched: bool
    mentioned: bool
    seen: bool
    has_fields: bool


def _limits(source: type[Queue] | type[Sla], prefix: str) -> dict[str, Any]:
    names = (
        "first_response_time", "first_response_notify", "update_time", "update_notify", "solution_time",
        "solution_notify",
    )  # fmt: skip
    return {f"{prefix}_{name}": getattr(source, name) for name in names} | {f"{prefix}_calendar": source.calendar_name}


def viewer() -> ColumnElement[int]:
    return bindparam("viewer", type_=Ticket.user_id.type)


def seen_by_viewer() -> ColumnElement[bool]:
    return exists().where(
        TicketFlag.ticket_id == Ticket.id,
        TicketFlag.ticket_key == "Seen",
        TicketFlag.create_by == viewer(),
        TicketFlag.ticket_value == "1",
    )


def watched_by_viewer() -> ColumnElement[bool]:
    return exists().where(TicketWatcher.ticket_id == Ticket.id, TicketWatcher.user_id == viewer())


_COLUMNS: dict[str, Any] = {
    "id": Ticket.id,
    "tn": Ticket.tn,
    "title": func.coalesce(Ticket.title, ""),
    "queue_id": Ticket.queue_id,
    "queue_name": Queue.name,
    "group_id": Queue.group_id,
    "follow_up": FollowUpPossible.name,
    "follow_up_lock": Queue.follow_up_lock,
    "lock_id": Ticket.ticket_lock_id,
    "lock_name": TicketLockType.name,
    "type_id": Ticket.type_id,
    "type_name": TicketType.name,
    "service_id": Ticket.service_id,
    "service_name": Service.name,
    "sla_id": Ticket.sla_id,
    "sla_name": Sla.name,
    "owner_id": Ticket.user_id,
    "owner_login": _Owner.login,
    "owner_first": _Owner.first_name,
    "owner_last": _Owner.last_name,
    "owner_valid": _Owner.valid_id,
    "responsible_id": Ticket.responsible_user_id,
    "responsible_login": _Responsible.login,
    "responsible_first": _Responsible.first_name,
    "responsible_last": _Responsible.last_name,
    "priority_id": Ticket.ticket_priority_id,
    "priority_name": TicketPriority.name,
    "state_id": Ticket.ticket_state_id,
    "state_name": TicketState.name,
    "state_type": TicketStateType.name,
    "customer_id": Ticket.customer_id,
    "customer_user": Ticket.customer_user_id,
    "customer_login": CustomerUser.login,
    "customer_first": CustomerUser.first_name,
    "customer_last": CustomerUser.last_name,
    "customer_email": CustomerUser.email,
    "timeout": Ticket.timeout,
    "until_time": Ticket.until_time,
    "escalation_time": Ticket.escalation_time,
    "escalation_response_time": Ticket.escalation_response_time,
    "escalation_update_time": Ticket.escalation_update_time,
    "escalation_solution_time": Ticket.escalation_solution_time,
    "archive_flag": Ticket.archive_flag,
    "create_time": Ticket.create_time,
    "change_time": Ticket.change_time,
    **_limits(Queue, "queue"),
    "queue_unlock_timeout": Queue.unlock_timeout,
    **_limits(Sla, "sla"),
    "version": func.coalesce(TicketVersion.version, 0),
    "watched": watched_by_viewer(),
    "mentioned": exists().where(Mention.ticket_id == Ticket.id, Mention.user_id == viewer()),
    "seen": seen_by_viewer(),
    "has_fields": exists().where(DynamicFieldValue.object_id == Ticket.id),
}
assert tuple(_COLUMNS) == tuple(field.name for field in fields(TicketRow))


def ticket_select() -> Select[*tuple[Any, ...]]:
    """All columns of `TicketRow` in their order; the caller adds the conditions. Parameter: `viewer`."""
    return (
        select(*(column.label(name) for name, column in _COLUMNS.items()))
        .select_from(Ticket)
        .join(Queue, Queue.id == Ticket.queue_id)
        .join(FollowUpPossible, FollowUpPossible.id == Queue.follow_up_id)
        .join(TicketState, TicketState.id == Ticket.ticket_state_id)
        .join(TicketStateType, TicketStateType.id == TicketState.type_id)
        .join(TicketPriority, TicketPriority.id == Ticket.ticket_priority_id)
        .join(TicketLockType, TicketLockType.id == Ticket.ticket_lock_id)
        .join(_Owner, _Owner.id == Ticket.user_id)
        .join(_Responsible, _Responsible.id == Ticket.responsible_user_id)
        .outerjoin(TicketType, TicketType.id == Ticket.type_id)
        .outerjoin(Service, Service.id == Ticket.service_id)
        .outerjoin(Sla, Sla.id == Ticket.sla_id)
        .outerjoin(CustomerUser, CustomerUser.login == Ticket.customer_user_id)
        .outerjoin(TicketVersion, TicketVersion.ticket_id == Ticket.id)
    )
