"""What agents have seen: marks at articles, and at the ticket when none is left unseen."""

from __future__ import annotations

from typing import Final

from gotrs_api.articles import service as articles
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import ArticleId, TicketId, UserId
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.events import TicketFlagDeleted, TicketFlagSet
from gotrs_api.tickets.repository import flags
from gotrs_api.tickets.schemas import TicketRead, TicketSeen
from gotrs_api.tickets.service import current
from gotrs_api.tickets.service.notes import add_note_with_right
from gotrs_api.tickets.service.opening import answer, see_ticket
from gotrs_api.tickets.service.visibility import viewer_id_of
from gotrs_api.uow import UnitOfWork

SEEN: Final = "Seen"


async def mark_seen(uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketSeen) -> TicketRead:
    """The caller's own marks; nothing of the ticket itself changes. Articles of other tickets are passed over."""
    uow.act_as(principal.user_id)
    row = await see_ticket(uow, principal, ticket_id)
    current.remember(uow, row, viewer_id_of(principal))
    if principal.is_agent:
        ids = None if command.article_ids is None else [ArticleId(id_) for id_ in command.article_ids]
        await articles.mark_seen(uow, ticket_id, principal.user_id, ids)
    await add_note_with_right(uow, principal, ticket_id, command)
    return await answer(uow, principal, ticket_id)


async def article_seen(uow: UnitOfWork, ticket_id: TicketId, user_id: UserId) -> None:
    """An article was marked: the ticket is seen when all its articles are."""
    ignore_system = await sysconfig.get(uow, settings.TICKET_NEW_ARTICLE_IGNORE_SYSTEM_SENDER)
    if await flags.unseen_articles(uow, ticket_id, user_id, ignore_system=ignore_system):
        return
    if await flags.set_flag(uow, ticket_id, SEEN, "1", user_id):
        current.forget(uow, ticket_id)
        await uow.emit(TicketFlagSet(ticket_id=ticket_id, key=SEEN, value="1", user_id=user_id))


async def article_arrived(uow: UnitOfWork, ticket_id: TicketId, article_id: ArticleId, *, is_first: bool) -> None:
    """A new article makes the ticket unseen for all but its author. For the first article nothing needs to be looked up."""
    author = UserId(uow.acting_id)
    if not is_first and await flags.remove(uow, ticket_id, SEEN):
        await uow.emit(TicketFlagDeleted(ticket_id=ticket_id, key=SEEN, user_id=None))
    await flags.add_article_flag(uow, article_id, SEEN, "1", author)
    current.forget(uow, ticket_id)
    if is_first:
        await flags.add_flag(uow, ticket_id, SEEN, "1", author)
        await uow.emit(TicketFlagSet(ticket_id=ticket_id, key=SEEN, value="1", user_id=author))
    else:
        await article_seen(uow, ticket_id, author)
