"""Where the bytes of a waiting mail lie: in its row or, when they are many, in a synced file that the row names."""

import asyncio
from datetime import datetime
from pathlib import Path

from gotrs_api.mail.inbound import spool_files

FOLDER = "outgoing"  # apart from incoming mail, whose sweep removes files that its table does not know
_FILE = b"X-GOTRS-File: "  # no composed mail begins so


async def stored(var: Path, raw: bytes, now: datetime) -> bytes:
    """What goes into the row. Raises OSError when a large mail could not be written."""
    if len(raw) <= spool_files.DATABASE_LIMIT_BYTES:
        return raw
    name = await asyncio.to_thread(spool_files.write, var / FOLDER, raw, now)
    return in_row_of(name)


async def loaded(var: Path, in_row: bytes) -> bytes:
    """The mail. Raises FileNotFoundError when its file is gone."""
    name = file_name(in_row)
    return in_row if name is None else await asyncio.to_thread(spool_files.path_of(var / FOLDER, name).read_bytes)


def file_name(in_row: bytes) -> str | None:
    return in_row.removeprefix(_FILE).decode() if in_row.startswith(_FILE) and len(in_row) < 300 else None


async def abandoned(var: Path, before: datetime) -> list[str]:
    """Names of files last written before that moment: of rolled back transactions, or of rows that still wait."""
    return await asyncio.to_thread(spool_files.older_than, var / FOLDER, before)


def in_row_of(name: str) -> bytes:
    """What a row that names this file holds."""
    return _FILE + name.encode()


async def removed(var: Path, in_row: bytes) -> None:
    """For the time after the row is gone."""
    name = file_name(in_row)
    if name is not None:
        await asyncio.to_thread(spool_files.remove, var / FOLDER, name)
