"""Mail accounts as they come and go. Passwords only come."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, SecretStr, StringConstraints

from gotrs_api.catalog.schemas import Comment, Entry, Id, In, Name, Out
from gotrs_api.catalog.validity import Validity
from gotrs_api.mail.inbound.fetch.failures import Problem

Host = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\s/@\x00]+$")]
Login = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]+$")
]
Password = Annotated[SecretStr, Field(max_length=200)]
Folder = Annotated[str, StringConstraints(max_length=250, pattern=r"^[^\x00-\x1f]*$")]
Interval = Annotated[int, Field(ge=10, le=86_400)]
AccountType = Literal["IMAP", "IMAPS", "IMAPTLS", "POP3", "POP3S", "POP3TLS", "MSGraph"]
Authentication = Literal["password", "oauth2_token"]
Dispatch = Literal["recipient", "queue"]


class FetchState(StrEnum):
    """`off`: not fetched by itself; `new`: not yet; `late`: no round ended well for longer than it should take."""

    OFF = "off"
    NEW = "new"
    OK = "ok"
    FAILING = "failing"
    LATE = "late"


class AccountProgress(Out):
    """How fetching goes. Every mail seen is `stored`, `duplicates`, `recognised` or `left_on_server`.

    `recognised` are mails that the server had numbered anew (UIDVALIDITY) and that were here already. `lag_s` is the
    time since a round last ended well.
    """

    state: FetchState
    problem: Problem | None = Field(
        description="What went wrong last, in one word; null when the last round went well."
    )
    error: str | None = Field(description="The same as a sentence.")
    failures: int = Field(description="Rounds that failed one after the other, up to now.")
    last_started: datetime | None
    last_success: datetime | None
    last_failure: datetime | None
    next_due: datetime | None
    lag_s: float | None
    stored: int
    duplicates: int
    recognised: int
    left_on_server: int


class MailAccountRead(Entry):
    """A mailbox to fetch. `name` is `login@host`; the password is never shown."""

    login: str
    host: str = Field(description="With `:port` where it is not the usual one.")
    type: str = Field(
        description="`…S` is TLS from the beginning, `…TLS` is STARTTLS or STLS. `MSGraph`: Microsoft 365, by OAuth 2 only."
    )
    folder: str = Field(description="Not of POP3; empty means INBOX.")
    authentication: str
    oauth2_token_config_id: int | None
    has_password: bool
    token_expires: datetime | None = Field(description="Of the access token; it is renewed in time.")
    refresh_token_expires: datetime | None = Field(description="After this moment access has to be granted anew.")
    dispatch: Dispatch = Field(description="`queue` sorts all mails into `queue_id`, `recipient` by their addresses.")
    queue_id: int | None
    trusted: bool = Field(description="Obey X-OTRS-... headers of its mails.")
    comment: str
    fetch: bool = Field(description="Fetch by itself. Accounts of an adopted OTRS begin with no.")
    interval_s: int
    verify_tls: bool
    progress: AccountProgress


class MailAccountCreate(In):
    login: Login
    password: Password = SecretStr("")
    host: Host
    type: AccountType = "IMAPS"
    folder: Folder = ""
    authentication: Authentication = "password"
    oauth2_token_config_id: Id | None = None
    dispatch: Dispatch = "recipient"
    queue: Name | None = Field(None, description="Its whole name, instead of `queue_id`.")
    queue_id: Id | None = None
    trusted: bool = False
    comment: Comment = ""
    valid: Validity = Validity.VALID
    fetch: bool = True
    interval_s: Interval = 60
    verify_tls: bool = True


class MailAccountUpdate(In):
    """A password that is left out, or empty, stays as it is."""

    login: Login | None = None
    password: Password | None = None
    host: Host | None = None
    type: AccountType | None = None
    folder: Folder | None = None
    authentication: Authentication | None = None
    oauth2_token_config_id: Id | None = None
    dispatch: Dispatch | None = None
    queue: Name | None = Field(None, description="Its whole name, instead of `queue_id`.")
    queue_id: Id | None = None
    trusted: bool | None = None
    comment: Comment | None = None
    valid: Validity | None = None
    fetch: bool | None = None
    interval_s: Interval | None = None
    verify_tls: bool | None = None


class MailAccountTrial(Out):
    """Whether the mailbox can be opened, and what failed where it cannot."""

    ok: bool
    problem: Problem | None
    error: str | None
    mails: int | None = Field(description="How many lie there.")


class FetchOrder(Out):
    """The job that fetches; follow it at `/api/v1/jobs/{id}`, and the account for how it went."""

    job_id: int


class AccountHealth(Out):
    """One line of the health page."""

    id: int
    name: str
    progress: AccountProgress
