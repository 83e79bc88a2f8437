"""Writing the full-text index: the documents of single tickets as they change, and all of them anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from gotrs_api.articles import contents
from gotrs_api.db.planner import look_anew
from gotrs_api.kernel.html_text import html_to_text
from gotrs_api.kernel.ids import TicketId
from gotrs_api.search.folding import tokens_of
from gotrs_api.tickets.repository import documents, walking
from gotrs_api.uow import ReadUow, UnitOfWork

MOST_TOKENS: Final = 16_000  # of an article: PostgreSQL's positions end a little above
MOST_TOKEN_BYTES: Final = 400_000  # a tsvector ends at 1 MiB
_BODY_FILES: Final = ("file-1", "file-2")
# Between two fields, so that no phrase reaches from one into the other. Folding never leaves this letter: nobody finds it.
_BORDER: Final = "ø"
BATCH: Final = 200


class Progress(NamedTuple):
    """Of a rebuild, in tickets."""

    done: int
    total: int
    finished: bool


async def hold_tickets(uow: UnitOfWork, ticket_ids: Sequence[int]) -> None:
    """Nobody changes them until this transaction ends."""
    await documents.lock_tickets(uow.session, ticket_ids)


async def index_tickets(uow: UnitOfWork, ticket_ids: Sequence[int]) -> int:
    """Write the documents of these tickets anew, as they are now; answers their number. Deleted ones lose theirs."""
    await hold_tickets(uow, ticket_ids)
    rows = await _documents(uow, ticket_ids)
    await documents.replace(uow.session, ticket_ids, rows)
    return len(rows)


async def forget_ticket(uow: UnitOfWork, ticket_id: TicketId) -> None:
    await documents.remove(uow.session, ticket_id)


async def tickets_of_customer(uow: ReadUow, login: str, customer_id: str) -> list[int]:
    """Ids of the tickets of a customer user, or of a company where there is no login."""
    return await documents.ticket_ids_of_customer(uow.session, login, customer_id)


async def start_rebuild(uow: UnitOfWork) -> Progress:
    """Begin from the first ticket, whatever was going on."""
    total = await walking.count_tickets(uow.session)
    await documents.begin_rebuild(uow.session, total=total, now=uow.clock.now())
    return Progress(0, total, finished=False)


async def rebuild_progress(uow: ReadUow) -> Progress:
    """How far it has come; also not finished if the index has never been made."""
    state = await documents.rebuild_state(uow.session)
    return Progress(state.done, state.total, state.finished_at is not None)


async def rebuild_some(uow: UnitOfWork) -> Progress:
    """The next tickets, from where the last unit of work ended; after a crash nothing is done twice or left out."""
    state = await documents.rebuild_state(uow.session, lock=True)
    if state.finished_at is not None:
        return Progress(state.done, state.total, finished=True)
    if state.started_at is None:
        await start_rebuild(uow)
        state = await documents.rebuild_state(uow.session)
    ids = await walking.next_ids(uow.session, state.after_ticket_id, BATCH)
    last = ids[-1] if ids else state.after_ticket_id
    finished = len(ids) < BATCH
    await hold_tickets(uow, ids)  # before their documents, as everybody else who writes those
    await documents.remove_between(uow.session, state.after_ticket_id, None if finished else last)
    if ids:
        await index_tickets(uow, ids)
    if finished:
        await look_anew(await uow.session.connection(), documents.DOCUMENT.name)
    done = state.done + len(ids)
    await documents.advance_rebuild(
        uow.session, after=last, done=done, finished_at=uow.clock.now() if finished else None
    )
    return Progress(done, max(done, state.total), finished)


async def _documents(uow: UnitOfWork, ticket_ids: Sequence[int]) -> list[dict[str, Any]]:
    tickets = {row.id: row for row in await documents.tickets(uow.session, ticket_ids)}
    articles = await documents.articles(uow.session, ticket_ids)
    files = await _file_names(uow, articles)
    chats: dict[int, list[str]] = {}
    for line in await documents.chat_lines(uow.session, ticket_ids):
        chats.setdefault(line.article_id, []).append(f"{line.chat_participant_name} {line.message_text or ''}")
    rows = [
        _document(tickets[article.ticket_id], article, files.get(article.id, ()), chats.get(article.id, ()))
        for article in articles
        if article.ticket_id in tickets
    ]
    # The ticket's customer sees its title even if no message is meant for customers.
    without = tickets.keys() - {article.ticket_id for article in articles if article.visible}
    return [*rows, *(_document(tickets[ticket_id]) for ticket_id in sorted(without))]


async def _file_names(uow: UnitOfWork, articles: Sequence[Any]) -> dict[int, list[str]]:
    ticket_ids = sorted({article.ticket_id for article in articles})
    found: dict[int, list[str]] = {}
    if (await contents.article_root(uow)).exists():
        for ticket_id in ticket_ids:
            paths = {article.id: article.content_path for article in articles if article.ticket_id == ticket_id}
            stored = await contents.files_of_ticket(uow, TicketId(ticket_id), visible_only=False, paths=paths)
            found |= {article_id: [file.filename for file in files] for article_id, files in stored.items()}
    elif ticket_ids:
        for row in await documents.file_names(uow.session, ticket_ids):
            found.setdefault(row.article_id, []).append(row.filename or "")
    return {article_id: [name for name in names if name not in _BODY_FILES] for article_id, names in found.items()}


def _document(ticket: Any, article: Any = None, files: Iterable[str] = (), chat: Iterable[str] = ()) -> dict[str, Any]:
    heading = _fields(ticket.tn, ticket.title)
    customer = (ticket.customer_id, ticket.customer_user_id, ticket.first_name, ticket.last_name, ticket.email)
    margin = _fields(" ".join(part for part in customer if part))
    rest: list[str] = []
    if article is not None:
        margin += [_BORDER, *_fields(article.a_subject, article.a_from, *files)]
        rest = _fields(article.a_to, article.a_cc, body_text(article.a_body, article.a_content_type), *chat)
    return {
        "id": article.id if article is not None else -ticket.id,
        "ticket_id": ticket.id,
        "visible": int(article.visible) if article is not None else 1,
        "heading": f" {' '.join(heading)} ",
        "margin": f" {' '.join(margin)} ",
        "words": _bounded([*heading, _BORDER, *margin, _BORDER, *rest]),
    }


def body_text(body: str | None, content_type: str | None) -> str:
    """The words of an article's body, without markup."""
    if body and (content_type or "").lower().startswith("text/html"):
        return html_to_text(body, width=0)
    return body or ""


def _fields(*texts: str | None) -> list[str]:
    tokens: list[str] = []
    for text in texts:
        if text:
            tokens += [_BORDER, *tokens_of(text, limit=MOST_TOKENS)] if tokens else tokens_of(text, limit=MOST_TOKENS)
    return tokens


def _bounded(tokens: list[str]) -> list[str]:
    tokens = tokens[:MOST_TOKENS]
    if 4 * sum(map(len, tokens)) <= MOST_TOKEN_BYTES:  # no character takes more
        return tokens
    room = MOST_TOKEN_BYTES
    for number, token in enumerate(tokens):
        room -= len(token) if token.isascii() else len(token.encode())
        if room < 0:
            return tokens[:number]
    return tokens
