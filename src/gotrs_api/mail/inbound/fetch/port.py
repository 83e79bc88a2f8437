"""What fetching needs of a mailbox, whatever its protocol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from gotrs_api.mail.sasl import Credentials

# One mail is held in memory while it is taken in. What is larger stays on the server, and the account says so.
HARD_LIMIT_BYTES = 256 * 1024 * 1024


class Encryption(StrEnum):
    NONE = "none"
    TLS = "tls"
    STARTTLS = "starttls"


@dataclass(frozen=True)
class Access:
    """How to get into a mailbox. `token` (OAuth 2) takes the place of the password."""

    protocol: str  # imap, pop3, msgraph
    encryption: Encryption
    host: str
    port: int
    login: str
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    folder: str = "INBOX"
    verify_tls: bool = True

    @property
    def credentials(self) -> Credentials:
        return Credentials(self.host, self.port, self.login, self.password, self.token)

    @property
    def mailbox(self) -> str:
        """The mailbox's name in the ledger and the spool, the same for all accounts that lead to it."""
        folder = "" if self.protocol == "pop3" else f"/{self.folder}"
        return f"{self.protocol}://{self.login}@{self.host.lower()}:{self.port}{folder}"[-200:]


@dataclass(frozen=True, slots=True)
class RemoteMail:
    """A mail as the server lists it; `number` is its place where the protocol needs it."""

    uid: str
    size_bytes: int
    number: int = 0
    is_deleted: bool = False  # flagged so on the server, by somebody


class Mailbox(Protocol):
    """An open mailbox. Everything raises FetchFailed."""

    validity: str

    async def list_mails(self) -> Sequence[RemoteMail]:
        """All mails, oldest first."""
        ...

    def expect(self, mails: Sequence[RemoteMail]) -> None:
        """These are fetched next, in this order: several small ones may be got at once."""
        ...

    async def fetch(self, mail: RemoteMail) -> bytes | None:
        """The mail as it is; None when it is gone. Raises MailUnreadable."""
        ...

    async def finish(self, delete: Sequence[RemoteMail]) -> None:
        """Delete these and leave. When this returns, the server has confirmed it; when it raises, it may have done it."""
        ...

    async def close(self) -> None:
        """Drop the connection, whatever its state; deletes nothing."""
        ...
