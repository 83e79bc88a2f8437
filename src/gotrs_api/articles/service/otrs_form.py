"""Articles under the names and in the forms that OTRS's web services give them.

Source: Znuny 6.5, Kernel/GenericInterface/Operation/Ticket/TicketGet.pm.
"""

from __future__ import annotations

import base64
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from gotrs_api.articles import contents, repository
from gotrs_api.articles.contents import FileInfo
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.content_type import content_type_params
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.uow import ReadUow

Attributes = dict[str, Any]


@dataclass(frozen=True)
class ArticleWish:
    """Which articles are asked for and what of their files. `limit` cuts each ticket's, from its end when `newest`."""

    sender_types: Collection[str] = ()
    limit: int | None = None
    newest_first: bool = False
    with_files: bool = False
    with_contents: bool = True
    with_html_body: bool = False


async def otrs_articles(
    uow: ReadUow, principal: Principal, ticket_ids: Sequence[int], wish: ArticleWish, zone: ZoneInfo
) -> dict[int, list[Attributes]]:
    """By ticket; one statement without files. Customers get what is visible to them.

    The caller has checked that the principal may read the tickets.
    """
    chosen: dict[int, list[Any]] = {}
    numbers: dict[int, int] = {}
    for row in await repository.articles_of_tickets(uow.session, ticket_ids):
        numbers[row.ticket_id] = numbers.get(row.ticket_id, 0) + 1
        if principal.is_customer and not row.visible:
            continue
        if wish.sender_types and row.sender_type not in wish.sender_types:
            continue
        chosen.setdefault(row.ticket_id, []).append((numbers[row.ticket_id], row))
    answer: dict[int, list[Attributes]] = {}
    for ticket_id, rows in chosen.items():
        if wish.limit is not None:
            rows = (rows[::-1] if wish.newest_first else rows)[: wish.limit]
        files = await _files(uow, principal, ticket_id, rows, wish)
        answer[ticket_id] = [
            _attributes(row, number, zone, hide_bcc=principal.is_customer) | files.get(row.id, {})
            for number, row in rows
        ]
    return answer


def _attributes(row: Any, number: int, zone: ZoneInfo, *, hide_bcc: bool) -> Attributes:
    content_type = row.a_content_type or "text/plain; charset=utf-8"
    params = content_type_params(content_type)
    charset = (params.charset or "").lower()
    return {
        "ArticleID": row.id,
        "ArticleNumber": number,
        "Bcc": "" if hide_bcc else row.a_bcc or "",
        "Body": row.a_body or "",
        "Cc": row.a_cc or "",
        "ChangeBy": row.change_by,
        "ChangeTime": row.change_time.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S"),
        "Charset": charset,
        "CommunicationChannelID": row.communication_channel_id,
        "ContentCharset": charset,
        "ContentType": content_type,
        "CreateBy": row.create_by,
        "CreateTime": row.create_time.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S"),
        "From": row.a_from or "",
        "InReplyTo": row.a_in_reply_to or "",
        "IncomingTime": row.incoming_time or 0,
        "IsVisibleForCustomer": int(row.visible),
        "MessageID": row.a_message_id or "",
        "MimeType": (params.mime_type or "text/plain").lower(),
        "References": row.a_references or "",
        "ReplyTo": row.a_reply_to or "",
        "SenderType": row.sender_type,
        "SenderTypeID": str(row.article_sender_type_id),
        "Subject": row.a_subject or "",
        "TicketID": row.ticket_id,
        "To": row.a_to or "",
    }


async def _files(
    uow: ReadUow, principal: Principal, ticket_id: int, rows: Sequence[Any], wish: ArticleWish
) -> dict[int, Attributes]:
    if not wish.with_files:
        return {}
    paths = {row.id: row.content_path for _number, row in rows}
    stored = await contents.files_of_ticket(uow, TicketId(ticket_id), visible_only=principal.is_customer, paths=paths)
    found: dict[int, Attributes] = {}
    for article_id, path in paths.items():
        shown = [
            await _file(uow, article_id, path, number, file, wish)
            for number, file in enumerate(contents.in_otrs_order(stored.get(article_id, ())), 1)
            if not file.is_plain_body and (wish.with_html_body or not file.is_html_body)
        ]
        if shown:
            found[article_id] = {"Attachment": shown}
    return found


async def _file(
    uow: ReadUow, article_id: int, path: str | None, number: int, file: FileInfo, wish: ArticleWish
) -> Attributes:
    content = ""
    if wish.with_contents:
        place = await contents.place(uow, ArticleId(article_id), path)
        pieces = [piece async for piece in contents.attachment_pieces(uow.site, place, file.id)]
        content = base64.b64encode(b"".join(pieces)).decode()
    return {
        "Content": content,
        "ContentAlternative": "1" if file.content_alternative else "",
        "ContentID": file.content_id,
        "ContentType": file.content_type,
        "Disposition": file.shown_disposition,
        "FileID": str(number),
        "Filename": file.filename,
        "FilesizeRaw": str(file.size_bytes),
    }
