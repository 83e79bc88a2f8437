"""The internal note that goes with an action."""

from __future__ import annotations

from typing import Final

from gotrs_api.articles.new_article import NewArticle
from gotrs_api.articles.schemas import ArticleChannel, SenderType
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.tickets.history_format import add_note
from gotrs_api.tickets.schemas.commands import Action, NoteInput
from gotrs_api.tickets.service.addresses import person
from gotrs_api.tickets.service.dynamic_fields import set_fields
from gotrs_api.tickets.service.messages import store_message
from gotrs_api.tickets.service.opening import open_ticket
from gotrs_api.uow import UnitOfWork

# What the history says about the screen a note came from.
NOTE: Final = "Note"
BULK: Final = "Bulk"
CLOSE: Final = "Close"
FREE_TEXT: Final = "FreeText"
MOVE: Final = "Move"
OWNER: Final = "Owner"
PENDING: Final = "Pending"
PRIORITY: Final = "Priority"
RESPONSIBLE: Final = "Responsible"


async def add_note_of(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: Action, screen: str
) -> ArticleId | None:
    """Add the command's note, if it has one; the right to the action is enough. Then its dynamic fields."""
    article_id = await _add_note(uow, principal, ticket_id, command.note, screen)
    await set_fields(uow, principal, ticket_id, command.dynamic_fields, f"AgentTicket{screen}")
    return article_id


async def add_note_with_right(uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: Action) -> None:
    """For actions that anybody who reads the ticket may do: what is written with them asks for the right to it.

    Raises TicketRightMissing.
    """
    if command.note is not None or command.dynamic_fields:
        await open_ticket(uow, principal, ticket_id, "note")
        await add_note_of(uow, principal, ticket_id, command, NOTE)


async def _add_note(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, note: NoteInput | None, screen: str
) -> ArticleId | None:
    if note is None:
        return None
    new = NewArticle(
        ticket_id=ticket_id,
        channel=ArticleChannel.INTERNAL,
        sender_type=SenderType.SYSTEM if principal.is_system else SenderType.AGENT,
        visible_for_customer=note.visible_for_customer,
        subject=note.subject,
        body=note.body,
        from_=person(principal),
    )
    return await store_message(uow, new, add_note(screen), unlock_on_away=True)
