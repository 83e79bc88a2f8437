"""An outgoing mail as bytes: alternatives, inline images, attachments, threading, marks of automatic mail."""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from html import escape
from urllib.parse import quote

from gotrs_api.kernel.addresses import needs_smtputf8, split_addresses
from gotrs_api.kernel.html_text import html_to_text
from gotrs_api.mail.inbound.parse.identity import message_ids
from gotrs_api.mail.outbound.encode import (
    address_list,
    base64_lines,
    header_field,
    one_line,
    parameter,
    quoted_printable,
    unstructured,
)

MAX_REFERENCES = 40
MAX_REFERENCES_CHARACTERS = 3800
_OWN_HEADERS = frozenset(
    {"from", "to", "cc", "bcc", "reply-to", "subject", "date", "message-id", "in-reply-to", "references"}
    | {"mime-version", "content-type", "content-transfer-encoding", "content-disposition"}
)


@dataclass(frozen=True, slots=True)
class OutgoingAttachment:
    """A file to send. With `content_id` (without angle brackets) and `inline` it is an image of the HTML text."""

    filename: str
    content_type: str
    content: bytes = field(repr=False)
    content_id: str = ""
    inline: bool = False


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """All that a mail needs; address fields are lines as in OTRS (`"Name" <a@b>, …`).

    With `html` and without `text` the text alternative is made from the HTML. `message_id` has its angle brackets.
    `automatic` marks the mail as such (Auto-Submitted, Precedence, X-Loop), so that no robot answers. `headers` are
    further ones, for example List-Unsubscribe; those that this builder writes itself are ignored there.
    """

    from_: str
    to: str
    subject: str
    message_id: str
    date: datetime
    text: str = ""
    html: str | None = None
    cc: str = ""
    reply_to: str = ""
    in_reply_to: str = ""
    references: Sequence[str] = ()
    attachments: Sequence[OutgoingAttachment] = ()
    automatic: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)


def compose(mail: OutgoingMail) -> bytes:
    """The mail with CRLF line ends, 7-bit unless an address needs SMTPUTF8 (ask `needs_utf8_transport`).

    There is never a Bcc header: blind copies are a matter of the envelope.
    OTRS 6: Kernel/System/Email.pm, Send (headers and nesting of the parts).
    """
    return b"".join((*_header(mail), *_body(mail)))


def needs_utf8_transport(mail: OutgoingMail) -> bool:
    """Whether the mail can only go to servers with SMTPUTF8: some address has a local part beyond ASCII."""
    lines = (mail.from_, mail.to, mail.cc, mail.reply_to)
    return any(
        needs_smtputf8(address.address) for line in lines if not line.isascii() for address in split_addresses(line)
    )


def new_message_id(fqdn: str, now: datetime, *, bounce: bool = False) -> str:
    """`<epoch.random@fqdn>` as OTRS makes it; for a bounced mail `<epoch.random.0@fqdn>`."""
    suffix = ".0" if bounce else ""
    return f"<{int(now.timestamp())}.{secrets.randbelow(10**12)}{suffix}@{fqdn}>"


def resent(raw: bytes, *, sender: str, to: str, message_id: str, date: datetime) -> bytes:
    """A mail sent on unchanged, with Resent-* headers in front.

    OTRS 6: Kernel/System/Email.pm, Bounce; RFC 5322, 3.6.6.
    Earlier Resent-* blocks stay below the new one. An mbox `From ` line and blind copies are dropped; line ends become
    CRLF. Raises nothing for odd mails: what is not a header stays what it is.
    """
    utf8 = any(needs_smtputf8(address.address) for line in (sender, to) for address in split_addresses(line))
    head = (
        header_field("Resent-From", address_list([sender], utf8=utf8)),
        header_field("Resent-To", address_list([to], utf8=utf8)),
        header_field("Resent-Date", format_datetime(date)),
        header_field("Resent-Message-ID", message_id),
    )
    raw = raw.lstrip(b"\r\n")
    if raw.startswith((b"From ", b">From ")):
        raw = raw.partition(b"\n")[2]
    if b"\r" in raw or b"\n" in raw:
        raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\n", b"\r\n")
    header, blank, body = raw.partition(b"\r\n\r\n")
    return b"".join((*head, *_without_blind_copies(header), blank, body))


def thread_references(references: Iterable[str], in_reply_to: str) -> list[str]:
    """Ids for References: the thread's, then what is answered; of too many the first and the newest stay."""
    ids = [identifier for text in (*references, in_reply_to) for identifier in message_ids(one_line(text))]
    ids = list(reversed(dict.fromkeys(reversed(ids))))
    ids = [identifier for identifier in ids if len(identifier) <= 900]
    while len(ids) > MAX_REFERENCES or (len(ids) > 1 and sum(map(len, ids)) > MAX_REFERENCES_CHARACTERS):
        del ids[1 if len(ids) > 2 else 0]
    return ids


def _header(mail: OutgoingMail) -> Iterator[bytes]:
    utf8 = needs_utf8_transport(mail)
    yield header_field("From", address_list([mail.from_], utf8=utf8))
    for name, line in (("To", mail.to), ("Cc", mail.cc), ("Reply-To", mail.reply_to)):
        if value := address_list([line], utf8=utf8):
            yield header_field(name, value)
        elif name == "To":
            yield header_field("To", "undisclosed-recipients:;")
    yield header_field("Subject", unstructured(mail.subject))
    yield header_field("Date", format_datetime(mail.date))
    yield header_field("Message-ID", mail.message_id)
    answered = message_ids(one_line(mail.in_reply_to))
    if answered:
        yield header_field("In-Reply-To", answered[-1])
    if references := thread_references(mail.references, mail.in_reply_to):
        yield header_field("References", " ".join(references))
    automatic = {}
    if mail.automatic:
        automatic = {"Auto-Submitted": "auto-generated", "Precedence": "bulk", "X-Loop": "yes"}
    further = {name.lower(): (name, value) for name, value in {**automatic, **mail.headers}.items()}
    for lower, (name, value) in further.items():
        if lower not in _OWN_HEADERS:
            yield header_field(name, unstructured(value))
    yield b"MIME-Version: 1.0\r\n"


def _body(mail: OutgoingMail) -> Iterator[bytes]:
    """Parts, outermost first: mixed(alternative(text, related(HTML, images)), files); levels of one are left out.

    An image that the HTML does not show is a file: beside the HTML, readers would never see it.
    """
    shown = [_is_shown(item, mail.html or "") for item in mail.attachments]
    images = [item for item, is_shown in zip(mail.attachments, shown, strict=True) if is_shown]
    files = [item for item, is_shown in zip(mail.attachments, shown, strict=True) if not is_shown]
    parts: list[bytes]
    if mail.html is None:
        parts = _text_part("plain", mail.text)
    else:
        html = _text_part("html", mail.html)
        if images:
            html = _multipart(
                "related", [html, *(_file_part(image, "inline") for image in images)], ' type="text/html";'
            )
        text = mail.text or html_to_text(mail.html)
        parts = _multipart("alternative", [_text_part("plain", text), html])
    if files:
        parts = _multipart("mixed", [parts, *(_file_part(file, "attachment") for file in files)])
    yield from parts


def _text_part(subtype: str, text: str) -> list[bytes]:
    return [
        f"Content-Type: text/{subtype}; charset=utf-8\r\n".encode(),
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n",
        quoted_printable(text),
        b"\r\n",
    ]


def _is_shown(item: OutgoingAttachment, html: str) -> bool:
    spellings = {item.content_id, quote(item.content_id), escape(item.content_id)}
    return item.inline and bool(item.content_id) and any(f"cid:{one}" in html for one in spellings)


def _file_part(file: OutgoingAttachment, disposition: str) -> list[bytes]:
    content_type = one_line(file.content_type).partition(";")[0].strip()
    rest = one_line(file.content_type).partition(";")[2]
    charset = next((item.strip() for item in rest.split(";") if item.strip().lower().startswith("charset=")), "")
    if "/" not in content_type or not content_type.isascii():
        content_type = "application/octet-stream"
    # A message part may not be base64 (RFC 2046 5.2.1); as a plain file every client can open it.
    if content_type.lower().startswith(("message/", "multipart/")):
        content_type = "application/octet-stream" if content_type.lower() != "message/rfc822" else content_type
    name = parameter("name", file.filename) if file.filename.isascii() else ""
    part = [
        header_field("Content-Type", content_type + (f"; {charset}" if charset.isascii() and charset else "") + name)
    ]
    part.append(header_field("Content-Disposition", disposition + parameter("filename", file.filename)))
    if file.content_id:
        part.append(header_field("Content-ID", f"<{file.content_id.strip('<>')}>"))
    if content_type.lower() == "message/rfc822":
        eight_bit = b"" if file.content.isascii() else b"Content-Transfer-Encoding: 8bit\r\n"
        lines = file.content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\n", b"\r\n")
        return [*part, eight_bit, b"\r\n", lines, b"\r\n"]
    part.append(b"Content-Transfer-Encoding: base64\r\n\r\n")
    part.extend(base64_lines(file.content))
    return part


def _multipart(subtype: str, parts: Sequence[list[bytes]], extra: str = "") -> list[bytes]:
    boundary = f"=_{secrets.token_hex(16)}"
    result = [f'Content-Type: multipart/{subtype};{extra}\r\n boundary="{boundary}"\r\n\r\n'.encode()]
    for part in parts:
        result.append(f"--{boundary}\r\n".encode())
        result.extend(part)
        if not part[-1].endswith(b"\r\n"):
            result.append(b"\r\n")
    result.append(f"--{boundary}--\r\n".encode())
    return result


def _without_blind_copies(header: bytes) -> Iterator[bytes]:
    dropping = False
    lines = header.split(b"\r\n")
    for number, line in enumerate(lines):
        if not line.startswith((b" ", b"\t")):
            dropping = line[:4].lower() == b"bcc:"
        if not dropping:
            yield line + (b"\r\n" if number < len(lines) - 1 else b"")
