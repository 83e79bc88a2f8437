"""Full-text search over what a principal may see: tickets, articles, suggestions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Literal

from gotrs_api.db.fulltext import Phrase
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.paging import MAX_LIMIT, Page, PageRequest, make_page
from gotrs_api.search.query import Search, parse
from gotrs_api.search.snippets import LENGTH, snippet
from gotrs_api.tickets.repository import bounded_words, hits
from gotrs_api.tickets.repository.hits import Hit, Wanted
from gotrs_api.tickets.schemas import TicketSummary
from gotrs_api.tickets.schemas.search import ArticleHit, SnippetRead, Suggestion, TicketHit, TicketSearch
from gotrs_api.tickets.service.filtering import query_of
from gotrs_api.tickets.service.listing import list_tickets, parse_sort
from gotrs_api.tickets.service.search.indexing import body_text
from gotrs_api.tickets.service.search_attributes import words
from gotrs_api.uow import ReadUow

RELEVANCE: Final = "relevance"
_NEWEST: Final = "-created"
ARTICLES_SCOPE: Final = "articles:read"  # without it a token finds tickets and sees no text of messages
MOST_SUGGESTIONS: Final = 20


async def search_tickets(
    uow: ReadUow, principal: Principal, text: str, filters: TicketSearch, page: PageRequest
) -> Page[TicketHit]:
    """Best first. Only forwards: InvalidInput for `before` and for a bad cursor. `total` ends at `hits.MOST_RANKED`.

    Words that are only excluded (`-printer`) have no best: the newest tickets without them come, by their number. So do
    those with words that are common on a large desk and hardly ever stand in the newest messages that this principal may see.
    """
    search = parse(text)
    if search.wanted is None or _is_by_time(page):
        return await _unranked(uow, principal, text, filters, page)
    wanted = (await _wanted(uow, principal, search, filters)).of_the_newest()
    found, total, more = await hits.best_tickets(uow.session, wanted, limit=page.limit + 1, below=_below(page))
    if total is not None and not more and await hits.are_older(uow.session, wanted):
        if len(found) <= page.limit:
            return await _unranked(uow, principal, text, filters, page)
        more = True
    if page.include_total and total is None:
        total = await hits.count(uow.session, wanted, tickets=True)
    more_than = total if (more or wanted.older_fit) and page.include_total else None
    total = total if page.include_total else None
    cut = make_page(found, page, RELEVANCE, lambda hit: [hit.key, hit.ticket_id], total)
    shown = await _ticket_hits(uow, principal, cut.rows, search.phrases)
    return Page(shown, cut.has_more, cut.after, None, total, more_than)


async def search_articles(
    uow: ReadUow, principal: Principal, text: str, filters: TicketSearch, page: PageRequest
) -> Page[ArticleHit]:
    """Every article that fits, best first; otherwise as `search_tickets`. What is only excluded finds nothing."""
    search = parse(text)
    below = _below(page)
    if search.wanted is None:
        return Page([], has_more=False, after=None, before=None, total=0 if page.include_total else None)
    wanted = await _wanted(uow, principal, search, filters)
    found = await hits.best_articles(uow.session, wanted, limit=page.limit + 1, below=below)
    total = await hits.count(uow.session, wanted, tickets=False) if page.include_total else None
    cut = make_page(found, page, RELEVANCE, lambda hit: [hit.key, hit.ticket_id], total)
    rows = await _articles(uow, cut.rows)
    shown = [_article_hit(hit, rows[hit.article_id], search.phrases) for hit in cut.rows if hit.article_id in rows]
    return Page(shown, cut.has_more, cut.after, None, total)


async def suggest_tickets(uow: ReadUow, principal: Principal, text: str, *, limit: int = 10) -> list[Suggestion]:
    """While somebody types: the last word is a beginning. Tickets with the newest messages first."""
    search = parse(text, typing=True)
    if search.wanted is None:
        return []
    wanted = await _wanted(uow, principal, search, TicketSearch())
    rows = await hits.newest_tickets(uow.session, wanted, limit=min(limit, MOST_SUGGESTIONS))
    return [
        Suggestion(
            id=row.id,
            number=row.tn,
            title=row.title or "",
            html=snippet(row.title or "", search.phrases, length=255).html,
        )
        for row in rows
    ]


def _below(page: PageRequest) -> int | None:
    if page.before is not None:
        raise InvalidInput.field("before", "unsupported", "What is ordered by relevance is read forwards only.")
    position = page.position(RELEVANCE)
    if position is None:
        return None
    if len(position) != 2 or not isinstance(position[0], int) or abs(position[0]) >= 1 << 62:
        raise InvalidInput.field("after", "cursor", "The cursor is not valid for this list and order.")
    return position[0]


async def _wanted(uow: ReadUow, principal: Principal, search: Search, filters: TicketSearch) -> Wanted:
    """Excluded words exclude tickets: also when they stand in another message than the wanted ones."""
    assert search.wanted is not None
    query = await query_of(uow, principal, filters.model_copy(update={"q": None}), parse_sort("-created"))
    if search.unwanted is not None:
        name = "q_not_customer" if principal.is_customer else "q_not"
        query = query._replace(
            conditions=(*query.conditions, name), parameters={**query.parameters, f"f_{name}": search.unwanted}
        )
    wanted = Wanted(search.wanted, search.phrases, query, principal.is_customer)
    if not bounded_words.is_bounded(uow):
        return wanted
    few = await bounded_words.few_documents(uow, search.wanted, for_customer=principal.is_customer)
    if few is None:
        return wanted._replace(at_once=bounded_words.DOCUMENTS_AT_ONCE)
    return wanted._replace(few=[one.document_id for one in few])


def _is_by_time(page: PageRequest) -> bool:
    """Whether the page goes on from one of `_unranked`."""
    try:
        return page.after is not None and page.position(_NEWEST) is not None
    except InvalidInput:
        return False


async def _unranked(
    uow: ReadUow, principal: Principal, text: str, filters: TicketSearch, page: PageRequest
) -> Page[TicketHit]:
    _below(PageRequest(before=page.before))
    if not words(text, principal):
        return Page([], has_more=False, after=None, before=None, total=0 if page.include_total else None)
    newest = filters.model_copy(update={"q": text, "sort": _NEWEST})
    found = await list_tickets(uow, principal, newest, page)
    rows = [TicketHit(ticket=ticket, score=0, article_id=None, snippets=[]) for ticket in found.rows]
    return Page(rows, found.has_more, found.after, None, found.total, found.more_than)


async def _ticket_hits(
    uow: ReadUow, principal: Principal, found: Sequence[Hit], phrases: Sequence[Phrase]
) -> list[TicketHit]:
    if not found:
        return []
    only = TicketSearch(ticket_id=tuple(hit.ticket_id for hit in found), in_archive="all")
    listed = await list_tickets(uow, principal, only, PageRequest(limit=MAX_LIMIT))  # one statement for all pages
    tickets = {ticket.id: ticket for ticket in listed.rows}
    articles = await _articles(uow, found) if principal.has_scope(ARTICLES_SCOPE) else {}
    return [
        TicketHit(
            ticket=tickets[hit.ticket_id],
            score=hit.score,
            article_id=hit.article_id,
            snippets=_ticket_snippets(tickets[hit.ticket_id], articles.get(hit.article_id), phrases),
        )
        for hit in found
        if hit.ticket_id in tickets
    ]


async def _articles(uow: ReadUow, found: Sequence[Hit]) -> dict[int | None, Any]:
    ids = [hit.article_id for hit in found if hit.article_id is not None]
    return {row.id: row for row in await hits.articles(uow.session, ids)} if ids else {}


def _ticket_snippets(ticket: TicketSummary, article: Any, phrases: Sequence[Phrase]) -> list[SnippetRead]:
    title = _snippet("title", ticket.title, phrases)
    return [title, *(_article_snippets(article, phrases) if article is not None else ())]


def _article_snippets(article: Any, phrases: Sequence[Phrase]) -> list[SnippetRead]:
    """The body always, the subject where it holds something that was searched for."""
    subject = _snippet("subject", article.a_subject or "", phrases)
    body = _snippet("body", body_text(article.a_body, article.a_content_type), phrases)
    return [*([subject] if subject.marks else ()), body]


def _snippet(field: Literal["title", "subject", "body"], text: str, phrases: Sequence[Phrase]) -> SnippetRead:
    found = snippet(text, phrases, length=LENGTH if field == "body" else 255)
    return SnippetRead(field=field, text=found.text, marks=list(found.marks), html=found.html)


def _article_hit(hit: Hit, row: Any, phrases: Sequence[Phrase]) -> ArticleHit:
    return ArticleHit(
        article_id=row.id,
        ticket_id=row.ticket_id,
        ticket_number=row.tn,
        ticket_title=row.title or "",
        subject=row.a_subject or "",
        sender=row.a_from or "",
        visible_for_customer=bool(row.visible),
        created=row.create_time,
        score=hit.score,
        snippets=_article_snippets(row, phrases),
    )
