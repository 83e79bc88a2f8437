"""Outgoing mail as it is seen from outside."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field


class MailRead(BaseModel):
    """A mail that has not left yet. `due` is the next attempt; `waits_for_server` while no mail server is configured."""

    model_config = ConfigDict(frozen=True)

    id: int
    article_id: int | None
    ticket_id: int | None
    sender: str = Field(description="Of the envelope; empty for automatic mails.")
    recipients: tuple[str, ...]
    subject: str
    message_id: str
    size: int = Field(description="In bytes.")
    attempts: int
    due: datetime | None
    waits_for_server: bool
    foreign: bool = Field(description="Queued by OTRS, which must send it itself.")
    last_code: int | None = Field(description="SMTP code of the last answer.")
    last_message: str | None
    created: datetime


class MailCounts(BaseModel):
    """`waiting` counts mails of ours; `server_configured` tells whether anything sends them."""

    model_config = ConfigDict(frozen=True)

    waiting: int
    put_off: int = Field(description="Of these, how many the mail server did not take at the first attempt.")
    oldest: datetime | None
    server_configured: bool


class MailTest(BaseModel):
    """Refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    to: str = Field(min_length=3, max_length=320)


class MailTestQueued(BaseModel):
    """`id` is the mail's in the queue."""

    model_config = ConfigDict(frozen=True)

    id: int
