"""Service and SLA of a ticket."""

from __future__ import annotations

from typing import Final

from gotrs_api.customers import service as customers
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import ServiceId, SlaId, TicketId
from gotrs_api.tickets import history_format
from gotrs_api.tickets.errors import InvalidTicketChange
from gotrs_api.tickets.events import NotificationServiceUpdate, TicketServiceChanged, TicketSlaChanged
from gotrs_api.tickets.history_format import Named
from gotrs_api.tickets.repository import master
from gotrs_api.tickets.repository.master import Datum
from gotrs_api.tickets.schemas import TicketRead, TicketSetService, TicketSetSla
from gotrs_api.tickets.schemas.fields import Command
from gotrs_api.tickets.service.current import change, current
from gotrs_api.tickets.service.notes import FREE_TEXT, add_note_of
from gotrs_api.tickets.service.opening import answer, open_ticket
from gotrs_api.tickets.service.resolving import one, pointer
from gotrs_api.uow import UnitOfWork

NOT_OF_CUSTOMER: Final = "The service is not assigned to the ticket's customer user."
NOT_OF_SERVICE: Final = "The SLA does not belong to the ticket's service."


async def set_service(
    uow: UnitOfWork,
    principal: Principal,
    ticket_id: TicketId,
    command: TicketSetService,
    *,
    if_match: str | None = None,
) -> TicketRead:
    """An SLA that the new service does not have is taken off."""
    row = await open_ticket(uow, principal, ticket_id, "service", if_match=if_match)
    service = await named_or_none(uow, "service", command)
    if not principal.is_system:
        await require_service_of_customer(uow, row.customer_login, service, pointer(command, "service"))
    await apply_service(uow, ticket_id, service)
    await add_note_of(uow, principal, ticket_id, command, FREE_TEXT)
    return await answer(uow, principal, ticket_id)


async def set_sla(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketSetSla, *, if_match: str | None = None
) -> TicketRead:
    """The SLA must belong to the ticket's service (InvalidTicketChange), except for automatic work."""
    await open_ticket(uow, principal, ticket_id, "sla", if_match=if_match)
    sla = await named_or_none(uow, "sla", command)
    if not principal.is_system:
        await require_sla_of_service(uow, ticket_id, sla, pointer(command, "sla"))
    await apply_sla(uow, ticket_id, sla)
    await add_note_of(uow, principal, ticket_id, command, FREE_TEXT)
    return await answer(uow, principal, ticket_id)


async def named_or_none(uow: UnitOfWork, kind: str, command: Command) -> Datum | None:
    """None when the command gives neither name nor id: the value is emptied."""
    if getattr(command, kind, None) is None and getattr(command, f"{kind}_id", None) is None:
        return None
    return await one(uow, kind, command)


async def require_sla_of_service(uow: UnitOfWork, ticket_id: TicketId, sla: Datum | None, pointer: str) -> None:
    """Raises InvalidTicketChange."""
    if sla is None:
        return
    row = await current(uow, ticket_id)
    if row.service_id is None or not await master.service_has_sla(uow.session, row.service_id, sla.id):
        raise InvalidTicketChange.field(pointer, "not_of_service", NOT_OF_SERVICE)


async def service_has_sla(uow: UnitOfWork, service_id: int, sla_id: int) -> bool:
    """Whether tickets of the service can have the SLA."""
    return await master.service_has_sla(uow.session, service_id, sla_id)


async def require_service_of_customer(uow: UnitOfWork, login: str | None, service: Datum | None, pointer: str) -> None:
    """A known customer user's tickets get services that were assigned to them, or the default ones, as on OTRS's
    screens; as long as no service is assigned to anybody, every one does. Raises InvalidTicketChange.
    """
    if login is None or service is None:
        return
    theirs = await customers.services_of(uow, login)
    if all(each.id != service.id for each in theirs) and await master.any_service_assigned(uow.session):
        raise InvalidTicketChange.field(pointer, "not_of_customer", NOT_OF_CUSTOMER)


async def apply_service(uow: UnitOfWork, ticket_id: TicketId, service: Datum | None) -> None:
    row = await current(uow, ticket_id)
    new_id = service.id if service else None
    if row.service_id == new_id:
        return
    line = history_format.service_update(_named(service), _old(row.service_id, row.service_name))
    await change(uow, ticket_id, line, service_id=new_id)
    await uow.emit(NotificationServiceUpdate(ticket_id=ticket_id))
    await uow.emit(
        TicketServiceChanged(
            ticket_id=ticket_id,
            old_service_id=None if row.service_id is None else ServiceId(row.service_id),
            new_service_id=None if new_id is None else ServiceId(new_id),
        )
    )
    if row.sla_id is not None:
        fits = new_id is not None and await master.service_has_sla(uow.session, new_id, row.sla_id)
        if not fits:
            await apply_sla(uow, ticket_id, None)


async def apply_sla(uow: UnitOfWork, ticket_id: TicketId, sla: Datum | None) -> None:
    row = await current(uow, ticket_id)
    new_id = sla.id if sla else None
    if row.sla_id == new_id:
        return
    await change(uow, ticket_id, history_format.sla_update(_named(sla), _old(row.sla_id, row.sla_name)), sla_id=new_id)
    await uow.emit(
        TicketSlaChanged(
            ticket_id=ticket_id,
            old_sla_id=None if row.sla_id is None else SlaId(row.sla_id),
            new_sla_id=None if new_id is None else SlaId(new_id),
        )
    )


def _named(datum: Datum | None) -> Named | None:
    return Named(datum.name, datum.id) if datum else None


def _old(id_: int | None, name: str | None) -> Named | None:
    return None if id_ is None else Named(name or "", id_)
