"""A mail as bytes: its header apart from the MIME entity that is signed or encrypted (RFC 8551, 3.1; RFC 3156)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gotrs_api.kernel.content_type import content_type_params

_LINE_END = re.compile(rb"\r?\n")
_FIELD = re.compile(rb"[^\r\n:]+:[^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*")


@dataclass(frozen=True)
class Split:
    """`outer` are the mail's own header fields, `entity` the content's fields, an empty line and the content."""

    outer: bytes
    entity: bytes


def canonical(raw: bytes) -> bytes:
    """With CRLF line ends."""
    return _LINE_END.sub(b"\r\n", raw)


def split(raw: bytes) -> Split:
    raw = canonical(raw)
    head, _, body = raw.partition(b"\r\n\r\n")
    fields = _FIELD.findall(head + b"\r\n")
    inner = [one for one in fields if one.lower().startswith((b"content-",))]
    outer = [one for one in fields if not one.lower().startswith((b"content-", b"mime-version"))]
    return Split(b"".join(outer), b"".join(inner) + b"\r\n" + body)


def joined(outer: bytes, entity: bytes) -> bytes:
    return outer + b"MIME-Version: 1.0\r\n" + entity


def parts_of(raw: bytes, content_type: str) -> list[bytes]:
    """The parts of a multipart mail, byte for byte but for CRLF. Empty where it has none."""
    found = re.search(r'boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))', content_type, re.IGNORECASE)
    if found is None:
        return []
    boundary = (found[1] or found[2]).encode("utf-8", "replace")
    body = b"\r\n" + split(raw).entity.partition(b"\r\n\r\n")[2]
    pieces = re.split(rb"\r\n--" + re.escape(boundary) + rb"(?:--)?[ \t]*(?=\r\n|$)", body)
    return [piece.removeprefix(b"\r\n") for piece in pieces[1:-1]]


def kind_of(content_type: str) -> tuple[str, str, str]:
    """MIME type, `protocol` and `smime-type`, in lower case."""
    mime_type = (content_type_params(content_type).mime_type or "").lower()
    return mime_type, _parameter(content_type, "protocol"), _parameter(content_type, "smime-type")


def _parameter(content_type: str, name: str) -> str:
    found = re.search(rf';\s*{name}\s*=\s*"?([^\s";]+)', content_type, re.IGNORECASE)
    return found[1].lower() if found else ""
