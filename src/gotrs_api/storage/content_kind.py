"""What a file is, by its first bytes: a browser must never be told that something is an image or a page when it is not."""

from __future__ import annotations

import mimetypes
import re

OCTETS = "application/octet-stream"
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
)
_CERTAIN = {"image/png", "image/jpeg", "image/gif", "image/bmp", "image/webp", "application/pdf"}
_VALID = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)


def content_kind(head: bytes, claimed: str, filename: str) -> str:
    """The MIME type to keep: the sender's claim where the content does not speak against it.

    `head` is at least the first 16 bytes. Without a usable claim the name's extension decides. A claim with
    parameters (`text/plain; charset=…`) is kept whole.
    """
    found = signature(head)
    claim = claimed.partition(";")[0].strip().lower()
    if not _VALID.fullmatch(claim) or claim == OCTETS:
        claim = mimetypes.guess_type(filename)[0] or OCTETS
        claimed = claim
    if found in _CERTAIN and found != claim:
        return found
    if claim in _CERTAIN and found != claim:
        return found or OCTETS
    return claimed.strip()


def signature(head: bytes) -> str | None:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in _SIGNATURES if head.startswith(start)), None)
