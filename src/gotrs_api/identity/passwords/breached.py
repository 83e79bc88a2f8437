"""A file of passwords that are known to thieves: plain ones, or the sorted SHA-1 list of Have I Been Pwned."""

import asyncio
import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

_HASH_LINE = re.compile(rb"[0-9A-Fa-f]{40}(:\d+)?\r?\n?")
_PLAIN_LIST_MAX_BYTES = 64 * 1024 * 1024


async def is_breached(path: Path | None, password: str) -> bool:
    """Whether the list names this password. Reads beside the event loop; a list of hashes of any size is not loaded.

    Raises OSError for a file that cannot be read: better no new password than an unchecked one.
    """
    return path is not None and await asyncio.to_thread(_is_listed, path, password)


def _is_listed(path: Path, password: str) -> bool:
    with path.open("rb") as file:
        first = file.readline(200)
    if _HASH_LINE.fullmatch(first):
        digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
        return _has_line(path, digest)
    return password.casefold() in _plain_list(path, path.stat().st_mtime_ns)


def _has_line(path: Path, digest: bytes) -> bool:
    """Binary search by place in the file: the lines are sorted, whatever their lengths."""
    with path.open("rb") as file:
        low, high = 0, path.stat().st_size
        while low < high:
            middle = (low + high) // 2
            found = _digest_from(file, middle)
            if not found or found >= digest:
                high = middle
            else:
                low = middle + 1
        return _digest_from(file, low) == digest


def _digest_from(file: BinaryIO, place: int) -> bytes:
    """Of the first line that begins at `place` or behind it; empty behind the last one."""
    file.seek(max(0, place - 1))
    if place:
        file.readline()
    return file.readline()[:40].upper()


@lru_cache(maxsize=1)
def _plain_list(path: Path, _changed_ns: int) -> frozenset[str]:
    if path.stat().st_size > _PLAIN_LIST_MAX_BYTES:
        raise OSError(f"{path} is too long for a list of plain passwords; use sorted SHA-1 hashes")
    return frozenset(line.strip().casefold() for line in path.read_text(errors="replace").splitlines() if line.strip())
