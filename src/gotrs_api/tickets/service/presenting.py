"""From a ticket's row to what schemas show."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.identity.names import full_name
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.etags import etag
from gotrs_api.sla.escalation_status import EscalationClock
from gotrs_api.sla.rules import EscalationKind
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.permissions import Switches, TicketFacts, allowed_actions
from gotrs_api.tickets.repository.links import LinkedTicket
from gotrs_api.tickets.repository.rows import TicketRow
from gotrs_api.tickets.schemas import (
    NamedRef,
    StateRef,
    TicketRead,
    TicketRef,
    UserRef,
)
from gotrs_api.tickets.service import merge_trail
from gotrs_api.tickets.service.calendars import clock_state, clocks_of
from gotrs_api.uow import ReadUow

Values = dict[str, Any]


def etag_of(row: TicketRow) -> str:
    """Changes with every change through us (version) and with OTRS's own (change time)."""
    return etag(row.id, row.version, row.change_time)


def facts_of(row: TicketRow) -> TicketFacts:
    return TicketFacts(
        group_id=row.group_id,
        owner_id=row.owner_id,
        owner_login=row.owner_login,
        responsible_id=row.responsible_id,
        lock=row.lock_name,
        state_type=row.state_type,
        follow_up=row.follow_up,
        customer_id=row.customer_id,
        customer_user=row.customer_user,
        watched=bool(row.watched),
        mentioned=bool(row.mentioned),
        queue=row.queue_name,
    )


async def ticket_read(uow: ReadUow, principal: Principal, row: TicketRow, switches: Switches) -> TicketRead:
    values = await ticket_values(uow, principal, row, switches)
    return TicketRead.model_validate({**values, "etag": etag_of(row)})


async def ticket_values(uow: ReadUow, principal: Principal, row: TicketRow, switches: Switches) -> Values:
    """The ticket as it goes out: the members of `TicketRead` in their order, moments aware; without its ETag."""
    order = await sysconfig.get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
    only = await dynamic_fields.names_for_reader(uow, principal)
    having = (row.id,) if row.has_fields else ()
    fields = await uow.once(
        ("ticket fields", principal.key, row.id),
        lambda: dynamic_fields.values_of(uow, ObjectType.TICKET, [row.id], only=only, having=having),
    )
    main = await merge_trail.target_of(uow, principal, row)
    return {
        "id": row.id,
        "number": row.tn,
        "title": row.title,
        "queue": {"id": row.queue_id, "name": row.queue_name},
        "state": {"id": row.state_id, "name": row.state_name, "type": row.state_type},
        "priority": {"id": row.priority_id, "name": row.priority_name},
        "type": _optional_values(row.type_id, row.type_name),
        "service": _optional_values(row.service_id, row.service_name),
        "sla": _optional_values(row.sla_id, row.sla_name),
        "lock": {"id": row.lock_id, "name": row.lock_name},
        "owner": user_values(row.owner_id, row.owner_login, row.owner_first, row.owner_last, order),
        "responsible": user_values(
            row.responsible_id, row.responsible_login, row.responsible_first, row.responsible_last, order
        ),
        "customer_id": row.customer_id or None,
        "customer_user": customer_values(
            row.customer_user, row.customer_login, row.customer_first, row.customer_last, row.customer_email, order
        ),
        "pending_until": moment(row.until_time),
        "escalation": _escalation_values(await clocks_of(uow, row, switches)),
        "dynamic_fields": fields[row.id],
        "archived": bool(row.archive_flag),
        "watched": bool(row.watched),
        "seen": bool(row.seen),
        "created": row.create_time,
        "changed": row.change_time,
        "merged_into": None if main is None else summary_ref(main).model_dump(),
        "allowed": sorted(allowed_actions(principal, facts_of(row), switches)),
    }


def summary_ref(row: TicketRow | LinkedTicket) -> TicketRef:
    state = StateRef(id=row.state_id, name=row.state_name, type=row.state_type)
    return TicketRef(id=row.id, number=row.tn, title=row.title, state=state)


_OFF: Final[Values] = {"due": None, "state": "off"}


def _escalation_values(clocks: tuple[EscalationClock, ...]) -> Values:
    by_kind = {clock.kind: {"due": clock.destination_at, "state": clock_state(clock)} for clock in clocks}
    return {
        "first_response": by_kind.get(EscalationKind.FIRST_RESPONSE, _OFF),
        "update": by_kind.get(EscalationKind.UPDATE, _OFF),
        "solution": by_kind.get(EscalationKind.SOLUTION, _OFF),
    }


def named(id_: int, name: str) -> NamedRef:
    return NamedRef(id=id_, name=name)


def optional(id_: int | None, name: str | None) -> NamedRef | None:
    return None if id_ is None or name is None else named(id_, name)


def user(id_: int, login: str, first: str, last: str, order: int) -> UserRef:
    return UserRef(id=id_, login=login, name=full_name(first, last, login, order))


def _optional_values(id_: int | None, name: str | None) -> Values | None:
    return None if id_ is None or name is None else {"id": id_, "name": name}


def user_values(id_: int, login: str, first: str, last: str, order: int) -> Values:
    return {"id": id_, "login": login, "name": full_name(first, last, login, order)}


def customer_values(
    value: str | None, login: str | None, first: str | None, last: str | None, email: str | None, order: int
) -> Values | None:
    """A known customer user by login; for anything else the value itself."""
    if not value:
        return None
    if login is None:
        return {"login": value, "name": value, "email": value if "@" in value else ""}
    return {"login": login, "name": full_name(first or "", last or "", login, order), "email": email or ""}


def moment(epoch: int) -> datetime | None:
    return datetime.fromtimestamp(epoch, UTC) if epoch else None
