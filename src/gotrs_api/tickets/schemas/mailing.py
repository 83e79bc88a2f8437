"""Sending an article of a ticket on to somebody else."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from gotrs_api.articles.schemas import ENCRYPT, SIGN_KEY, AttachmentCreate
from gotrs_api.articles.time_units import TimeUnits
from gotrs_api.tickets.schemas.fields import BigId, Command, Id, Moment, NameOrId

_ADDRESSES = Field(None, max_length=100_000, description="Addresses as in a mail's header.")
_ARTICLE = Field(None, description="Without it the newest article.")


class TicketForward(Command):
    """An article goes out as a new mail, with its files. Without `body` it is quoted below its own header."""

    article_id: BigId | None = _ARTICLE
    to: str = Field(min_length=1, max_length=100_000, description="Addresses as in a mail's header.")
    cc: str | None = _ADDRESSES
    bcc: str | None = _ADDRESSES
    subject: str | None = Field(None, min_length=1, max_length=3800)
    body: str | None = Field(None, min_length=1, max_length=1_800_000)
    content_type: Literal["text/plain", "text/html"] = "text/plain"
    visible_for_customer: bool = True
    attachment_ids: tuple[BigId, ...] | None = Field(
        None, max_length=1000, description="Which of the article's files go along; without it all."
    )
    attachments: tuple[AttachmentCreate, ...] = Field((), max_length=100, description="Further files.")
    sign_key: str | None = SIGN_KEY
    encrypt: bool | None = ENCRYPT
    state: NameOrId | None = None
    state_id: Id | None = None
    pending_until: Moment | None = None
    time_units: TimeUnits | None = None


class BounceInfo(Command):
    """A mail to the sender that tells where the bounced one went."""

    to: str | None = Field(None, min_length=1, max_length=100_000, description="Without it who had sent the mail.")
    subject: str | None = Field(None, min_length=1, max_length=3800)
    body: str = Field(min_length=1, max_length=1_800_000)
    content_type: Literal["text/plain", "text/html"] = "text/plain"


class TicketBounce(Command):
    """A mail is sent on as it came, with its own sender; the answer will go to that one."""

    article_id: BigId | None = _ARTICLE
    to: str = Field(min_length=1, max_length=10_000, description="Addresses as in a mail's header.")
    info: BounceInfo | None = None
    state: NameOrId | None = None
    state_id: Id | None = None
    pending_until: Moment | None = None
