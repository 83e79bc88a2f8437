"""A mail server that accepts everything and keeps it, for proving what really left over SMTP."""

from __future__ import annotations

import email
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

from tests.support.servers import free_port


@dataclass(frozen=True)
class Delivered:
    """One message as the server got it: envelope and bytes."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        parsed = email.message_from_bytes(self.raw, policy=default)
        assert isinstance(parsed, EmailMessage)
        return parsed


class SmtpSink:
    """`messages` is what arrived, in order. To refuse, set `answer`: it gets the recipients, returns an SMTP reply."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.messages: list[Delivered] = []
        self.answer: Callable[[list[str]], str | None] = lambda _recipients: None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if refusal := self.answer(envelope.rcpt_tos):
            return refusal
        raw = envelope.original_content or envelope.content or b""
        self.messages.append(Delivered(envelope.mail_from or "", tuple(envelope.rcpt_tos), raw))
        return "250 OK"


@contextmanager
def running_smtp_sink(port: int | None = None) -> Iterator[SmtpSink]:
    """A sink in a thread of its own, on a free port unless one is given."""
    sink = SmtpSink(port or free_port())
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port, data_size_limit=0)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()
