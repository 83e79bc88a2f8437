"""Finding the article that a mail answers."""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from gotrs_api.articles import repository
from gotrs_api.articles.service.store import message_id_md5
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.uow import ReadUow

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class FoundArticle:
    article_id: ArticleId
    ticket_id: TicketId


async def find_by_message_id(uow: ReadUow, message_id: str) -> FoundArticle | None:
    """The one article with this Message-ID (with its angle brackets); None when there is none or several.

    Only the MD5 is compared. If there are several, none is returned and it is logged, as in OTRS 6 (ArticleGetByMessageID).
    """
    md5 = message_id_md5(message_id)
    await uow.write_gathered(repository.MIME, a_message_id_md5=md5)
    rows = await repository.by_message_id_md5(uow.session, md5)
    if len(rows) > 1:
        log.warning("articles.message_id_ambiguous", article_ids=[row.id for row in rows])
        return None
    return FoundArticle(ArticleId(rows[0].id), TicketId(rows[0].ticket_id)) if rows else None
