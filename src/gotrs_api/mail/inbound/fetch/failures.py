"""What can go wrong with a mailbox, in one word for programs and one sentence for people."""

from __future__ import annotations

from enum import StrEnum


class Problem(StrEnum):
    DNS = "dns"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    TLS = "tls"
    LOGIN = "login"
    TOKEN = "token"
    FOLDER = "folder"
    PROTOCOL = "protocol"
    CLOSED = "closed"
    DELETE = "delete"
    STORAGE = "storage"
    UNREADABLE = "unreadable"
    THROTTLED = "throttled"


class FetchFailed(Exception):
    """A mailbox could not be read or tidied; `words` say what happened (English, no secrets, no mail text).

    `wait_s`: before that the server does not wish to be asked again.
    """

    def __init__(self, problem: Problem, words: str, *, wait_s: float = 0) -> None:
        super().__init__(words)
        self.problem = problem
        self.words = words
        self.wait_s = wait_s


class MailUnreadable(Exception):
    """The server refuses one mail; the others may be fine."""
