"""What makes a mail itself: its fingerprint, and the message ids it names."""

import hashlib
import re

_DROPPED = re.compile(rb"(?:received|delivered-to|return-path)[ \t]*:", re.IGNORECASE)
_BRACKETED = re.compile(r"<([^<>]{1,2000})>")
_BARE = re.compile(r"[^\s<>,;()\"']+@[^\s<>,;()\"']+")
_CHUNK = 1024 * 1024
_HEADER_LIMIT = 8 * 1024 * 1024


def fingerprint(raw: bytes) -> str:
    """SHA-256 hex of headers and body, without Received, Delivered-To and Return-Path.

    Does not depend on the way in: line ends, an mbox `From ` line and empty lines around the mail do not count.
    Costs no second copy of the mail.
    """
    digest = hashlib.sha256()
    start = _leading(raw)
    if raw.startswith((b"From ", b">From "), start):
        line_end = raw.find(b"\n", start)
        start = len(raw) if line_end < 0 else line_end + 1
    body = _body_start(raw, start)
    dropping = False
    for line in raw[start : min(body, start + _HEADER_LIMIT)].splitlines():
        if not line[:1].isspace():
            dropping = _DROPPED.match(line) is not None
        if not dropping:
            digest.update(line.rstrip() + b"\n")
    digest.update(b"\n")
    end = _trailing(raw, body)
    if raw.find(b"\r", body, end) < 0:
        digest.update(memoryview(raw)[body:end])
        return digest.hexdigest()
    position = body
    while position < end:
        stop = min(end, position + _CHUNK)
        if stop < end and raw[stop - 1] == 13:
            stop += 1
        digest.update(raw[position:stop].replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
        position = stop
    return digest.hexdigest()


def message_ids(text: str) -> list[str]:
    """Message ids of References, In-Reply-To or Message-ID in order, once each, with angle brackets.

    Blanks that folding left inside the brackets go; without any brackets, words with an `@` count.
    """
    found = ["<" + "".join(match.split()) + ">" for match in _BRACKETED.findall(text)]
    if not found:
        found = [f"<{word}>" for word in _BARE.findall(text[:20_000])]
    return [identifier for identifier in dict.fromkeys(found) if identifier != "<>"]


def _leading(raw: bytes) -> int:
    position = 0
    while position < len(raw) and raw[position] in b"\r\n":
        position += 1
    return position


def _trailing(raw: bytes, start: int) -> int:
    position = len(raw)
    while position > start and raw[position - 1] in b"\r\n":
        position -= 1
    return position


def _body_start(raw: bytes, start: int) -> int:
    candidates = [
        found + len(blank)
        for blank in (b"\n\n", b"\n\r\n", b"\r\r")
        if (found := raw.find(blank, start, start + _HEADER_LIMIT)) >= 0
    ]
    return min(candidates, default=min(len(raw), start + _HEADER_LIMIT))
