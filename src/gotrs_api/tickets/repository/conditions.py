"""What lists of tickets can be narrowed by, as SQL with named values.

Master data are given as ids (see `service.filtering`), by name only where nothing but names is known.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import ColumnElement, and_, bindparam, exists, or_, select

from gotrs_api.catalog.models import Service
from gotrs_api.identity.models import User
from gotrs_api.sla.models import Sla
from gotrs_api.tickets.models import Mention, Ticket, TicketFlag, TicketWatcher
from gotrs_api.tickets.repository.named_values import is_like, is_one_of, value_of
from gotrs_api.tickets.repository.search_conditions import SEARCH_CONDITIONS


def _by_name(name: str, foreign_key: Any, model: Any, column: Any = None) -> ColumnElement[bool]:
    column = model.name if column is None else column
    found: ColumnElement[bool] = foreign_key.in_(select(model.id).where(is_one_of(name, column)))
    return found


_VIEWER = bindparam("viewer", type_=Ticket.user_id.type)
_SEEN = exists().where(
    TicketFlag.ticket_id == Ticket.id, TicketFlag.ticket_key == "Seen", TicketFlag.create_by == _VIEWER
)
_WATCHED = exists().where(TicketWatcher.ticket_id == Ticket.id, TicketWatcher.user_id == _VIEWER)
_MENTIONED = exists().where(Mention.ticket_id == Ticket.id, Mention.user_id == _VIEWER)
_ESCALATED = and_(Ticket.escalation_time > 0, Ticket.escalation_time <= value_of("escalated", Ticket.escalation_time))

CONDITIONS: Final[dict[str, ColumnElement[bool]]] = {
    "queue_id": is_one_of("queue_id", Ticket.queue_id),
    # One queue by equality: only then can an index over queue and time provide the order.
    "queue_id_one": Ticket.queue_id == value_of("queue_id_one", Ticket.queue_id),
    "state_id": is_one_of("state_id", Ticket.ticket_state_id),
    "priority_id": is_one_of("priority_id", Ticket.ticket_priority_id),
    "type_id": is_one_of("type_id", Ticket.type_id),
    "service": _by_name("service", Ticket.service_id, Service),
    "service_id": is_one_of("service_id", Ticket.service_id),
    "sla": _by_name("sla", Ticket.sla_id, Sla),
    "sla_id": is_one_of("sla_id", Ticket.sla_id),
    "owner": _by_name("owner", Ticket.user_id, User, User.login),
    "owner_id": is_one_of("owner_id", Ticket.user_id),
    "responsible": _by_name("responsible", Ticket.responsible_user_id, User, User.login),
    "responsible_id": is_one_of("responsible_id", Ticket.responsible_user_id),
    "customer_id": is_one_of("customer_id", Ticket.customer_id),
    "customer_id_like": is_like("customer_id_like", Ticket.customer_id),
    "customer_user": is_one_of("customer_user", Ticket.customer_user_id),
    "customer_user_like": is_like("customer_user_like", Ticket.customer_user_id),
    "created_after": Ticket.create_time > value_of("created_after", Ticket.create_time),
    "created_before": Ticket.create_time < value_of("created_before", Ticket.create_time),
    "changed_after": Ticket.change_time > value_of("changed_after", Ticket.change_time),
    "changed_before": Ticket.change_time < value_of("changed_before", Ticket.change_time),
    "changed_settled": Ticket.change_time < value_of("changed_settled", Ticket.change_time),
    "pending_before": and_(Ticket.until_time > 0, Ticket.until_time < value_of("pending_before", Ticket.until_time)),
    "number": Ticket.tn == value_of("number", Ticket.tn),
    "number_like": is_like("number_like", Ticket.tn),
    "title": is_like("title", Ticket.title),
    "lock_id": is_one_of("lock_id", Ticket.ticket_lock_id),
    "archived": Ticket.archive_flag == value_of("archived", Ticket.archive_flag),
    "watched": _WATCHED,
    "unwatched": ~_WATCHED,
    "mentioned": _MENTIONED,
    "unmentioned": ~_MENTIONED,
    "escalated": _ESCALATED,
    "not_escalated": or_(
        Ticket.escalation_time == 0, Ticket.escalation_time > value_of("not_escalated", Ticket.escalation_time)
    ),
    "seen": _SEEN,
    "unseen": ~_SEEN,
    **SEARCH_CONDITIONS,
}
