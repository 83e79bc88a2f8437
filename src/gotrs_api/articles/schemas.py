"""What comes in and goes out for articles: the shapes of API v1, also used by the web tier."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Base64Encoder, BaseModel, ConfigDict, EncodedBytes, Field, JsonValue, model_validator

from gotrs_api.articles.time_units import TimeUnits
from gotrs_api.dynamic_fields.schemas import FieldValues

MAX_INLINE_BYTES = 1024 * 1024  # larger files come by POST /files/upload


class ArticleChannel(StrEnum):
    """How an article came or goes; OTRS's `communication_channel.name` in lower case."""

    EMAIL = "email"
    PHONE = "phone"
    INTERNAL = "internal"
    CHAT = "chat"


class SenderType(StrEnum):
    AGENT = "agent"
    SYSTEM = "system"
    CUSTOMER = "customer"


class Transmission(StrEnum):
    """Where a mail stands; NONE for what is never sent."""

    NONE = "none"
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"


class _Out(BaseModel):
    model_config = ConfigDict(frozen=True, validate_by_name=True, validate_by_alias=True, serialize_by_alias=True)


class _In(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True, serialize_by_alias=True
    )


class AttachmentRead(_Out):
    """A file at an article. `size` is in bytes; `content_id` is without its angle brackets."""

    id: int
    filename: str
    content_type: str
    size: int
    disposition: Literal["attachment", "inline"]
    content_id: str | None


class ArticleAuthor(_Out):
    """The agent who wrote the row; user 1 for mails and customers."""

    id: int
    login: str
    name: str


class ArticleSummary(_Out):
    """An article without its body and its mail headers, for lists and timelines."""

    id: int
    ticket_id: int
    number: int = Field(description="1..n within the ticket, counting articles that the caller may not see.")
    channel: ArticleChannel
    sender_type: SenderType
    visible_for_customer: bool
    from_: str = Field(alias="from")
    to: str
    subject: str
    created: datetime
    created_by: ArticleAuthor


class ArticleRead(ArticleSummary):
    """A whole article. `body` is plain text; `has_html` tells that the HTML form can be fetched."""

    reply_to: str
    cc: str
    bcc: str
    body: str
    content_type: str
    has_html: bool
    message_id: str
    in_reply_to: str
    references: str
    attachments: tuple[AttachmentRead, ...]
    dynamic_fields: dict[str, JsonValue]
    changed: datetime


class _StrictBase64(Base64Encoder):
    """Refuses anything that is not base64; the usual decoder skips it, and the file would arrive damaged."""

    @classmethod
    def decode(cls, data: bytes) -> bytes:
        try:
            return base64.b64decode(b"".join(data.split()), validate=True)
        except binascii.Error as error:
            raise ValueError("this is not base64") from error


InlineBytes = Annotated[bytes, EncodedBytes(encoder=_StrictBase64), Field(max_length=MAX_INLINE_BYTES)]


class AttachmentCreate(_In):
    """A small file in base64, or one that was uploaded before (`upload_id` from POST /files/upload)."""

    filename: str | None = Field(None, min_length=1, max_length=250)
    content_type: str | None = Field(None, max_length=250)
    content: InlineBytes | None = None
    upload_id: str | None = Field(None, max_length=64)
    disposition: Literal["attachment", "inline"] = "attachment"
    content_id: str | None = Field(None, max_length=200)

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.content is None) == (self.upload_id is None):
            raise ValueError("give either content or upload_id")
        if self.content is not None and self.filename is None:
            raise ValueError("a file in base64 needs a filename")
        return self


SIGN_KEY = Field(
    None, max_length=100, description="As in a queue's `default_sign_key`; empty: unsigned; null: as the queue has it."
)
ENCRYPT = Field(
    None, description="true: encrypted for everybody, or refused; null: as `GOTRS::Mail::EncryptWhenPossible` says."
)


class ArticleCreate(_In):
    """What a caller says about a new article; the ticket service fills in what is not said."""

    subject: str = Field(min_length=1, max_length=3800)
    body: str = Field(min_length=1, max_length=1_800_000)
    content_type: Literal["text/plain", "text/html"] = "text/plain"
    channel: ArticleChannel = ArticleChannel.INTERNAL
    sender_type: SenderType | None = Field(None, description="By default agent or customer, as the caller is.")
    visible_for_customer: bool = False
    from_: str | None = Field(None, alias="from", max_length=10_000)
    reply_to: str | None = Field(None, max_length=10_000)
    to: str | None = Field(None, max_length=100_000)
    cc: str | None = Field(None, max_length=100_000)
    bcc: str | None = Field(None, max_length=100_000)
    in_reply_to: str | None = Field(None, max_length=4_000)
    references: str | None = Field(None, max_length=100_000)
    attachments: tuple[AttachmentCreate, ...] = Field((), max_length=100)
    sign_key: str | None = SIGN_KEY
    encrypt: bool | None = ENCRYPT
    time_units: TimeUnits | None = None
    dynamic_fields: FieldValues = Field(default_factory=dict)


class ArticleUpdate(_In):
    """Changes to a note; what is left out stays."""

    subject: str | None = Field(None, min_length=1, max_length=3800)
    body: str | None = Field(None, min_length=1, max_length=1_800_000)
    content_type: Literal["text/plain", "text/html"] = "text/plain"
    visible_for_customer: bool | None = None
    dynamic_fields: FieldValues = Field(default_factory=dict)


class TransmissionRead(_Out):
    """Where the mail of an article stands; `message` is the last answer of the mail server.

    `account`: the outgoing mail account that it was last tried through; null for `GOTRS_SMTP_URL`.
    """

    article_id: int
    status: Transmission
    attempts: int
    message: str | None
    account: str | None
    due: datetime | None
