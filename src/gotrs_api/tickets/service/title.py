"""The title of a ticket."""

from __future__ import annotations

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import history_format
from gotrs_api.tickets.events import TicketTitleChanged
from gotrs_api.tickets.schemas import TicketRead, TicketSetTitle
from gotrs_api.tickets.service.current import change, current
from gotrs_api.tickets.service.notes import FREE_TEXT, add_note_of
from gotrs_api.tickets.service.opening import answer, open_ticket
from gotrs_api.uow import UnitOfWork


async def set_title(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketSetTitle, *, if_match: str | None = None
) -> TicketRead:
    await open_ticket(uow, principal, ticket_id, "title", if_match=if_match)
    await apply_title(uow, ticket_id, command.title)
    await add_note_of(uow, principal, ticket_id, command, FREE_TEXT)
    return await answer(uow, principal, ticket_id)


async def apply_title(uow: UnitOfWork, ticket_id: TicketId, title: str) -> None:
    row = await current(uow, ticket_id)
    if row.title == title:
        return
    await change(uow, ticket_id, history_format.title_update(row.title, title), title=title)
    await uow.emit(TicketTitleChanged(ticket_id=ticket_id, old_title=row.title, new_title=title))
