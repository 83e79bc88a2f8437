"""Leaves to body and attachments by OTRS's rules: which part is the body, what the parts are called, what is joined.

Source: OTRS 6: Kernel/System/EmailParser.pm, PartsAttachments, GetMessageBody, CheckMessageBody (behaviour).
"""

import re
from dataclasses import dataclass, field

from gotrs_api.kernel.content_type import content_type_params
from gotrs_api.kernel.filenames import clean_received_name
from gotrs_api.kernel.html_text import html_to_text, text_to_html
from gotrs_api.mail.inbound.parse.charsets import decode
from gotrs_api.mail.inbound.parse.fields import decode_field, raw_text, read_block
from gotrs_api.mail.inbound.parse.flowed import unflow
from gotrs_api.mail.inbound.parse.model import (
    EMPTY_MESSAGE,
    NO_TEXT_MESSAGE,
    Defect,
    ParsedAttachment,
    ParseLimits,
)
from gotrs_api.mail.inbound.parse.params import decoded_name, parameters
from gotrs_api.mail.inbound.parse.rich_text import enriched_to_text, is_rtf, rtf_to_text
from gotrs_api.mail.inbound.parse.structure import Leaf, Structure
from gotrs_api.mail.inbound.parse.tnef import Tnef, read_tnef
from gotrs_api.mail.inbound.parse.transfer import Buffer, decode_transfer
from gotrs_api.mail.inbound.parse.uuencode import extract_uuencoded

_CHARSET_PARAMETER = re.compile(r"""charset\s*=\s*("[^"]*"|'[^']*'|[^\s;]*)""", re.IGNORECASE)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w\-]{2,40})""", re.IGNORECASE)
_NESTED_MESSAGES = frozenset({"message/rfc822", "message/global"})
_TNEF_TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_RTF_TYPES = frozenset({"application/rtf", "application/x-rtf", "text/rtf"})
_RICH_TYPES = _RTF_TYPES | {"text/enriched", "text/richtext"}
_RESERVED = {"file-1": "File-1", "file-2": "File-2"}


@dataclass(slots=True)
class Content:
    """What the mail says and carries; fields as in ParsedMail."""

    body: str = EMPTY_MESSAGE
    charset: str = ""
    html: str | None = None
    attachments: list[ParsedAttachment] = field(default_factory=list)


@dataclass(slots=True)
class _Part:
    leaf: Leaf
    filename: str
    content_type: str
    disposition: str
    content_id: str
    named: bool
    charset: str | None
    # Joined text replaces the raw slice: as kept, and as it reads (format=flowed undone).
    texts: list[str] | None = None
    readable: list[str] = field(default_factory=list)


class Assembler:
    """Builds the content of one mail."""

    def __init__(self, raw: bytes, limits: ParseLimits, defects: list[Defect]) -> None:
        self._raw = raw
        self._limits = limits
        self._defects = defects
        self._unnamed = 0
        self._first_text: _Part | None = None
        self._text_by_type: dict[str, _Part] = {}
        self._text_size = 0

    def assemble(self, structure: Structure) -> Content:
        if not structure.leaves:
            return Content()
        content = self._multipart(structure) if structure.is_multipart else self._single(structure.leaves[0])
        return self._open_tnef(content)

    def _single(self, leaf: Leaf) -> Content:
        """A mail that is one part: its text is the body and only HTML or foreign content becomes an attachment."""
        declared = content_type_params(leaf.content_type).charset
        if not _is_text(leaf):
            name, _ = self._name(leaf, fallback="unknown")
            kept = ParsedAttachment(
                filename=name,
                content_type=leaf.content_type,
                disposition=_disposition(leaf)[0],
                content_id=_content_id(leaf),
                charset=declared,
                encoding=leaf.encoding,
                encoded=self._slice(leaf),
                start=leaf.start,
            )
            return Content(NO_TEXT_MESSAGE, "us-ascii", None, [kept])
        text, whole = self._text(leaf, declared)
        content = Content(charset=declared or "ISO-8859-1")
        if leaf.main_type == "text/html":
            content.html = text
            content.body = self._html_body(text)
            data, encoding = (text.encode(), "") if whole else (self._slice(leaf), leaf.encoding)
            content.attachments.append(
                ParsedAttachment(
                    "file-1",
                    _as_utf8(leaf.content_type, whole),
                    charset=declared,
                    encoding=encoding,
                    encoded=data,
                    start=leaf.start,
                )
            )
            return content
        content.body = self._plain_body(_readable(text, leaf), content.attachments)
        disposition, name = _disposition(leaf)
        if not whole or (disposition == "attachment" and name) or leaf.main_type in _RICH_TYPES:
            # `file-1` would be taken for the body
            kept_name = self._name(leaf, fallback="message.rtf" if leaf.main_type in _RTF_TYPES else "text.txt")[0]
            content.attachments.append(
                ParsedAttachment(
                    kept_name,
                    leaf.content_type or "text/plain",
                    disposition,
                    charset=declared,
                    encoding=leaf.encoding,
                    encoded=self._slice(leaf),
                    start=leaf.start,
                )
            )
        return content

    def _multipart(self, structure: Structure) -> Content:
        parts: list[_Part] = []
        for leaf in structure.leaves:
            part = self._part(leaf)
            if not self._join(part):
                parts.append(part)
        first = parts[0]
        content = Content(NO_TEXT_MESSAGE, "us-ascii")
        extracted: list[ParsedAttachment] = []
        html_part = next((part for part in parts if _is_html_body(part)), None)
        html_text = None
        if html_part is not None:
            html_text = content.html = self._part_text(html_part)
        if _is_text(first.leaf) and not (first.leaf.main_type in _RTF_TYPES and first.named):
            content.charset = first.charset or "iso-8859-1"
            if first.leaf.main_type == "text/html":
                if first is not html_part or html_text is None:
                    html_text = content.html = self._part_text(first)
                content.body = self._html_body(html_text)
                if first.filename == "file-1":
                    first.filename = "file-1.html"
            else:
                readable = "".join(first.readable) if first.texts is not None else None
                if readable is None:
                    readable = _readable(self._part_text(first), first.leaf)
                content.body = self._plain_body(readable, extracted)
                if html_text is not None and not content.body.strip():
                    content.body = self._html_body(html_text)
        content.attachments = [self._attachment(part) for part in parts] + extracted
        return content

    def _part(self, leaf: Leaf) -> _Part:
        filename, named = self._name(leaf, fallback="")
        return _Part(
            leaf=leaf,
            filename=filename,
            content_type=leaf.content_type or leaf.main_type,
            disposition=_disposition(leaf)[0],
            content_id=_content_id(leaf),
            named=named,
            charset=content_type_params(leaf.content_type).charset,
        )

    def _name(self, leaf: Leaf, *, fallback: str) -> tuple[str, bool]:
        """(file name, whether the mail gave it)."""
        given = _disposition(leaf)[1] or parameters(leaf.content_type).get("name", "")
        if given and (name := clean_received_name(decoded_name(given))):
            return _RESERVED.get(name, name), True
        if leaf.main_type in _NESTED_MESSAGES and (subject := self._nested_subject(leaf)):
            return subject, False
        if fallback:
            return fallback, False
        self._unnamed += 1
        if leaf.main_type in _NESTED_MESSAGES:
            return f"Untitled-{self._unnamed}.eml", False
        return f"file-{self._unnamed}", False

    def _nested_subject(self, leaf: Leaf) -> str:
        start, end, raw = leaf.start, leaf.end, self._raw
        if leaf.encoding in {"base64", "quoted-printable"}:
            raw = decode_transfer(self._slice(leaf), leaf.encoding)
            start, end = 0, len(raw)
        block = read_block(raw, start, min(end, start + self._limits.max_value_bytes), self._limits, [])
        subject = decode_field(block.first("subject"), None)
        return clean_received_name(subject + ".eml") if subject else ""

    def _join(self, part: _Part) -> bool:
        """Join inline text of multipart/mixed to the text before it; True if the part is used up by that.

        Within an alternative, text goes to text and HTML to HTML; otherwise everything goes to the first one.
        """
        leaf = part.leaf
        header = raw_text(leaf.header.combined("content-disposition"), None).strip().lower()
        if not (leaf.in_mixed and leaf.main_type in {"text/plain", "text/html"} and header in {"", "inline"}):
            return False
        size = leaf.end - leaf.start
        if self._text_size + size > self._limits.max_text_bytes:
            return False
        self._text_size += size
        text, _ = self._text(leaf, part.charset)
        in_alternative = leaf.nearest == "alternative"
        target = self._text_by_type.get(leaf.main_type) if in_alternative else self._first_text
        if target is None or target.texts is None:
            part.texts, part.readable = [text], [_readable(text, leaf)]
            part.content_type, part.charset = f"{leaf.main_type}; charset=utf-8", "utf-8"
            self._text_by_type.setdefault(leaf.main_type, part)
            self._first_text = self._first_text or part
            return False
        if not part.named and part.filename.startswith("file-"):
            self._unnamed -= 1
        if target.leaf.main_type == leaf.main_type:
            addition, readable = text, _readable(text, leaf)
        elif leaf.main_type == "text/html":
            addition = readable = self._html_body(text)
        else:
            addition = readable = text_to_html(text.replace("\r\n", "\n"))
        if target.leaf.main_type == "text/plain" and addition:
            before = next((piece for piece in reversed(target.texts) if piece), "")
            if before and not before.endswith("\n") and not addition.startswith(("\n", "\r")):
                addition, readable = "\n" + addition, "\n" + readable
        target.texts.append(addition)
        target.readable.append(readable)
        return True

    def _attachment(self, part: _Part) -> ParsedAttachment:
        joined = part.texts is not None
        return ParsedAttachment(
            filename=part.filename,
            content_type=part.content_type,
            disposition=part.disposition,
            content_id=part.content_id,
            content_alternative=part.leaf.in_alternative,
            charset=part.charset,
            encoding="" if joined else part.leaf.encoding,
            encoded="".join(part.texts).encode() if part.texts is not None else self._slice(part.leaf),
            start=part.leaf.start,
        )

    def _part_text(self, part: _Part) -> str:
        return "".join(part.texts) if part.texts is not None else self._text(part.leaf, part.charset)[0]

    def _text(self, leaf: Leaf, charset: str | None) -> tuple[str, bool]:
        """(text of a leaf, whether that is all of it)."""
        data: Buffer = self._slice(leaf)
        whole = len(data) <= self._limits.max_text_bytes
        if not whole:
            self._defects.append(Defect("text_truncated", f"{len(data)} bytes"))
            data = data[: self._limits.max_text_bytes]
        decoded_bytes = decode_transfer(data, leaf.encoding)
        if charset is None and leaf.main_type == "text/html" and (meta := _META_CHARSET.search(decoded_bytes, 0, 4096)):
            charset = meta[1].decode("ascii", "replace")
        decoded = decode(decoded_bytes, charset)
        if not decoded.honest and charset is not None:
            self._defects.append(Defect("charset", f"{charset[:60]} read as {decoded.codec}"))
        if len(decoded.text) > self._limits.max_text_characters:
            self._defects.append(Defect("text_truncated", f"{len(decoded.text)} characters"))
            whole = False
        return decoded.text, whole

    def _html_body(self, html: str) -> str:
        if len(html) > self._limits.max_html_bytes:
            self._defects.append(Defect("html_truncated", f"{len(html)} characters"))
            html = html[: self._limits.max_html_bytes]
        return _lf(html_to_text(html))

    def _plain_body(self, text: str, extracted: list[ParsedAttachment]) -> str:
        """The text with LF line ends; uuencoded files in it become attachments."""
        text, files = extract_uuencoded(_lf(text))
        for name, data in files:
            name = clean_received_name(name) or "unknown"
            extracted.append(ParsedAttachment(name, "application/octet-stream", "attachment", encoded=data))
        return text

    def _slice(self, leaf: Leaf) -> memoryview:
        return memoryview(self._raw)[leaf.start : leaf.end]

    def _open_tnef(self, content: Content) -> Content:
        """Replace winmail.dat by what is in it, where all of it could be read."""
        attachments: list[ParsedAttachment] = []
        for attachment in content.attachments:
            tnef: Tnef | None = None
            if attachment.mime_type in _TNEF_TYPES or attachment.filename.lower() in {"winmail.dat", "win.dat"}:
                tnef = read_tnef(attachment.content)
                if tnef is None:
                    self._defects.append(Defect("tnef_unreadable", attachment.filename))
            if tnef is None:
                attachments.append(attachment)
                continue
            if not tnef.complete or not (tnef.files or tnef.body or tnef.html):
                self._defects.append(Defect("tnef_incomplete", attachment.filename))
                attachments.append(attachment)
            for file in tnef.files:
                name = clean_received_name(file.name) or "unknown"
                mime_type = file.mime_type if "/" in file.mime_type else "application/octet-stream"
                content_id = f"<{file.content_id.strip('<>')}>" if file.content_id else ""
                attachments.append(ParsedAttachment(name, mime_type, "attachment", content_id, encoded=file.content))
            if content.body == NO_TEXT_MESSAGE or not content.body.strip():
                html = self._html_body(tnef.html) if tnef.html else ""
                content.body = _lf(tnef.body) or html or rtf_to_text(tnef.rtf) or content.body
                content.charset = "utf-8"
            if tnef.html and content.html is None:
                content.html = tnef.html
                attachments.append(
                    ParsedAttachment(
                        "file-1.html", "text/html; charset=utf-8", charset="utf-8", encoded=tnef.html.encode()
                    )
                )
        content.attachments = attachments
        return content


def _is_html_body(part: _Part) -> bool:
    return part.leaf.main_type == "text/html" and part.disposition != "attachment" and not part.named


def _is_text(leaf: Leaf) -> bool:
    return leaf.main_type.startswith("text/") or leaf.main_type in _RTF_TYPES


def _readable(text: str, leaf: Leaf) -> str:
    """Text as people should read it: soft line breaks of format=flowed undone, and no commands."""
    if leaf.main_type in _RICH_TYPES:
        source = text.encode("cp1252", "replace")
        if is_rtf(source):
            return rtf_to_text(source) or NO_TEXT_MESSAGE
        if leaf.main_type in _RTF_TYPES:
            return text if leaf.main_type.startswith("text/") else NO_TEXT_MESSAGE
        return enriched_to_text(_lf(text))
    if leaf.main_type != "text/plain" or "flowed" not in leaf.content_type.lower():
        return text
    given = parameters(leaf.content_type)
    if given.get("format", "").lower() != "flowed":
        return text
    return unflow(_lf(text), delsp=given.get("delsp", "").lower() == "yes")


def _disposition(leaf: Leaf) -> tuple[str, str]:
    """(token in lower case, file name as written)."""
    value = leaf.header.combined("content-disposition")
    if not value:
        return "", ""
    text = raw_text(value, None)
    return text.partition(";")[0].strip().lower(), parameters(text).get("filename", "")


def _content_id(leaf: Leaf) -> str:
    value = leaf.header.first("content-id") or leaf.header.first("content-location")
    return raw_text(value, None) if value else ""


def _as_utf8(content_type: str, converted: bool) -> str:
    if not converted:
        return content_type
    if _CHARSET_PARAMETER.search(content_type):
        return _CHARSET_PARAMETER.sub("charset=utf-8", content_type)
    return content_type.rstrip("; ") + "; charset=utf-8"


def _lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
