"""Outgoing mail as it is seen from outside."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class MailState(StrEnum):
    """`put_off`: a server did not want it now (4xx); `unreachable`: none took it; `held_back`: it is not its turn, for the
    reason in `last_message`; `broken`: its attempts broke down, and only hands try again; `foreign`: OTRS's to send."""

    WAITING = "waiting"
    SENDING = "sending"
    PUT_OFF = "put_off"
    UNREACHABLE = "unreachable"
    HELD_BACK = "held_back"
    NO_SERVER = "no_server"
    BROKEN = "broken"
    FOREIGN = "foreign"


class MailRead(BaseModel):
    """A mail that has not left yet. `due` is the next attempt; `waits_for_server` while no mail server is for its sender."""

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
    state: MailState
    due: datetime | None
    waits_for_server: bool
    account_id: int | None = Field(description="The outgoing mail account that it takes; null for `GOTRS_SMTP_URL`.")
    account: str | None = Field(description="Its name.")
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


class MailOverview(MailCounts):
    lost: int = Field(
        description="Mails that a server refused for somebody, or that were given up, in the last seven days: see the "
        "communication log."
    )


class MailTest(BaseModel):
    """Refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    to: str = Field(min_length=3, max_length=320)


class MailTestQueued(BaseModel):
    """`id` is the mail's in the queue."""

    model_config = ConfigDict(frozen=True)

    id: int
