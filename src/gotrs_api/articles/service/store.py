"""Storing an article: its row, header and body, raw mail and files."""

from __future__ import annotations

import asyncio
import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from gotrs_api.articles import contents, repository
from gotrs_api.articles.new_article import NewArticle, NewAttachment
from gotrs_api.articles.schemas import ArticleChannel
from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.kernel.content_type import content_type_params
from gotrs_api.kernel.html_text import html_to_text
from gotrs_api.kernel.ids import ArticleId
from gotrs_api.storage.article_directory import content_path
from gotrs_api.uow import UnitOfWork

HTML_BODY_NAME = "file-2"
NO_TEXT = "- no text message => see attachment -"
MAX_MESSAGE_ID = 3800
MAX_SUBJECT = 3800
MAX_TEXT = 1_800_000
MAX_CHAT_TEXT = 3800
_NAME_PARAMETER = re.compile(r"""name="?([^";]+)"?""", re.IGNORECASE)


async def store_article(uow: UnitOfWork, new: NewArticle) -> ArticleId:
    """Write an article with all that belongs to it; answers its id. Rows carry `uow.acting_id`.

    Writes no history and emits no event: that is the ticket service's part. Costs three statements (article, header
    and body, files), one more each for the raw mail and for dynamic fields, and some for each file above 1 MiB.

    Rules (OTRS 6: Article/Backend/MIMEBase/Base.pm ArticleCreate, and ArticleStorageDB): line breaks leave header
    fields; line ends of the body become LF; an HTML body is kept as attachment `file-2` while `a_body` gets its text;
    a body that is not text becomes an attachment; `a_message_id` is cut to 3800 characters and found again by the MD5
    of what was given. NUL and lone surrogates, which not every database takes, are dropped.
    """
    now = new.created_at or uow.clock.now()
    body = _body(new)
    article_id = await repository.insert_article(uow.session, new, now, uow.acting_id)
    await dynamic_fields.store(uow, new.dynamic_fields, article_id, is_new=True)
    if new.channel is ArticleChannel.CHAT:
        await repository.insert_chat_line(
            uow.session,
            article_id,
            participant=new.from_ or "unknown",
            kind="Customer" if new.sender_type.value == "customer" else "User",
            text=body.text[:MAX_CHAT_TEXT],
            now=now,
        )
        return article_id
    path = content_path(_otrs_local(uow, now))
    await repository.insert_mime(uow, article_id, _mime(new, body, now, path), now)
    place = await contents.place(uow, article_id, path)
    if place.folder is not None:
        # A transaction that was rolled back may have left files for an id that is now given out again.
        await asyncio.to_thread(contents.clear_leftovers, place.folder)
    if new.raw is not None:
        await contents.write_plain(uow, place, new.raw, now)
    await contents.write_attachments(uow, place, [*body.parts, *new.attachments], now)
    return article_id


@dataclass(frozen=True)
class _Body:
    text: str
    content_type: str
    parts: tuple[NewAttachment, ...] = ()


def _body(new: NewArticle) -> _Body:
    mime_type = (content_type_params(new.content_type).mime_type or "text/plain").lower()
    if mime_type == "text/html":
        source = clean_text(new.body)
        part = NewAttachment(filename=HTML_BODY_NAME, content=source.encode(), content_type="text/html; charset=utf-8")
        return _Body(clean_text(html_to_text(source)), "text/plain; charset=utf-8", (part,))
    if not mime_type.startswith("text/"):
        name = _NAME_PARAMETER.search(new.content_type)
        part = NewAttachment(
            filename=name[1].strip() if name else "unknown",
            content=new.body.encode("utf-8", "replace"),
            content_type=new.content_type,
        )
        return _Body(NO_TEXT, "text/plain; charset=utf-8", (part,))
    return _Body(clean_text(new.body), text_content_type(new.content_type))


def text_content_type(value: str) -> str:
    """A text type with its charset; bodies are Unicode here, so a missing one is utf-8."""
    value = header_line(value) or "text/plain"
    return value if content_type_params(value).charset else f"{value.rstrip('; ')}; charset=utf-8"


def header_line(value: str) -> str:
    """A header's value as it is stored: on one line, without what databases refuse."""
    return _storable(value.replace("\r", "").replace("\n", ""))


def clean_text(value: str) -> str:
    """A body as it is stored: LF at line ends, cut to what the column holds."""
    return _storable(value.replace("\r\n", "\n").replace("\n\r", "\n").replace("\r", "\n"))[:MAX_TEXT]


def _storable(value: str) -> str:
    value = value.replace("\0", "")
    return value if value.isascii() else value.encode("utf-8", "replace").decode()


def message_id_md5(message_id: str) -> str:
    """`a_message_id_md5`: of the id with its angle brackets."""
    return hashlib.md5(message_id.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()


def _mime(new: NewArticle, body: _Body, now: datetime, path: str) -> dict[str, object]:
    message_id = header_line(new.message_id)
    return {
        "a_from": header_line(new.from_)[:MAX_TEXT],
        "a_reply_to": header_line(new.reply_to)[:MAX_TEXT],
        "a_to": header_line(new.to)[:MAX_TEXT],
        "a_cc": header_line(new.cc)[:MAX_TEXT],
        "a_bcc": header_line(new.bcc)[:MAX_TEXT],
        "a_subject": header_line(new.subject)[:MAX_SUBJECT],
        "a_message_id": message_id[:MAX_MESSAGE_ID] or None,
        "a_message_id_md5": message_id_md5(message_id) if message_id else None,
        "a_in_reply_to": header_line(new.in_reply_to)[:MAX_TEXT],
        "a_references": header_line(new.references)[:MAX_TEXT],
        "a_content_type": body.content_type[:250],
        "a_body": body.text,
        "incoming_time": int(now.timestamp()),
        "content_path": path,
    }


def _otrs_local(uow: UnitOfWork, moment: datetime) -> datetime:
    return moment.astimezone(uow.site.database.time_zone)
