"""What a search for tickets can be narrowed by besides the conditions of lists: words, and OTRS's search attributes.

Source of the attributes: OTRS 6, Kernel/System/Ticket/TicketSearch.pm.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    bindparam,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import aliased

from gotrs_api.articles.models import Article, ArticleAttachment, ArticleMime
from gotrs_api.catalog import state_types
from gotrs_api.catalog.models import TicketState, TicketStateType
from gotrs_api.db.among import Ids, among
from gotrs_api.db.fulltext import holds, matches, read_through, searched
from gotrs_api.search.models import SearchDocument
from gotrs_api.tickets.models import Ticket, TicketFlag, TicketHistory, TicketHistoryType, TicketWatcher
from gotrs_api.tickets.repository.named_values import is_like, is_one_of, value_of

_CLOSED: Final = select(TicketState.id).join(TicketStateType, TicketStateType.id == TicketState.type_id)


def documents_with(
    parameter: str, *, for_customer: bool, document: Any = SearchDocument, article: Any = Article
) -> Select[int]:
    """Ids of tickets with a document that matches the expression; for a customer, by what is visible now, not when indexed."""
    return _of_documents(
        matches(document.id, document.words, searched(parameter)), document, article, for_customer=for_customer
    )


def _of_documents(fits: ColumnElement[bool], document: Any, article: Any, *, for_customer: bool) -> Select[int]:
    fitting = select(document.ticket_id).where(fits)
    if not for_customer:
        return fitting
    return fitting.outerjoin(article, article.id == document.id).where(visible_document(document, article))


def visible_document(document: Any = SearchDocument, article: Any = Article) -> ColumnElement[bool]:
    """Whether customers may know a document, which is joined with its article; without one it is the ticket's heading."""
    return and_(document.visible == 1, or_(document.id < 0, article.is_visible_for_customer == 1))


def _without(parameter: str, *, for_customer: bool) -> ColumnElement[bool]:
    """Looked up ticket by ticket: with NOT IN, PostgreSQL would scan all that a common word finds for each ticket."""
    document, article = aliased(SearchDocument), aliased(Article)
    fits = holds(document.id, document.words, read_through(parameter))
    fitting = _of_documents(fits, document, article, for_customer=for_customer)
    return ~fitting.where(document.ticket_id == Ticket.id).exists()


def _or_number(parameter: str, *, for_customer: bool) -> CompoundSelect[int]:
    numbered = aliased(Ticket)
    found = documents_with(parameter, for_customer=for_customer)
    return union_all(found, select(numbered.id).where(numbered.tn == bindparam("f_q_tn", type_=Ticket.tn.type)))


def words_of(name: str, ticket_id: ColumnElement[int], tn: ColumnElement[str]) -> ColumnElement[bool]:
    """The condition `name` of `WORDS`, checked ticket by ticket: only its own few documents are read, however many match.

    As scalar subqueries, because PostgreSQL turns IN and EXISTS into joins and then scans all documents.
    """
    if name == "q_tn":
        return true()
    if name == "q_nothing":
        return false()
    document, article = aliased(SearchDocument), aliased(Article)
    fits = holds(document.id, document.words, read_through(f"f_{name}"))
    fitting = _of_documents(fits, document, article, for_customer="customer" in name)
    held = fitting.with_only_columns(literal(1)).where(document.ticket_id == ticket_id).limit(1).scalar_subquery()
    if name.startswith("q_not"):
        return held.is_(None)
    if name.startswith("q_number"):
        return or_(held.is_not(None), tn == bindparam("f_q_tn", type_=Ticket.tn.type))
    return held.is_not(None)


# Selects of ticket ids, some more than once, by the name of the condition.
WITH_WORDS: Final[dict[str, Select[int] | CompoundSelect[int]]] = {
    "q": documents_with("f_q", for_customer=False),
    "q_customer": documents_with("f_q_customer", for_customer=True),
    # A whole ticket number is found also before the ticket has its documents.
    "q_number": _or_number("f_q_number", for_customer=False),
    "q_number_customer": _or_number("f_q_number_customer", for_customer=True),
}
WORDS: Final[dict[str, ColumnElement[bool]]] = {
    **{name: Ticket.id.in_(found) for name, found in WITH_WORDS.items()},
    "q_not": _without("f_q_not", for_customer=False),
    "q_not_customer": _without("f_q_not_customer", for_customer=True),
    "q_tn": true(),  # the number for `q_number`
    "q_nothing": Ticket.id == 0,
}
# Instead of words: the tickets that have them, of which there are few (see `bounded_words`).
FOUND: Final = "found"
_FOUND: Final = among(Ticket.id, bindparam(f"f_{FOUND}", type_=Ids()))


def _some_article(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Some article of the ticket meets the conditions; where the query joins articles itself, it may be another one."""
    return exists().where(Article.ticket_id == Ticket.id, *conditions).correlate(Ticket)


def _in_article(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return _some_article(ArticleMime.article_id == Article.id, *conditions)


def _in_history(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(TicketHistory.ticket_id == Ticket.id, *conditions)


def _flags() -> Iterator[tuple[str, ColumnElement[bool]]]:
    """Conditions on the reader's own marks; `…_value` is only a parameter of the condition before it."""
    own = exists().where(
        TicketFlag.ticket_id == Ticket.id, TicketFlag.create_by == bindparam("viewer", type_=Ticket.user_id.type)
    )
    for name in ("flag", "without_flag"):
        valued = f"{name}_valued"
        here = own.where(TicketFlag.ticket_key == value_of(name, TicketFlag.ticket_key))
        with_value = own.where(
            TicketFlag.ticket_key == value_of(valued, TicketFlag.ticket_key),
            TicketFlag.ticket_value == value_of(f"{name}_value", TicketFlag.ticket_value),
        )
        yield name, here if name == "flag" else ~here
        yield valued, with_value if name == "flag" else ~with_value
        yield f"{name}_value", true()


def _born(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Conditions on the history row that says how the ticket was created."""
    kind = select(TicketHistoryType.id).where(TicketHistoryType.name == "NewTicket").scalar_subquery()
    return _in_history(TicketHistory.history_type_id == kind, *conditions)


def _closed(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return _in_history(*_closing(TicketHistory), *conditions)


def _closing(history: Any) -> tuple[ColumnElement[bool], ...]:
    kinds = select(TicketHistoryType.id).where(TicketHistoryType.name.in_(("StateUpdate", "NewTicket")))
    closed = _CLOSED.where(TicketStateType.name == state_types.CLOSED)
    return history.history_type_id.in_(kinds), history.state_id.in_(closed)


_later = aliased(TicketHistory)
_LAST_CLOSED = (
    select(func.max(_later.create_time)).where(_later.ticket_id == Ticket.id, *_closing(_later)).scalar_subquery()
)


def _times() -> Iterator[tuple[str, ColumnElement[bool]]]:
    created = Article.create_time
    yield "article_created_after", _some_article(created >= value_of("article_created_after", created))
    yield "article_created_before", _some_article(created <= value_of("article_created_before", created))
    written = TicketHistory.create_time
    for name, within in (("touched", _in_history), ("closed", _closed)):
        yield f"{name}_after", within(written >= value_of(f"{name}_after", written))
        yield f"{name}_before", within(written <= value_of(f"{name}_before", written))
    yield "last_closed_after", value_of("last_closed_after", written) <= _LAST_CLOSED
    yield "last_closed_before", value_of("last_closed_before", written) >= _LAST_CLOSED
    for name, column in (
        ("pending", Ticket.until_time),
        ("escalation", Ticket.escalation_time),
        ("escalation_update", Ticket.escalation_update_time),
        ("escalation_response", Ticket.escalation_response_time),
        ("escalation_solution", Ticket.escalation_solution_time),
    ):
        yield f"{name}_after", and_(column > 0, column >= value_of(f"{name}_after", column))
        if name != "pending":  # lists know `pending_before`
            yield f"{name}_before", and_(column > 0, column <= value_of(f"{name}_before", column))


ATTRIBUTES: Final[dict[str, ColumnElement[bool]]] = {
    "ticket_id": is_one_of("ticket_id", Ticket.id),
    "state_type_id": Ticket.ticket_state_id.in_(
        select(TicketState.id).where(is_one_of("state_type_id", TicketState.type_id))
    ),
    "watcher_id": exists().where(
        TicketWatcher.ticket_id == Ticket.id, is_one_of("watcher_id", TicketWatcher.user_id)
    ),
    "created_by_id": is_one_of("created_by_id", Ticket.create_by),
    "created_queue_id": _born(is_one_of("created_queue_id", TicketHistory.queue_id)),
    "created_state_id": _born(is_one_of("created_state_id", TicketHistory.state_id)),
    "created_priority_id": _born(is_one_of("created_priority_id", TicketHistory.priority_id)),
    "created_type_id": _born(is_one_of("created_type_id", TicketHistory.type_id)),
    "from": _in_article(is_like("from", ArticleMime.a_from)),
    "to": _in_article(is_like("to", ArticleMime.a_to)),
    "cc": _in_article(is_like("cc", ArticleMime.a_cc)),
    "bcc": _in_article(is_like("bcc", ArticleMime.a_bcc)),
    "subject": _in_article(is_like("subject", ArticleMime.a_subject)),
    "body": _in_article(is_like("body", ArticleMime.a_body)),
    "attachment_name": _some_article(
        ArticleAttachment.article_id == Article.id,
        is_like("attachment_name", ArticleAttachment.filename),
    ),
    **{
        f"{name}_customer": _in_article(Article.is_visible_for_customer == 1, is_like(f"{name}_customer", column))
        for name, column in (
            ("from", ArticleMime.a_from),
            ("to", ArticleMime.a_to),
            ("cc", ArticleMime.a_cc),
            ("subject", ArticleMime.a_subject),
            ("body", ArticleMime.a_body),
        )
    },
    "attachment_name_customer": _some_article(
        Article.is_visible_for_customer == 1,
        ArticleAttachment.article_id == Article.id,
        is_like("attachment_name_customer", ArticleAttachment.filename),
    ),
    **dict(_flags()),
    **dict(_times()),
}  # fmt: skip

SEARCH_CONDITIONS: Final = {**WORDS, FOUND: _FOUND, **ATTRIBUTES}
