"""Search for words whose work is bounded, however common they are and however many tickets there are. Not on SQLite.

Where few documents hold the words, the index gives all of them, and everything else is about those. Where many do, or where
the index cannot tell (what stands side by side, what is excluded), one part of the tickets after the other is looked
through, as many as a small desk has. PostgreSQL itself takes every word that it does not know for one of 200
documents and reads millions in vain; MariaDB collects all documents that hold a word before it gives the first.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import and_, func, select, true

from gotrs_api.articles.models import Article
from gotrs_api.db.fulltext import All, AnyOf, Expression, Phrase, holds, matches, read_through, searched
from gotrs_api.search.models import SearchDocument
from gotrs_api.tickets.models import Ticket
from gotrs_api.tickets.repository.listing import Look, Query, look_for_words
from gotrs_api.tickets.repository.search_conditions import FOUND, WITH_WORDS, WORDS, visible_document
from gotrs_api.uow import ReadUow

# Documents that are few. What more of them hold is met often enough on the way through the tickets.
FEW: Final = 5000
# Before anything is fetched, the newest documents tell how common the words are.
LOOKED_AT: Final = 300
# Fewer of those tell nothing.
_TELLING: Final = 3
# Tickets that one statement looks through, and documents: of a customer, who waits for less, fewer.
AT_ONCE: Final = 3000
AT_ONCE_FOR_CUSTOMERS: Final = 1000
DOCUMENTS_AT_ONCE: Final = 10_000
# Where a page is all that is wanted, first so many for each of its rows: common words fill it from these.
_FIRST: Final = 3


class Found(NamedTuple):
    document_id: int
    ticket_id: int


async def with_bounded_words(
    uow: ReadUow,
    query: Query,
    *,
    for_customer: bool,
    limit: int,
    counting: bool = False,
    position: Sequence[Any] | None = None,
    backwards: bool = False,
) -> tuple[Query, Look | None]:
    """The same with ids in the place of words: of all tickets that have them, or, beside the `Look`, of the first `limit`
    in a part of the list from `position` on. `counting`: go through the whole part.
    """
    if WORDS.keys().isdisjoint(query.conditions) or not is_bounded(uow):
        return query, None
    name = next((name for name in query.conditions if name in WITH_WORDS), None)
    if name is not None:
        few = await few_documents(uow, query.parameters[f"f_{name}"], for_customer=for_customer)
        if few is not None:
            ids = {one.ticket_id for one in few}
            if "q_tn" in query.conditions:  # found also before the ticket has its documents
                ids.update(await uow.session.scalars(select(Ticket.id).where(Ticket.tn == query.parameters["f_q_tn"])))
            return _found(query, {name, "q_tn"}, sorted(ids)), None
    most = AT_ONCE_FOR_CUSTOMERS if for_customer else AT_ONCE
    look = Look([], None)
    for among in (most,) if counting else (min(_FIRST * limit, most), most):
        look = await look_for_words(uow, query, among=among, position=position, backwards=backwards)
        if len(look.ids) >= limit:
            break
    return _found(query, WORDS.keys(), look.ids[:limit]), look


def _found(query: Query, instead_of: Collection[str], ids: list[int]) -> Query:
    conditions = tuple(sorted({*query.conditions, FOUND}.difference(instead_of)))
    return query._replace(conditions=conditions, parameters={**query.parameters, f"f_{FOUND}": ids})


def is_bounded(uow: ReadUow) -> bool:
    return uow.site.database.goes_through_common_words


async def few_documents(uow: ReadUow, wanted: Expression, *, for_customer: bool) -> list[Found] | None:
    """All documents that fit (of those for customers), whoever may see their tickets; None where these are not few."""
    by_index = _by_index(wanted)
    newest = (
        select(SearchDocument.id, SearchDocument.words).order_by(SearchDocument.id.desc()).limit(LOOKED_AT).subquery()
    )
    hits = (
        select(func.count()).select_from(newest).where(holds(newest.c.id, newest.c.words, read_through("w", by_index)))
    )
    held, last_id = (
        await uow.session.execute(select(hits.scalar_subquery(), select(func.max(SearchDocument.id)).scalar_subquery()))
    ).one()
    if held >= _TELLING and held * last_id > LOOKED_AT * FEW:
        return None
    # Materialized: what is known to end soon PostgreSQL would rather find by walking through the table.
    some = (
        select(SearchDocument.id, SearchDocument.ticket_id, SearchDocument.visible, SearchDocument.words)
        .where(matches(SearchDocument.id, SearchDocument.words, searched("w", by_index)))
        .cte("held")
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )
    fits = true() if by_index == wanted else holds(some.c.id, some.c.words, read_through("w", wanted))
    statement = select(some.c.id, some.c.ticket_id, fits)
    if for_customer:
        statement = select(some.c.id, some.c.ticket_id, and_(fits, visible_document(some.c)))
        statement = statement.outerjoin_from(some, Article, Article.id == some.c.id)
    rows = (await uow.session.execute(statement.limit(FEW + 1))).all()
    if len(rows) > FEW:
        return None
    return [Found(document_id, ticket_id) for document_id, ticket_id, is_it in rows if is_it]


def _by_index(wanted: Expression) -> Expression:
    """What the index alone can tell of it: which words a document holds, not where, and nothing of what it must not hold."""
    match wanted:
        case Phrase(tokens, prefix):
            last = len(tokens) - 1
            each = tuple(Phrase((token,), prefix and n == last) for n, token in enumerate(tokens))
            return each[0] if len(each) == 1 else All(each)
        case All(parts):
            return All(tuple(map(_by_index, parts)))
        case AnyOf(parts):
            return AnyOf(tuple(map(_by_index, parts)))
