"""Where articles came from that were moved by a merge, so that they find back.

OTRS keeps no trace of it. We leave a flag at each article, `GOTRS::MergedFrom::<ticket>` with the ticket that it went
to; OTRS passes over flags that it does not know.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple, cast

from sqlalchemy import Table, delete, insert, select, update

from gotrs_api.articles.models import Article, ArticleFlag
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.uow import ReadUow, UnitOfWork

_KEY: Final = "GOTRS::MergedFrom::"
_FLAG = cast(Table, ArticleFlag.__table__)
_ARTICLE = cast(Table, Article.__table__)


class Arrival(NamedTuple):
    """An article came out of `from_ticket` into `to_ticket` at this moment."""

    article_id: ArticleId
    from_ticket: TicketId
    to_ticket: TicketId
    moment: datetime


async def remember_origin(
    uow: UnitOfWork, article_ids: Sequence[ArticleId], from_ticket: TicketId, to_ticket: TicketId
) -> None:
    """The articles were just moved. One statement."""
    if not article_ids:
        return
    common = {
        "article_key": f"{_KEY}{from_ticket}",
        "article_value": str(to_ticket),
        "create_time": uow.clock.now(),
        "create_by": uow.acting_id,
    }
    await uow.session.execute(insert(_FLAG), [{"article_id": each, **common} for each in article_ids])


async def arrivals(uow: ReadUow, ticket_id: TicketId) -> list[Arrival]:
    """All arrivals that the articles now in this ticket remember, also those of earlier merges in a chain."""
    query = (
        select(Article.id, ArticleFlag.article_key, ArticleFlag.article_value, ArticleFlag.create_time)
        .join(ArticleFlag, ArticleFlag.article_id == Article.id)
        .where(Article.ticket_id == ticket_id, ArticleFlag.article_key.startswith(_KEY))
        .order_by(Article.id)
    )
    return [
        Arrival(
            ArticleId(row.id),
            TicketId(int(row.article_key[len(_KEY) :])),
            TicketId(int(row.article_value)),
            row.create_time,
        )
        for row in await uow.session.execute(query)
    ]


async def give_back(uow: UnitOfWork, article_ids: Sequence[ArticleId], to_ticket: TicketId) -> None:
    """Move articles back to the ticket that they came from, and forget that they were away."""
    await uow.session.execute(
        update(_ARTICLE)
        .where(_ARTICLE.c.id.in_(article_ids))
        .values(ticket_id=to_ticket, change_time=uow.clock.now(), change_by=uow.acting_id)
    )
    await uow.session.execute(
        delete(_FLAG).where(_FLAG.c.article_id.in_(article_ids), _FLAG.c.article_key == f"{_KEY}{to_ticket}")
    )
