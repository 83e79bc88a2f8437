"""What was found about signatures and encryption of a ticket's mails, for whoever reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from gotrs_api.articles.models import Article
from gotrs_api.kernel.ids import TicketId
from gotrs_api.mail.inbound.trace import load_trace
from gotrs_api.mail.models import ArticleTrace
from gotrs_api.mail.security.opening import GOOD, STEP
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow


@dataclass(frozen=True)
class SecurityNote:
    """`by` is what was looked at (`S/MIME signature`), `text` the result (English)."""

    by: str
    text: str
    good: bool


async def security_notes(uow: ReadUow, ticket_id: TicketId) -> Mapping[int, list[SecurityNote]]:
    """By article. The caller has seen that the ticket may be read. No statement where both kinds are switched off."""
    if not await sysconfig.get(uow, settings.SMIME) and not await sysconfig.get(uow, settings.PGP):
        return {}
    query = (
        select(ArticleTrace.article_id, ArticleTrace.decided)
        .join(Article, Article.id == ArticleTrace.article_id)
        .where(Article.ticket_id == ticket_id, ArticleTrace.decided.contains(f'"{STEP}"', autoescape=True))
    )
    return {
        row.article_id: [
            SecurityNote(one.by, one.what.partition(": ")[2], one.what.startswith(GOOD))
            for one in load_trace(row.decided)
            if one.step == STEP
        ]
        for row in await uow.session.execute(query)
    }
