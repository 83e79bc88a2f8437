"""Agents whom an article mentions: they are told (UserMention) and may read the ticket from then on."""

from __future__ import annotations

from typing import Final

from gotrs_api.articles.events import UserMentioned
from gotrs_api.articles.new_article import NewArticle
from gotrs_api.articles.schemas import ArticleChannel, SenderType
from gotrs_api.identity.principal import Principal, QueueRight
from gotrs_api.kernel.ids import ArticleId, TicketId, UserId
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.mention_text import MentionedName, mentioned_names
from gotrs_api.tickets.repository import candidates
from gotrs_api.tickets.repository import mentions as repository
from gotrs_api.tickets.schemas import MentionRead
from gotrs_api.tickets.service.opening import see_ticket
from gotrs_api.tickets.service.presenting import user
from gotrs_api.uow import ReadUow, UnitOfWork

_HTML: Final = "text/html"


async def note_mentions(uow: UnitOfWork, article_id: ArticleId, new: NewArticle) -> None:
    """Record and notify whom a newly stored article mentions; only for articles by agents and calls.

    At most `Mentions###Limit` agents; a group stands for its members with `ro`. Nobody mentions themselves. A text
    that mentions nobody costs no statement.
    """
    if new.sender_type is not SenderType.AGENT and new.channel is not ArticleChannel.PHONE:
        return
    names = mentioned_names(new.body, is_html=new.content_type.lower().startswith(_HTML))
    if not names:
        return
    found = dict.fromkeys(user_id for user_id in await _agents(uow, names) if user_id != uow.acting_id)
    user_ids = list(found)[: await sysconfig.get(uow, settings.MENTIONS_LIMIT)]
    if not user_ids:
        return
    await repository.add(uow.session, new.ticket_id, article_id, user_ids, uow.clock.now())
    for user_id in user_ids:
        await uow.emit(UserMentioned(ticket_id=new.ticket_id, article_id=article_id, user_id=UserId(user_id)))


async def list_mentions(uow: ReadUow, principal: Principal, ticket_id: TicketId) -> list[MentionRead]:
    """Who was mentioned in which article, oldest first. Agents only."""
    principal.require_agent()
    await see_ticket(uow, principal, ticket_id)
    order = await sysconfig.get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
    return [
        MentionRead(
            agent=user(row.id, row.login, row.first_name, row.last_name, order),
            article_id=row.article_id,
            created=row.create_time,
        )
        for row in await repository.of_ticket(uow.session, ticket_id)
    ]


async def _agents(uow: UnitOfWork, names: list[MentionedName]) -> list[int]:
    words = sorted({each.name.lower() for each in names})
    agents = await repository.agents_by_login(uow.session, words)
    blocked = {name.lower() for name in await sysconfig.get(uow, settings.MENTIONS_BLOCKED_GROUPS)}
    groups = await repository.groups_by_name(uow.session, [word for word in words if word not in blocked])
    found: list[int] = []
    for each in names:
        word = each.name.lower()
        if not each.group_only and word in agents:
            found.append(agents[word])
        elif word in groups:
            members = await candidates.agents_with_right(uow.session, groups.pop(word), QueueRight.RO)
            found += [member.id for member in members]
    return found
