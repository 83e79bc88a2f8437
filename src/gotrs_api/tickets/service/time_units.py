"""Booking time on tickets."""

from __future__ import annotations

from decimal import Decimal

from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import history_format
from gotrs_api.tickets.errors import InvalidTicketChange
from gotrs_api.tickets.events import TicketTimeAccounted
from gotrs_api.tickets.history import Entry, write_history
from gotrs_api.tickets.repository import times
from gotrs_api.tickets.schemas import TicketAccountTime, TicketRead, TicketTime, TimeEntry
from gotrs_api.tickets.service import current
from gotrs_api.tickets.service.notes import NOTE, add_note_of
from gotrs_api.tickets.service.opening import answer, open_ticket, see_ticket
from gotrs_api.tickets.service.presenting import user
from gotrs_api.tickets.service.switches import switches_of
from gotrs_api.uow import ReadUow, UnitOfWork


async def account_time(
    uow: UnitOfWork,
    principal: Principal,
    ticket_id: TicketId,
    command: TicketAccountTime,
    *,
    if_match: str | None = None,
) -> TicketRead:
    """Raises InvalidTicketChange for what is no amount, and for an article that is not the ticket's."""
    await open_ticket(uow, principal, ticket_id, "time", if_match=if_match)
    article_id = None if command.article_id is None else ArticleId(command.article_id)
    if article_id is not None and not await times.is_article_of(uow.session, article_id, ticket_id):
        raise InvalidTicketChange.field("/article_id", "unknown", "The ticket has no such article.")
    await account_time_of(uow, ticket_id, command.time_units, article_id)
    await add_note_of(uow, principal, ticket_id, command, NOTE)
    return await answer(uow, principal, ticket_id)


async def account_time_of(uow: UnitOfWork, ticket_id: TicketId, amount: Decimal, article_id: ArticleId | None) -> None:
    """Write the row, the ticket's change time and the history. Nothing for an amount of 0."""
    if not amount:
        return
    await times.insert(uow.session, ticket_id, article_id, amount, uow.clock.now(), uow.acting_id)
    row = await current.change(uow, ticket_id)
    total = await times.total(uow.session, ticket_id)
    await write_history(uow, row, [Entry(history_format.time_accounting(amount, total), article_id)])
    await uow.emit(TicketTimeAccounted(ticket_id=ticket_id, article_id=article_id, time_units=str(amount)))


async def takes_time(uow: ReadUow) -> bool:
    """Whether time is booked at all on this site."""
    return (await switches_of(uow)).account_time


async def needs_time(uow: ReadUow, principal: Principal) -> bool:
    """With `Ticket::Frontend::NeedAccountedTime` agents say with each article how long it took; 0 is an answer, too."""
    return principal.is_agent and await takes_time(uow) and await sysconfig.get(uow, settings.NEED_ACCOUNTED_TIME)


async def require_time(uow: ReadUow, principal: Principal, units: Decimal | None, pointer: str = "/time_units") -> None:
    """Raises InvalidTicketChange where time is needed and none was given."""
    if units is None and await needs_time(uow, principal):
        raise InvalidTicketChange.field(pointer, "required", N_("This is required."))


async def list_time(uow: ReadUow, principal: Principal, ticket_id: TicketId) -> TicketTime:
    """Agents only."""
    principal.require_agent()
    await see_ticket(uow, principal, ticket_id)
    order = await sysconfig.get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
    rows = await times.entries(uow.session, ticket_id)
    return TicketTime(
        total=float(sum((row.time_unit for row in rows), Decimal(0))),
        entries=tuple(
            TimeEntry(
                id=row.id,
                article_id=row.article_id,
                time_units=float(row.time_unit),
                created=row.create_time,
                created_by=user(row.user_id, row.login, row.first_name, row.last_name, order),
            )
            for row in rows
        ),
    )
