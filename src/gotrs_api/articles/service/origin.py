"""Where articles came from that a merge moved, so that they can be moved back.

OTRS keeps no trace of it. We leave a flag at each article, `GOTRS::MergedFrom::<ticket>` with the ticket that it went
to; when the merge is undone the flag becomes `GOTRS::WasMerged::<ticket>::<epoch of its return>`. OTRS passes over
flags that it does not know.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import Row, Table, insert, or_, select, update

from gotrs_api.articles.models import Article, ArticleFlag
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.uow import ReadUow, UnitOfWork

_KEY: Final = "GOTRS::MergedFrom::"
_UNDONE: Final = "GOTRS::WasMerged::"
_IN_ONE: Final = 1000  # ids in one statement
_FLAG = cast(Table, ArticleFlag.__table__)
_ARTICLE = cast(Table, Article.__table__)
_IS_MOVE: Final = or_(ArticleFlag.article_key.startswith(_KEY), ArticleFlag.article_key.startswith(_UNDONE))


class Arrival(NamedTuple):
    """An article came out of `from_ticket` into `to_ticket` at this moment."""

    article_id: ArticleId
    from_ticket: TicketId
    to_ticket: TicketId
    moment: datetime


class Move(NamedTuple):
    """An article left `from_ticket` for `to_ticket` at this moment."""

    moment: datetime
    from_ticket: int
    to_ticket: int


class Journey(NamedTuple):
    """An article that was moved at all: where it lies now, and its moves, oldest first."""

    article_id: int
    lies_in: int
    created: datetime
    moves: tuple[Move, ...]

    def place_at(self, moment: datetime) -> int:
        """The ticket that it lay in then."""
        made = [move for move in self.moves if move.moment <= moment]
        return made[-1].to_ticket if made else self.moves[0].from_ticket


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
    """All arrivals recorded at the articles that are now in this ticket, including those of earlier merges in a chain."""
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


async def moves_of(uow: ReadUow, article_id: ArticleId) -> tuple[Move, ...]:
    """Of one article, oldest first."""
    query = select(ArticleFlag.article_key, ArticleFlag.article_value, ArticleFlag.create_time).where(
        ArticleFlag.article_id == article_id, _IS_MOVE
    )
    rows = (await uow.session.execute(query)).all()
    return tuple(sorted(_moves(rows)))


async def give_back(uow: UnitOfWork, article_ids: Sequence[ArticleId], to_ticket: TicketId) -> None:
    """Move articles back to the ticket that they came from, and remember how long they were away."""
    await uow.session.execute(
        update(_ARTICLE)
        .where(_ARTICLE.c.id.in_(article_ids))
        .values(ticket_id=to_ticket, change_time=uow.clock.now(), change_by=uow.acting_id)
    )
    undone = f"{_UNDONE}{to_ticket}::{int(uow.clock.now().timestamp())}"
    await uow.session.execute(
        update(_FLAG)
        .where(_FLAG.c.article_id.in_(article_ids), _FLAG.c.article_key == f"{_KEY}{to_ticket}")
        .values(article_key=undone)
    )


async def journeys(uow: ReadUow, ticket_ids: Collection[int]) -> list[Journey]:
    """Of the articles in these tickets that were ever moved by a merge; one statement for a thousand tickets."""
    flags: dict[int, list[Row[Any]]] = {}
    wanted = sorted(ticket_ids)
    for start in range(0, len(wanted), _IN_ONE):
        part = wanted[start : start + _IN_ONE]
        query = (
            select(Article.id, Article.ticket_id, Article.create_time.label("created"))
            .add_columns(ArticleFlag.article_key, ArticleFlag.article_value, ArticleFlag.create_time)
            .join(ArticleFlag, ArticleFlag.article_id == Article.id)
            .where(Article.ticket_id.in_(part), _IS_MOVE)
            .order_by(Article.id)
        )
        for row in await uow.session.execute(query):
            flags.setdefault(row.id, []).append(row)
    return [
        Journey(article_id, rows[0].ticket_id, rows[0].created, tuple(sorted(_moves(rows))))
        for article_id, rows in flags.items()
    ]


def _moves(rows: Iterable[Any]) -> Iterator[Move]:
    for row in rows:
        from_ticket, _, epoch = row.article_key.removeprefix(_KEY).removeprefix(_UNDONE).partition("::")
        yield Move(row.create_time, int(from_ticket), int(row.article_value))
        if epoch:
            yield Move(datetime.fromtimestamp(int(epoch), UTC), int(row.article_value), int(from_ticket))
