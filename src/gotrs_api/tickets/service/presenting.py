"""A ticket's row as schemas show it."""

from __future__ import annotations

from datetime import UTC, datetime

from gotrs_api.identity.names import full_name
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.etags import etag
from gotrs_api.sla.escalation_status import EscalationClock
from gotrs_api.sla.rules import EscalationKind
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.permissions import Switches, TicketFacts, allowed_actions
from gotrs_api.tickets.repository.rows import TicketRow
from gotrs_api.tickets.schemas import (
    CustomerUserRef,
    EscalationClockRead,
    EscalationRead,
    NamedRef,
    StateRef,
    TicketRead,
    TicketRef,
    UserRef,
)
from gotrs_api.tickets.service.calendars import clock_state, clocks_of
from gotrs_api.uow import ReadUow


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
        archived=bool(row.archive_flag),
        customer_id=row.customer_id,
        customer_user=row.customer_user,
        watched=bool(row.watched),
        mentioned=bool(row.mentioned),
    )


async def ticket_read(uow: ReadUow, principal: Principal, row: TicketRow, switches: Switches) -> TicketRead:
    order = await sysconfig.get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
    return TicketRead.model_construct(
        id=row.id,
        number=row.tn,
        title=row.title,
        queue=named(row.queue_id, row.queue_name),
        state=StateRef.model_construct(id=row.state_id, name=row.state_name, type=row.state_type),
        priority=named(row.priority_id, row.priority_name),
        type=optional(row.type_id, row.type_name),
        service=optional(row.service_id, row.service_name),
        sla=optional(row.sla_id, row.sla_name),
        lock=named(row.lock_id, row.lock_name),
        owner=user(row.owner_id, row.owner_login, row.owner_first, row.owner_last, order),
        responsible=user(row.responsible_id, row.responsible_login, row.responsible_first, row.responsible_last, order),
        customer_id=row.customer_id or None,
        customer_user=customer(
            row.customer_user, row.customer_login, row.customer_first, row.customer_last, row.customer_email, order
        ),
        pending_until=moment(row.until_time),
        escalation=escalation_read(await clocks_of(uow, row, switches)),
        dynamic_fields={},
        archived=bool(row.archive_flag),
        watched=bool(row.watched),
        seen=bool(row.seen),
        created=row.create_time,
        changed=row.change_time,
        allowed=allowed_actions(principal, facts_of(row), switches),
        etag=etag_of(row),
    )


def summary_ref(row: TicketRow) -> TicketRef:
    state = StateRef(id=row.state_id, name=row.state_name, type=row.state_type)
    return TicketRef(id=row.id, number=row.tn, title=row.title, state=state)


def escalation_read(clocks: tuple[EscalationClock, ...]) -> EscalationRead:
    by_kind = {clock.kind: _clock(clock) for clock in clocks}
    off = EscalationClockRead.model_construct(due=None, state="off")
    return EscalationRead.model_construct(
        first_response=by_kind.get(EscalationKind.FIRST_RESPONSE, off),
        update=by_kind.get(EscalationKind.UPDATE, off),
        solution=by_kind.get(EscalationKind.SOLUTION, off),
    )


def _clock(clock: EscalationClock) -> EscalationClockRead:
    return EscalationClockRead.model_construct(due=clock.destination_at, state=clock_state(clock))


def named(id_: int, name: str) -> NamedRef:
    return NamedRef.model_construct(id=id_, name=name)


def optional(id_: int | None, name: str | None) -> NamedRef | None:
    return None if id_ is None or name is None else named(id_, name)


def user(id_: int, login: str, first: str, last: str, order: int) -> UserRef:
    return UserRef.model_construct(id=id_, login=login, name=full_name(first, last, login, order))


def customer(
    value: str | None, login: str | None, first: str | None, last: str | None, email: str | None, order: int
) -> CustomerUserRef | None:
    """A known customer user by login; for anything else the value itself."""
    if not value:
        return None
    if login is None:
        return CustomerUserRef.model_construct(login=value, name=value, email=value if "@" in value else "")
    name = full_name(first or "", last or "", login, order)
    return CustomerUserRef.model_construct(login=login, name=name, email=email or "")


def moment(epoch: int) -> datetime | None:
    return datetime.fromtimestamp(epoch, UTC) if epoch else None
