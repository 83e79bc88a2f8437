"""Ranked full-text search: which documents fit best, among tickets that one may see.

Only the newest documents that fit are ranked (`MOST_RANKED`), so that a word that half of all mails hold costs no more
than any other. The score is made of where the words stand: number and title, then subject, sender, customer and file names,
then the body. It is the same on each database.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    and_,
    case,
    cast,
    func,
    literal,
    select,
    true,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from gotrs_api.articles.models import Article, ArticleMime
from gotrs_api.db.among import Ids, among
from gotrs_api.db.fulltext import Expression, Phrase, holds, matches, read_through, searched
from gotrs_api.search.models import SearchDocument
from gotrs_api.tickets.models import Ticket
from gotrs_api.tickets.repository.listing import Query, conditions_of
from gotrs_api.tickets.repository.search_conditions import visible_document

MOST_RANKED: Final = 2000  # OTRS: Ticket::Frontend::AgentTicketSearch###SearchLimit
# Each lies somewhere else, and so do its article and ticket.
MOST_LOOKED_UP: Final = 1000
_MOST_SCORED_PHRASES: Final = 8
_HEADING, _MARGIN = 10, 3
# One number for score and document, so that a page is cut and ordered by it: the id is below 2**39 either way.
_SHIFT: Final = 40
_SCORE_STEP: Final = 1 << _SHIFT


class Hit(NamedTuple):
    """`key` orders hits, best first downwards. `article_id` is None where a ticket without articles was found."""

    key: int
    ticket_id: int

    @property
    def score(self) -> int:
        return (self.key + (_SCORE_STEP >> 1)) >> _SHIFT

    @property
    def article_id(self) -> int | None:
        document_id = self.key - (self.score << _SHIFT)
        return document_id if document_id > 0 else None


class Wanted(NamedTuple):
    """`query` says which tickets; its `visibility` and conditions hold for each document's ticket.

    `few`: ids of all documents that fit, where these are few; of the newest of them where `older_fit`. `at_once`: else, among
    how many of the newest documents they are looked for. Both None: among all.
    """

    expression: Expression
    phrases: tuple[Phrase, ...]
    query: Query
    for_customer: bool
    few: list[int] | None = None
    older_fit: bool = False
    at_once: int | None = None

    def of_the_newest(self) -> Wanted:
        """The same for a list that may go on by time: no more documents are ranked than are quickly looked up one by one."""
        if self.few is None or len(self.few) <= MOST_LOOKED_UP:
            return self
        return self._replace(few=sorted(self.few)[-MOST_LOOKED_UP:], older_fit=True)


class Best(NamedTuple):
    """`tickets`: how many there are, where nothing was seen yet; `more`: and whether more documents fit than were ranked."""

    hits: list[Hit]
    tickets: int | None
    more: bool


async def best_tickets(session: AsyncSession, wanted: Wanted, *, limit: int, below: int | None) -> Best:
    """Each ticket once, with its best document; `below` is the key of the last one seen.

    Where nothing was seen yet, how many there are is known by the way: finding them is what costs.
    """
    ranked = _ranked(wanted)
    key = func.max(ranked.c.key)
    statement = select(key, ranked.c.ticket_id).group_by(ranked.c.ticket_id).order_by(key.desc()).limit(limit)
    if below is not None:
        statement = statement.having(key < below)
        return Best([Hit(*row) for row in await session.execute(statement, _parameters(wanted))], None, more=False)
    statement = statement.add_columns(func.count().over(), func.sum(func.count()).over())
    rows = (await session.execute(statement, _parameters(wanted))).all()
    tickets, documents = rows[0][2:] if rows else (0, 0)
    return Best([Hit(*row[:2]) for row in rows], tickets, more=documents >= MOST_RANKED)


async def are_older(session: AsyncSession, wanted: Wanted) -> bool:
    """Whether there are documents beyond those among which was looked."""
    if wanted.at_once is None:
        return wanted.older_fit
    beyond = select(SearchDocument.id).order_by(SearchDocument.id.desc()).offset(wanted.at_once).limit(1)
    return await session.scalar(beyond) is not None


async def best_articles(session: AsyncSession, wanted: Wanted, *, limit: int, below: int | None) -> list[Hit]:
    ranked = _ranked(wanted)
    statement = select(ranked.c.key, ranked.c.ticket_id).where(ranked.c.id > 0).order_by(ranked.c.key.desc())
    if below is not None:
        statement = statement.where(ranked.c.key < below)
    return [Hit(*row) for row in await session.execute(statement.limit(limit), _parameters(wanted))]


async def count(session: AsyncSession, wanted: Wanted, *, tickets: bool) -> int:
    """Of what is ranked, `MOST_RANKED` at most."""
    fitting = _fitting(wanted).subquery()
    counted = func.count(fitting.c.ticket_id.distinct()) if tickets else func.count(case((fitting.c.id > 0, 1)))
    return int(await session.scalar(select(counted), _parameters(wanted)) or 0)


async def newest_tickets(session: AsyncSession, wanted: Wanted, *, limit: int) -> Sequence[Any]:
    """id, tn, title of tickets, newest document first; without a score: this is asked at every key stroke."""
    fitting = _fitting(wanted, most=10 * limit).subquery()
    newest = func.max(fitting.c.id)
    found = select(fitting.c.ticket_id, newest.label("newest")).group_by(fitting.c.ticket_id).subquery()
    statement = (
        select(Ticket.id, Ticket.tn, Ticket.title)
        .join(found, found.c.ticket_id == Ticket.id)
        .order_by(found.c.newest.desc())
        .limit(limit)
    )
    return (await session.execute(statement, _parameters(wanted))).all()


async def articles(session: AsyncSession, article_ids: Sequence[int]) -> Sequence[Any]:
    """What is shown of articles that were found."""
    return (
        await session.execute(
            select(
                Article.id,
                Article.ticket_id,
                Article.is_visible_for_customer.label("visible"),
                Article.create_time,
                Ticket.tn,
                Ticket.title,
                ArticleMime.a_from,
                ArticleMime.a_subject,
                ArticleMime.a_body,
                ArticleMime.a_content_type,
            )
            .join(Ticket, Ticket.id == Article.ticket_id)
            .outerjoin(ArticleMime, ArticleMime.article_id == Article.id)
            .where(Article.id.in_(article_ids))
        )
    ).all()


def _fitting(wanted: Wanted, *, most: int = MOST_RANKED) -> Select[*tuple[Any, ...]]:
    document: Any = SearchDocument
    fits: ColumnElement[bool] = matches(document.id, document.words, searched("wanted", wanted.expression))
    if wanted.few is None and wanted.at_once is not None:
        newest = select(SearchDocument).order_by(SearchDocument.id.desc()).limit(wanted.at_once).subquery("newest")
        document = aliased(SearchDocument, newest)
        fits = holds(document.id, document.words, read_through("wanted", wanted.expression))
    if wanted.few is not None:
        fits = among(document.id, literal(wanted.few, Ids()))
    # The article says to which ticket it belongs and who may see it; the document may be seconds behind.
    # As a CASE, because PostgreSQL takes an equation of two tables for hardly ever true: it then expects fewer documents than
    # are wanted, and reads millions to sort them, instead of going down from the newest until there are enough.
    in_place = case((Article.ticket_id == document.ticket_id, true()), else_=document.id < 0)
    return (
        select(document.id, document.ticket_id, document.heading, document.margin)
        .join(Ticket, Ticket.id == document.ticket_id)
        .outerjoin(Article, Article.id == document.id)
        .where(
            fits,
            and_(in_place, visible_document(document)) if wanted.for_customer else in_place,
            wanted.query.visibility.predicate,
            *conditions_of(wanted.query),
        )
        .order_by(document.id.desc())
        .limit(most)
    )


def _ranked(wanted: Wanted) -> Any:
    fitting = _fitting(wanted).subquery()
    score: ColumnElement[int] = literal(1, Integer())
    for phrase in wanted.phrases[:_MOST_SCORED_PHRASES]:
        pattern = f"% {' '.join(phrase.tokens)}{'' if phrase.prefix else ' '}%"
        score = score + case(
            (fitting.c.heading.like(pattern), _HEADING), (fitting.c.margin.like(pattern), _MARGIN), else_=0
        )
    key = (cast(score, BigInteger) * literal(_SCORE_STEP, BigInteger()) + fitting.c.id).label("key")
    return select(key, fitting.c.ticket_id, fitting.c.id).subquery()


def _parameters(wanted: Wanted) -> dict[str, Any]:
    query = wanted.query
    return {**query.visibility.parameters, **query.parameters, "viewer": query.viewer_id}
