"""What lists of tickets can be narrowed by, as SQL with named values.

Master data come as ids where a list is asked for (see `service.filtering`); by name only where names are all there is.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, or_, select

from gotrs_api.catalog.models import Service, TicketLockType
from gotrs_api.identity.models import User
from gotrs_api.sla.models import Sla
from gotrs_api.tickets.models import Mention, Ticket, TicketFlag, TicketWatcher
from gotrs_api.tickets.repository.search_conditions import SEARCH_CONDITIONS

_SQL_ESCAPE: Final = "\\"


def _in(name: str, column: Any) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column.in_(bindparam(f"f_{name}", expanding=True, type_=column.type))
    return found


def _by_name(name: str, foreign_key: Any, model: Any, column: Any = None) -> ColumnElement[bool]:
    column = model.name if column is None else column
    found: ColumnElement[bool] = foreign_key.in_(select(model.id).where(_in(name, column)))
    return found


def _value(name: str, column: Any) -> ColumnElement[Any]:
    return bindparam(f"f_{name}", type_=column.type)


def _like(name: str, column: Any) -> ColumnElement[bool]:
    pattern = func.lower(bindparam(f"f_{name}", type_=Ticket.tn.type))
    return func.lower(column).like(pattern, escape=_SQL_ESCAPE)


_VIEWER = bindparam("viewer", type_=Ticket.user_id.type)
_SEEN = exists().where(
    TicketFlag.ticket_id == Ticket.id, TicketFlag.ticket_key == "Seen", TicketFlag.create_by == _VIEWER
)
_WATCHED = exists().where(TicketWatcher.ticket_id == Ticket.id, TicketWatcher.user_id == _VIEWER)
_MENTIONED = exists().where(Mention.ticket_id == Ticket.id, Mention.user_id == _VIEWER)
_ESCALATED = and_(Ticket.escalation_time > 0, Ticket.escalation_time <= _value("escalated", Ticket.escalation_time))

CONDITIONS: Final[dict[str, ColumnElement[bool]]] = {
    "queue_id": _in("queue_id", Ticket.queue_id),
    # One queue by equality: only then does an index over queue and time give the order.
    "queue_id_one": Ticket.queue_id == _value("queue_id_one", Ticket.queue_id),
    "state_id": _in("state_id", Ticket.ticket_state_id),
    "priority_id": _in("priority_id", Ticket.ticket_priority_id),
    "type_id": _in("type_id", Ticket.type_id),
    "service": _by_name("service", Ticket.service_id, Service),
    "service_id": _in("service_id", Ticket.service_id),
    "sla": _by_name("sla", Ticket.sla_id, Sla),
    "sla_id": _in("sla_id", Ticket.sla_id),
    "owner": _by_name("owner", Ticket.user_id, User, User.login),
    "owner_id": _in("owner_id", Ticket.user_id),
    "responsible": _by_name("responsible", Ticket.responsible_user_id, User, User.login),
    "responsible_id": _in("responsible_id", Ticket.responsible_user_id),
    "customer_id": _in("customer_id", Ticket.customer_id),
    "customer_id_like": _like("customer_id_like", Ticket.customer_id),
    "customer_user": _in("customer_user", Ticket.customer_user_id),
    "customer_user_like": _like("customer_user_like", Ticket.customer_user_id),
    "created_after": Ticket.create_time > _value("created_after", Ticket.create_time),
    "created_before": Ticket.create_time < _value("created_before", Ticket.create_time),
    "changed_after": Ticket.change_time > _value("changed_after", Ticket.change_time),
    "changed_before": Ticket.change_time < _value("changed_before", Ticket.change_time),
    "changed_settled": Ticket.change_time < _value("changed_settled", Ticket.change_time),
    "pending_before": and_(Ticket.until_time > 0, Ticket.until_time < _value("pending_before", Ticket.until_time)),
    "number": Ticket.tn == _value("number", Ticket.tn),
    "number_like": _like("number_like", Ticket.tn),
    "title": _like("title", Ticket.title),
    "lock_id": _in("lock_id", Ticket.ticket_lock_id),
    "locked": Ticket.ticket_lock_id.not_in(select(TicketLockType.id).where(_in("locked", TicketLockType.name))),
    "unlocked": Ticket.ticket_lock_id.in_(select(TicketLockType.id).where(_in("unlocked", TicketLockType.name))),
    "archived": Ticket.archive_flag == _value("archived", Ticket.archive_flag),
    "watched": _WATCHED,
    "unwatched": ~_WATCHED,
    "mentioned": _MENTIONED,
    "unmentioned": ~_MENTIONED,
    "escalated": _ESCALATED,
    "not_escalated": or_(
        Ticket.escalation_time == 0, Ticket.escalation_time > _value("not_escalated", Ticket.escalation_time)
    ),
    "seen": _SEEN,
    "unseen": ~_SEEN,
    **SEARCH_CONDITIONS,
}
