"""The sink keeps the envelope and every byte."""

from __future__ import annotations

import aiosmtplib
import pytest

from tests.support.smtp_sink import SmtpSink

RAW = b"Subject: hello\r\nFrom: a@example.com\r\nTo: b@example.com\r\n\r\n.a line that starts with a dot\r\n"


async def test_what_was_sent_is_what_arrived(smtp_sink: SmtpSink) -> None:
    await aiosmtplib.send(
        RAW, sender="a@example.com", recipients=["b@example.com"], hostname="127.0.0.1", port=smtp_sink.port
    )
    (delivered,) = smtp_sink.messages
    assert (delivered.sender, delivered.recipients, delivered.raw) == ("a@example.com", ("b@example.com",), RAW)
    assert delivered.message["Subject"] == "hello"


async def test_it_can_refuse(smtp_sink: SmtpSink) -> None:
    smtp_sink.answer = lambda recipients: "451 later" if "b@example.com" in recipients else None
    with pytest.raises(aiosmtplib.SMTPDataError, match="later"):
        await aiosmtplib.send(
            RAW, sender="a@example.com", recipients=["b@example.com"], hostname="127.0.0.1", port=smtp_sink.port
        )
    assert smtp_sink.messages == []
