"""How IMAP spells things (RFC 3501, sections 4 and 5.1.3)."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable

_ENCODED = re.compile(r"&([A-Za-z0-9+,]*)-")
_PLAIN = re.compile(r"[\x20-\x7e]*")


def quoted(text: str) -> bytes:
    """Raises ValueError for what no quoted string can hold."""
    if any(ord(c) > 0x7E or ord(c) < 0x20 for c in text):
        raise ValueError("only printable ASCII can be quoted")
    return b'"' + text.replace("\\", "\\\\").replace('"', '\\"').encode("ascii") + b'"'


def folder_name(name: str) -> bytes:
    """A folder as IMAP wants it: quoted, letters outside ASCII in modified UTF-7.

    OTRS hands on what the administrator typed, so a name that is in modified UTF-7 already stays as it is.
    Raises ValueError for control characters.
    """
    if any(ord(c) < 0x20 or ord(c) == 0x7F for c in name):
        raise ValueError("a folder's name has no control characters")
    return quoted(name if _is_utf7(name) else to_utf7(name))


def to_utf7(text: str) -> str:
    """Modified UTF-7 (RFC 3501, 5.1.3): `Entwürfe` is `Entw&APw-rfe`."""
    parts = []
    for run in re.findall(r"[\x20-\x7e]+|[^\x20-\x7e]+", text):
        if _PLAIN.fullmatch(run):
            parts.append(run.replace("&", "&-"))
        else:
            encoded = b64encode(run.encode("utf-16-be")).decode("ascii").rstrip("=").replace("/", ",")
            parts.append(f"&{encoded}-")
    return "".join(parts)


def from_utf7(text: str) -> str:
    """Raises ValueError for what is no modified UTF-7."""

    def decode(match: re.Match[str]) -> str:
        if not match[1]:
            return "&"
        padded = match[1].replace(",", "/") + "=" * (-len(match[1]) % 4)
        return b64decode(padded, validate=True).decode("utf-16-be")

    if "&" in _ENCODED.sub("", text) or not text.isascii():
        raise ValueError("not modified UTF-7")
    return _ENCODED.sub(decode, text)


def _is_utf7(name: str) -> bool:
    try:
        return to_utf7(from_utf7(name)) == name
    except ValueError:
        return False


def uid_set(uids: Iterable[int]) -> bytes:
    """`1:3,7` of 1, 2, 3, 7."""
    ranges: list[list[int]] = []
    for uid in sorted(uids):
        if ranges and uid == ranges[-1][1] + 1:
            ranges[-1][1] = uid
        else:
            ranges.append([uid, uid])
    return ",".join(f"{a}:{b}" if a != b else str(a) for a, b in ranges).encode("ascii")
