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


class FetchFailed(Exception):
    """A mailbox could not be read or tidied; `words` say what happened (English, no secrets, no mail text)."""

    def __init__(self, problem: Problem, words: str) -> None:
        super().__init__(words)
        self.problem = problem
        self.words = words


class MailUnreadable(Exception):
    """The server refuses one mail; the others may be fine."""
