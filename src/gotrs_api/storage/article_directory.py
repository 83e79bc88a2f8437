"""OTRS's article directory: `<root>/YYYY/MM/DD/<article id>/` with the files of an article and what is said about them.

Beside a file `name` stand `name.content_type`, `name.disposition`, `name.content_id` and `name.content_alternative`;
the raw mail is `plain.txt`. Source: OTRS 6, Kernel::System::Ticket::Article::Backend::MIMEBase::ArticleStorageFS.
All functions block: call them in a thread where files may be large or many.
"""

from __future__ import annotations

import os
import secrets
import shutil
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

PLAIN_NAME = "plain.txt"
CHUNK_BYTES = 1024 * 1024
_SIDECARS = (".content_type", ".disposition", ".content_id", ".content_alternative")
_ID_BASE = 1 << 48  # beyond every row id, within what JavaScript counts exactly


class Storage(StrEnum):
    """Where files of articles lie."""

    DATABASE = "database"
    DIRECTORY = "directory"


@dataclass(frozen=True)
class StoredFile:
    """A file of an article in the directory. `id` is made of the name, so it stays when other files come and go."""

    id: int
    filename: str
    path: Path
    size_bytes: int
    content_type: str
    disposition: str
    content_id: str
    content_alternative: str


def content_path(moment: datetime) -> str:
    """`article_data_mime.content_path`: the day in OTRS's time zone."""
    return moment.strftime("%Y/%m/%d")


def article_folder(root: Path, content_path: str | None, article_id: int) -> Path | None:
    """Where the files of an article lie; None for a path that no OTRS wrote (it would lead out of the root)."""
    parts = (content_path or "").split("/")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return None
    return root.joinpath(*parts, str(article_id))


def article_folders(root: Path) -> Iterator[tuple[str, int]]:
    """`content_path` and article id of every folder below the root that OTRS's layout knows, in order of both."""

    def numbers(folder: Path) -> list[str]:
        try:
            names = [entry.name for entry in os.scandir(folder) if entry.is_dir(follow_symlinks=False)]
        except FileNotFoundError:
            return []
        return sorted((name for name in names if name.isascii() and name.isdigit()), key=int)

    for year in numbers(root):
        for month in numbers(root / year):
            for day in numbers(root / year / month):
                path = f"{year}/{month}/{day}"
                for article in numbers(root / path):
                    yield path, int(article)


def is_directory_id(attachment_id: int) -> bool:
    return attachment_id >= _ID_BASE


def list_files(folder: Path) -> list[StoredFile]:
    """The attachments in order of their names; empty without a folder."""
    try:
        entries = sorted((e for e in os.scandir(folder) if e.is_file(follow_symlinks=False)), key=lambda e: e.name)
    except FileNotFoundError:
        return []
    names = {entry.name for entry in entries}
    found: dict[int, StoredFile] = {}
    for entry in entries:
        if entry.name == PLAIN_NAME or _is_sidecar(entry.name, names) or entry.name.startswith("."):
            continue
        file_id = _ID_BASE + zlib.crc32(os.fsencode(entry.name))
        while file_id in found:
            file_id += 1
        about = {suffix: _read_sidecar(folder, entry.name, suffix, names) for suffix in _SIDECARS}
        found[file_id] = StoredFile(
            id=file_id,
            filename=os.fsencode(entry.name).decode("utf-8", "replace"),
            path=folder / entry.name,
            size_bytes=entry.stat(follow_symlinks=False).st_size,
            content_type=about[".content_type"] or "application/octet-stream",
            disposition=about[".disposition"],
            content_id=about[".content_id"],
            content_alternative=about[".content_alternative"],
        )
    return list(found.values())


def find_file(folder: Path, attachment_id: int) -> StoredFile | None:
    return next((file for file in list_files(folder) if file.id == attachment_id), None)


def safe_name(filename: str) -> str:
    """A clean name that is not taken for the description of another file."""
    return filename + "_" if filename.endswith(_SIDECARS) else filename


def write_file(
    folder: Path,
    filename: str,
    content: bytes | Path,
    *,
    content_type: str,
    disposition: str,
    content_id: str,
    content_alternative: str,
) -> None:
    """Write a file and its description; on disk for good when this returns. `filename` is clean and unique already."""
    if filename in {"", ".", "..", PLAIN_NAME} or "/" in filename or "\0" in filename:
        raise ValueError(f"not a name for a stored file: {filename!r}")
    _make_folder(folder)
    sidecars = zip(_SIDECARS, (content_type, disposition, content_id, content_alternative), strict=True)
    for suffix, value in sidecars:
        if value:
            _write(folder / (filename + suffix), value.encode())
    _write(folder / filename, content)
    _sync_folder(folder)


def write_plain(folder: Path, content: bytes | Path) -> None:
    """Write the raw mail."""
    _make_folder(folder)
    _write(folder / PLAIN_NAME, content)
    _sync_folder(folder)


def remove_file(folder: Path, filename: str) -> None:
    for suffix in ("", *_SIDECARS):
        (folder / (filename + suffix)).unlink(missing_ok=True)


def remove_empty_folder(folder: Path) -> None:
    with suppress(OSError):  # not empty, or gone
        folder.rmdir()


def remove_folder(folder: Path) -> None:
    """Everything of one article; a missing folder is fine."""
    shutil.rmtree(folder, ignore_errors=True)


def pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(CHUNK_BYTES):
            yield piece


def _is_sidecar(name: str, names: set[str]) -> bool:
    base, dot, suffix = name.rpartition(".")
    return dot + suffix in _SIDECARS and base in names


def _read_sidecar(folder: Path, name: str, suffix: str, names: set[str]) -> str:
    if name + suffix not in names:
        return ""
    return (folder / (name + suffix)).read_bytes()[:1000].decode("utf-8", "replace").strip()


def _write(path: Path, content: bytes | Path) -> None:
    draft = path.with_name(f".{secrets.token_hex(8)}.draft")
    with draft.open("wb") as file:
        if isinstance(content, bytes):
            file.write(content)
        else:
            with content.open("rb") as source:
                shutil.copyfileobj(source, file, CHUNK_BYTES)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)


def _make_folder(folder: Path) -> None:
    """With those above it; a power failure leaves none of them out."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for one in missing:
        _sync_folder(one.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
