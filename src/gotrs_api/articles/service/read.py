"""Reading articles: two statements for a whole ticket, whatever the number of its articles."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from gotrs_api.articles import contents, repository
from gotrs_api.articles.contents import FileInfo
from gotrs_api.articles.errors import ArticleNotFound, PlainNotFound
from gotrs_api.articles.repository import HeadRow, WholeRow
from gotrs_api.articles.schemas import (
    ArticleChannel,
    ArticleRead,
    ArticleSummary,
    AttachmentRead,
    SenderType,
)
from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.identity.names import full_name
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.content_type import content_type_params
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.sysconfig import settings
from gotrs_api.sysconfig.service import get
from gotrs_api.uow import ReadUow

Values = dict[str, Any]
MAX_HTML_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True)
class PlainContent:
    """The raw mail of an article; `pieces()` may be called once, also after the request's unit of work has ended."""

    filename: str
    pieces: Callable[[], AsyncIterator[bytes]]


async def list_articles(
    uow: ReadUow,
    principal: Principal,
    ticket_id: TicketId,
    *,
    after_id: int = 0,
    limit: int | None = None,
) -> list[ArticleRead]:
    """The ticket's articles in order; customers get those visible to them. `after_id` and `limit` cut a page.

    Two statements (three with chat). The caller has checked that the principal may read the ticket.
    """
    await uow.write_gathered(repository.MIME, contents.ATTACHMENT)
    async with uow.together():
        loaded = await load_articles(uow, principal, ticket_id, after_id=after_id, limit=limit)
    key = ("article values", principal.key, _key(principal, ticket_id, after_id, limit))
    values = await uow.once(key, lambda: article_values(uow, principal, loaded))
    return [ArticleRead.model_validate(article) for article in values]


class Loaded(NamedTuple):
    """A ticket's articles as they lie in the database, with their files by article."""

    rows: Sequence[WholeRow]
    files: dict[int, list[FileInfo]]


async def load_articles(
    uow: ReadUow, principal: Principal, ticket_id: TicketId, *, after_id: int = 0, limit: int | None = None
) -> Loaded:
    """The statements of `list_articles`: two, one where no article has a file in the database."""
    visible_only = principal.is_customer

    async def load() -> Loaded:
        rows = await repository.whole_articles(
            uow,
            ticket_id,
            visible_only=visible_only,
            after_id=after_id,
            limit=repository.NO_LIMIT if limit is None else limit,
        )
        if not rows:
            return Loaded(rows, {})
        paths = {row.id: row.content_path for row in rows}
        stored = any(row.has_files for row in rows)
        files = await contents.files_of_ticket(uow, ticket_id, visible_only=visible_only, paths=paths, stored=stored)
        return Loaded(rows, files)

    return await uow.once(_key(principal, ticket_id, after_id, limit), load)


def _key(principal: Principal, ticket_id: TicketId, after_id: int = 0, limit: int | None = None) -> Hashable:
    return "articles", ticket_id, principal.is_customer, after_id, limit


def _known(uow: ReadUow, principal: Principal, ticket_id: TicketId) -> Loaded | None:
    """All articles of the ticket, where this unit of work has read them before."""
    found: Loaded | None = uow.known(_key(principal, ticket_id))
    return found


async def article_values(uow: ReadUow, principal: Principal, loaded: Loaded) -> list[Values]:
    """Articles as they go out: the members of `ArticleRead` in their order, moments aware."""
    return await _values(uow, principal, loaded.rows, loaded.files)


async def list_article_summaries(uow: ReadUow, principal: Principal, ticket_id: TicketId) -> list[ArticleSummary]:
    """The ticket's articles without bodies and files, in one statement, or none where they were read before."""
    known = _known(uow, principal, ticket_id)
    rows: Sequence[HeadRow | WholeRow]
    rows = (
        known.rows
        if known is not None
        else await repository.article_heads(uow.session, ticket_id, visible_only=principal.is_customer)
    )
    order = await get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
    return [ArticleSummary.model_validate(_head(row, order)) for row in rows]


async def read_article(uow: ReadUow, principal: Principal, ticket_id: TicketId, article_id: ArticleId) -> ArticleRead:
    """Raises ArticleNotFound, also for an article of another ticket and for what a customer may not see."""
    row = await find_row(uow, principal, ticket_id, article_id)
    if _known(uow, principal, ticket_id) is not None:
        return next(one for one in await list_articles(uow, principal, ticket_id) if one.id == article_id)
    files = await _files(uow, principal, row)
    (values,) = await _values(uow, principal, [row], {row.id: files})
    return ArticleRead.model_validate(values)


async def count_articles(uow: ReadUow, principal: Principal, ticket_id: TicketId) -> int:
    return await repository.count_articles(uow.session, ticket_id, visible_only=principal.is_customer)


async def html_body(uow: ReadUow, principal: Principal, ticket_id: TicketId, article_id: ArticleId) -> str | None:
    """The HTML form of the body as it came, or None. It is not safe to show: see `articles.html_safety`.

    Raises ArticleNotFound. HTML beyond 8 MiB is cut.
    """
    row = await find_row(uow, principal, ticket_id, article_id)
    files = await _files(uow, principal, row)
    place = await contents.place(uow, article_id, row.content_path)
    body = next((file for file in files if file.is_html_body), None)
    if body is None:
        return None
    found = bytearray()
    async for piece in contents.attachment_pieces(uow.site, place, body.id):
        found += piece
        if len(found) >= MAX_HTML_BYTES:
            break
    return decode_text(bytes(found[:MAX_HTML_BYTES]), body.content_type)


async def open_plain(uow: ReadUow, principal: Principal, ticket_id: TicketId, article_id: ArticleId) -> PlainContent:
    """The raw mail, to be streamed. Raises ArticleNotFound, PlainNotFound."""
    row = await find_row(uow, principal, ticket_id, article_id)
    place = await contents.place(uow, article_id, row.content_path)
    if not await contents.has_plain(uow, place):
        raise PlainNotFound
    site = uow.site
    return PlainContent(f"article-{article_id}.eml", lambda: contents.plain_pieces(site, place))


async def read_plain(uow: ReadUow, principal: Principal, ticket_id: TicketId, article_id: ArticleId) -> bytes:
    """The whole raw mail in memory, for what must parse it (bounce, resend). Raises ArticleNotFound, PlainNotFound."""
    plain = await open_plain(uow, principal, ticket_id, article_id)
    return b"".join([piece async for piece in plain.pieces()])


async def find_row(uow: ReadUow, principal: Principal, ticket_id: TicketId, article_id: ArticleId) -> WholeRow:
    """Raises ArticleNotFound."""
    known = _known(uow, principal, ticket_id)
    if known is not None:
        row = next((one for one in known.rows if one.id == article_id), None)
    else:
        row = await repository.whole_article(uow.session, ticket_id, article_id, visible_only=principal.is_customer)
    if row is None:
        raise ArticleNotFound
    return row


async def _files(uow: ReadUow, principal: Principal, row: WholeRow) -> list[FileInfo]:
    known = _known(uow, principal, TicketId(row.ticket_id))
    if known is not None:
        return known.files.get(row.id, [])
    place = await contents.place(uow, ArticleId(row.id), row.content_path)
    return list(await contents.files_of_article(uow, place))


def decode_text(content: bytes, content_type: str) -> str:
    """By the charset of a Content-Type; what does not fit becomes U+FFFD, never an error."""
    charset = content_type_params(content_type).charset or "utf-8"
    try:
        return content.decode(charset, "replace")
    except LookupError:
        return content.decode("utf-8", "replace")


def attachment_read(file: FileInfo) -> AttachmentRead:
    return AttachmentRead.model_validate(_attachment_values(file))


def _attachment_values(file: FileInfo) -> Values:
    return {
        "id": file.id,
        "filename": file.filename,
        "content_type": file.content_type,
        "size": file.size_bytes,
        "disposition": "inline" if file.shown_disposition == "inline" else "attachment",
        "content_id": file.content_id or None,
    }


def shown_files(files: Sequence[FileInfo]) -> tuple[AttachmentRead, ...]:
    """Files without the parts that are the body itself (OTRS: ExcludeHTMLBody, ExcludePlainText)."""
    return tuple(attachment_read(file) for file in _shown(files))


def _shown(files: Sequence[FileInfo]) -> list[FileInfo]:
    html = next((file.id for file in files if file.is_html_body), None)
    plain = next((file.id for file in files if file.is_plain_body), None)
    return [file for file in files if file.id not in (html, plain)]


async def _values(
    uow: ReadUow, principal: Principal, rows: Sequence[WholeRow], files: dict[int, list[FileInfo]]
) -> list[Values]:
    order = await get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
    chats = await _chat_bodies(uow, [row.id for row in rows if row.channel == "Chat"])
    only = await dynamic_fields.names_for_reader(uow, principal)
    fields = await dynamic_fields.values_of(uow, ObjectType.ARTICLE, [row.id for row in rows], only=only)
    result = []
    for row in rows:
        own = files.get(row.id, [])
        result.append(
            {
                **_head(row, order),
                "reply_to": row.a_reply_to or "",
                "cc": row.a_cc or "",
                "bcc": "" if principal.is_customer else row.a_bcc or "",
                "body": chats.get(row.id, "") if row.channel == "Chat" else row.a_body or "",
                "content_type": row.a_content_type or "text/plain; charset=utf-8",
                "has_html": any(file.is_html_body for file in own),
                "message_id": row.a_message_id or "",
                "in_reply_to": row.a_in_reply_to or "",
                "references": row.a_references or "",
                "attachments": [_attachment_values(file) for file in _shown(own)],
                "dynamic_fields": fields[row.id],
                "changed": row.change_time,
            }
        )
    return result


def _channel(name: str) -> ArticleChannel:
    """Others come from Znuny 7 ("Web": customers' own, internal before) and from add-ons."""
    return _CHANNELS.get(name.lower(), ArticleChannel.INTERNAL)


def _sender(name: str) -> SenderType:
    """Others come from placeholders of an import and from add-ons."""
    return _SENDERS.get(name, SenderType.SYSTEM)


_CHANNELS: Final = {each.value: each for each in ArticleChannel}
_SENDERS: Final = {each.value: each for each in SenderType}


def _head(row: HeadRow | WholeRow, order: int) -> Values:
    return {
        "id": row.id,
        "ticket_id": row.ticket_id,
        "number": row.number,
        "channel": _channel(row.channel),
        "sender_type": _sender(row.sender_type),
        "visible_for_customer": bool(row.visible),
        "from": row.a_from or "",
        "to": row.a_to or "",
        "subject": row.a_subject or "",
        "created": row.create_time,
        "created_by": {
            "id": row.create_by,
            "login": row.login,
            "name": full_name(row.first_name, row.last_name, row.login, order),
        },
    }


async def _chat_bodies(uow: ReadUow, article_ids: list[int]) -> dict[int, str]:
    if not article_ids:
        return {}
    bodies: dict[int, list[str]] = {}
    for line in await repository.chat_lines(uow.session, article_ids):
        bodies.setdefault(line.article_id, []).append(f"{line.chat_participant_name}: {line.message_text or ''}")
    return {article_id: "\n".join(lines) for article_id, lines in bodies.items()}
