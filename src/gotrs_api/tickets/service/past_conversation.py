"""Which articles a ticket had at a moment, and how their heads were then.

Merges move articles, and taking a ticket out again moves them back: each article remembers its moves (see
`articles.service.origin`). Notes are edited and deleted: rows of the history tell what they were before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from gotrs_api.articles import service as articles
from gotrs_api.articles.schemas import ArticleSummary
from gotrs_api.articles.service import origin
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets.errors import TicketNotFound
from gotrs_api.tickets.history_format import ArticleEdit, ArticleLoss, Merge
from gotrs_api.tickets.history_types import HistoryType
from gotrs_api.tickets.repository import history
from gotrs_api.tickets.schemas.past import DeletedArticle
from gotrs_api.tickets.service.opening import see_ticket
from gotrs_api.uow import ReadUow

_MOST_HOPS: Final = 10  # as far as numbers are followed


class Conversation(NamedTuple):
    articles: tuple[ArticleSummary, ...]
    deleted: tuple[DeletedArticle, ...]
    is_certain: bool


async def conversation_at(
    uow: ReadUow, principal: Principal, ticket_id: TicketId, rows: Sequence[Any], at: datetime
) -> Conversation:
    """`rows`: the ticket's whole history. The caller has checked that the principal may read the ticket.

    It is uncertain when another system merged (it leaves no trace of which article came from where), when an article lies
    in a ticket that the reader may not see, and when older rows do not tell what a note was.
    """
    merges = _merges(rows)
    family = {ticket_id} | {each for pair in merges for each in pair}
    if merges:
        family = await _family(uow, family, looked_at={ticket_id})
    journeys = await origin.journeys(uow, family) if merges else []
    wanders = {each.article_id for each in journeys}
    here = {each.article_id for each in journeys if each.created <= at and each.place_at(at) == ticket_id}
    is_known = all(_left_a_trace(merged, main, journeys) for merged, main in merges)

    found: list[ArticleSummary] = []
    for place in sorted({ticket_id} | {each.lies_in for each in journeys if each.article_id in here}):
        try:
            if place != ticket_id:
                await see_ticket(uow, principal, TicketId(place))
        except TicketNotFound:
            is_known = False
            continue
        for article in await articles.list_article_summaries(uow, principal, TicketId(place)):
            stayed = place == ticket_id and article.id not in wanders and article.created <= at
            if stayed or article.id in here:
                found.append(article)
    edits = await history.edits_after(uow.session, [each.id for each in found], at)
    heads = [_head(article, [ArticleEdit.parse(name) for name in edits.get(article.id, ())]) for article in found]
    later = [row for row in rows if row.create_time > at and row.article_id is None and row.type == HistoryType.MISC]
    losses = _losses(later, at)
    others = [each for each in family if each != ticket_id]
    lost_elsewhere = _losses(await history.losses_after(uow.session, others, at), at) if others else []
    moved = {row.create_time for row in rows if row.type == HistoryType.MERGED}
    moved |= {move.moment for each in journeys for move in each.moves}
    edited = _old_subjects(later, at)
    is_known = (
        is_known
        and all(is_whole for _head_then, is_whole in heads)
        and all(loss.created is not None for loss, _moment in losses)
        and edited is not None
        # What was deleted after a move may have lain elsewhere before it.
        and not any(at < move <= moment for _loss, moment in [*losses, *lost_elsewhere] for move in moved)
    )
    return Conversation(
        articles=tuple(sorted((head for head, _is_whole in heads), key=lambda each: each.id)),
        deleted=tuple(
            DeletedArticle(
                number=loss.number,
                subject=(edited or {}).get(moment, loss.subject),
                created=loss.created,
                deleted=moment,
            )
            for loss, moment in losses
            if loss.created is not None
        ),
        is_certain=is_known,
    )


def _merges(rows: Iterable[Any]) -> set[tuple[int, int]]:
    """Merged ticket and main ticket of each merge that a history tells of."""
    return _pairs(row.name for row in rows if row.type == HistoryType.MERGED)


def _pairs(names: Iterable[str]) -> set[tuple[int, int]]:
    return {(merge.merged.id, merge.main.id) for name in names if (merge := Merge.parse(name)) is not None}


def _losses(rows: Iterable[Any], at: datetime) -> list[tuple[ArticleLoss, datetime]]:
    """Notes that may have been there and were deleted later, and when."""
    found = [(loss, row.create_time) for row in rows if (loss := ArticleLoss.parse(row.name)) is not None]
    return [(loss, moment) for loss, moment in found if loss.created is None or loss.created <= at]


def _old_subjects(rows: Sequence[Any], at: datetime) -> dict[datetime, str] | None:
    """Former subjects of notes that were edited and then deleted, by the moment of their deletion.

    None if a row about an edit does not tell which note it was, or if its old subject is cut.
    """
    found: dict[datetime, str] = {}
    for place, row in enumerate(rows):
        edit = ArticleEdit.parse(row.name)
        if edit is None:
            continue
        number = row.name.split()[1]
        loss, moment = next(
            ((loss, each.create_time) for each in rows[place:] if (loss := ArticleLoss.parse(each.name)) is not None),
            (None, at),
        )
        if loss is None or loss.created is None or str(loss.number) != number:
            return None  # numbers shift with each deletion: only the next one is certainly meant
        if loss.created <= at and edit.old_subject is not None and moment not in found:
            if not edit.is_whole:
                return None
            found[moment] = edit.old_subject
    return found


async def _family(uow: ReadUow, known: set[int], *, looked_at: set[int]) -> set[int]:
    """Every ticket that articles of these may have gone to, from merge to merge."""
    for _ in range(_MOST_HOPS):
        new = known - looked_at
        if not new:
            break
        looked_at = looked_at | new
        names = await history.merge_lines(uow.session, sorted(new))
        known = known | {each for pair in _pairs(names) for each in pair}
    return known


def _left_a_trace(merged: int, main: int, journeys: Iterable[origin.Journey]) -> bool:
    return any((move.from_ticket, move.to_ticket) == (merged, main) for each in journeys for move in each.moves)


def _head(article: ArticleSummary, edits: Collection[ArticleEdit | None]) -> tuple[ArticleSummary, bool]:
    """The head before these edits (oldest first), and whether all of it is known."""
    before: dict[str, Any] = {}
    is_whole = True
    for edit in edits:
        if edit is None:
            continue
        if edit.was_visible is not None:
            before.setdefault("visible_for_customer", edit.was_visible)
        if edit.old_subject is not None and "subject" not in before:
            before["subject"], is_whole = edit.old_subject, edit.is_whole
    return article.model_copy(update=before), is_whole
