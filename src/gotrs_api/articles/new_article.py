"""What a caller inside the core hands over to have an article stored: everything decided, nothing yet written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from gotrs_api.articles.schemas import ArticleChannel, SenderType
from gotrs_api.dynamic_fields.service import Wish
from gotrs_api.kernel.ids import TicketId


@dataclass(frozen=True, kw_only=True)
class NewAttachment:
    """A file for an article. A `Path` is read in pieces and stays where it is.

    `content_alternative` marks the parts of multipart/alternative. A `disposition` of None is decided by the reader:
    inline for images with a content id and for body parts, else attachment.
    """

    filename: str
    content: bytes | Path
    content_type: str = "application/octet-stream"
    content_id: str | None = None
    content_alternative: bool = False
    disposition: str | None = None


@dataclass(frozen=True, kw_only=True)
class NewArticle:
    """An article to be stored. Addresses are header text (`"Jane Doe" <jane@example.com>, bob@example.com`).

    `body` is text or, with a `text/html` content type, HTML: then the HTML is kept as attachment `file-2` and the
    body becomes text. `message_id` includes its angle brackets. `raw` is the mail as it came or went.
    `send` says that it goes out by mail once it is stored (the mail domain hears of it and queues it), signed with
    `sign_key` (empty: unsigned; None: as its queue has it) and encrypted or not (None: as the settings say).
    `dynamic_fields` are checked values of fields for articles. Without `may_be_answered` it gets no automatic reply: its
    writer takes care of that.
    `created_at` is only for imports and tests; by default it is now.
    """

    ticket_id: TicketId
    channel: ArticleChannel
    sender_type: SenderType
    visible_for_customer: bool
    subject: str
    body: str
    content_type: str = "text/plain; charset=utf-8"
    from_: str = ""
    reply_to: str = ""
    to: str = ""
    cc: str = ""
    bcc: str = ""
    message_id: str = ""
    in_reply_to: str = ""
    references: str = ""
    attachments: Sequence[NewAttachment] = field(default=())
    raw: bytes | Path | None = None
    send: bool = False
    sign_key: str | None = None
    encrypt: bool | None = None
    may_be_answered: bool = True
    created_at: datetime | None = None
    dynamic_fields: Sequence[Wish] = field(default=())
