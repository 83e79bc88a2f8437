"""The demo's mails as they came, and their small files; made here, so that nothing has to be shipped."""

from __future__ import annotations

import struct
import zlib
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from random import Random

from gotrs_api.articles.new_article import NewArticle, NewAttachment


def as_it_came(mail: NewArticle, now: datetime) -> bytes:
    """The whole mail, for whoever looks at it or bounces it."""
    message = EmailMessage(policy=SMTP)
    headers = {
        "From": mail.from_,
        "To": mail.to,
        "Subject": mail.subject,
        "Message-ID": mail.message_id,
        "In-Reply-To": mail.in_reply_to,
        "References": mail.references,
    }
    for name, value in headers.items():
        if value:
            message[name] = value
    message["Date"] = now
    message.set_content(mail.body, subtype="html" if mail.content_type.startswith("text/html") else "plain")
    for file in mail.attachments:
        assert isinstance(file.content, bytes)
        kind, _, subkind = file.content_type.partition(";")[0].partition("/")
        message.add_attachment(file.content, maintype=kind, subtype=subkind, filename=file.filename)
    return message.as_bytes()


def attachment(filename: str, chance: Random) -> NewAttachment:
    """A picture, a table or a log, as the ending of the name says."""
    ending = filename.rpartition(".")[2]
    if ending == "png":
        return NewAttachment(filename=filename, content=_picture(chance), content_type="image/png")
    if ending == "csv":
        return NewAttachment(filename=filename, content=_table(chance), content_type="text/csv; charset=utf-8")
    return NewAttachment(filename=filename, content=_log(chance), content_type="text/plain; charset=utf-8")


def _picture(chance: Random) -> bytes:
    """A PNG of coloured bars, as a broken screen may show."""
    width, height = 96, 64
    bars = [bytes(chance.randrange(256) for _ in range(3)) for _ in range(8)]
    row = b"\0" + b"".join(bars[x * len(bars) // width] for x in range(width))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(row * height)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _table(chance: Random) -> bytes:
    lines = [f"{line},A-{chance.randint(1000, 9999)},{chance.randint(1, 24)}" for line in range(1, 9)]
    return "\n".join(["position,article,pieces", *lines, ""]).encode()


def _log(chance: Random) -> bytes:
    lines = (
        f"14:{minute:02d}:{chance.randrange(60):02d} link lost, access point {chance.randint(1, 4)}"
        for minute in range(12)
    )
    return ("\n".join(lines) + "\n").encode()
