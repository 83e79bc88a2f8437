"""Booking time on tickets."""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, Decimal, InvalidOperation

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
from gotrs_api.uow import ReadUow, UnitOfWork

_CENT = Decimal("0.01")
_MOST = Decimal("99999999.99")  # decimal(10,2)
_BLANKS = re.compile(r"\s+")


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


async def account_time_of(
    uow: UnitOfWork, ticket_id: TicketId, units: float | str, article_id: ArticleId | None
) -> None:
    """Write the row, the ticket's change time and the history. Nothing for an amount of 0."""
    amount = parse_units(units)
    if not amount:
        return
    await times.insert(uow.session, ticket_id, article_id, amount, uow.clock.now(), uow.acting_id)
    row = await current.change(uow, ticket_id)
    total = await times.total(uow.session, ticket_id)
    await write_history(uow, row, [Entry(history_format.time_accounting(amount, total), article_id)])
    await uow.emit(TicketTimeAccounted(ticket_id=ticket_id, article_id=article_id, time_units=str(amount)))


def parse_units(units: float | str) -> Decimal:
    """Comma is a point, blanks go, the third decimal and what follows is cut off. Raises InvalidTicketChange."""
    text = _BLANKS.sub("", str(units)).replace(",", ".")
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise InvalidTicketChange.field("/time_units", "not_a_number", "This is no amount of time.") from None
    if not amount.is_finite() or amount.copy_abs() > _MOST:
        raise InvalidTicketChange.field("/time_units", "out_of_range", "This is no amount of time.")
    return amount.quantize(_CENT, rounding=ROUND_DOWN)


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
