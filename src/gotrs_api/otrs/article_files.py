"""Articles of an article directory (`var/article/YYYY/MM/DD/<article id>`): copied as they lie, compared by content."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Copied:
    """Files by number and size; `skipped` are already there with the same content, `strange` are no articles."""

    files: int = 0
    bytes: int = 0
    skipped: int = 0
    strange: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def copy_articles(source: Path, target: Path, report: Callable[[int], None] = lambda _files: None) -> Copied:
    """Copy what is missing or differs; a copy that was cut off does not count as a file. Blocks."""
    done = Copied()
    if source.resolve() == target.resolve():
        return done
    for folder in _folders(source, done):
        into = target / folder.relative_to(source)
        try:
            into.mkdir(parents=True, exist_ok=True)
            for entry in sorted(os.scandir(folder), key=lambda each: each.name):
                if not entry.is_file(follow_symlinks=False):
                    done.strange.append(_shown(entry.path))
                    continue
                _copy(Path(entry.path), into / entry.name, done)
                report(done.files + done.skipped)
        except OSError as error:
            done.failed.append(f"{_shown(folder)}: {error.strerror or error}")
    return done


def unlike_files(source: Path, target: Path) -> tuple[int, list[str]]:
    """How many files the source has, and those that the target does not have with the same content."""
    count, unlike = 0, list[str]()
    for folder in _folders(source, Copied()):
        for entry in os.scandir(folder):
            path = Path(entry.path)
            other = target / path.relative_to(source)
            if not entry.is_file(follow_symlinks=False):
                continue
            count += 1
            if not other.is_file() or _hash(path) != _hash(other):
                unlike.append(_shown(path.relative_to(source)))
    return count, unlike


def _folders(root: Path, done: Copied) -> Iterator[Path]:
    for day in sorted(root.glob("[0-9][0-9][0-9][0-9]/[0-9]*/[0-9]*")):
        for folder in sorted(day.iterdir()):
            if folder.is_dir() and folder.name.isdecimal():
                yield folder
            else:
                done.strange.append(_shown(folder))


def _copy(source: Path, target: Path, done: Copied) -> None:
    about = source.stat()
    if target.exists() and target.stat().st_size == about.st_size and _hash(source) == _hash(target):
        done.skipped += 1
        return
    draft = target.with_name(f".{target.name}.draft"[:250])
    shutil.copyfile(source, draft)
    shutil.copystat(source, draft)
    draft.rename(target)
    done.files += 1
    done.bytes += about.st_size


def _shown(path: str | Path) -> str:
    """For reports: names that are not UTF-8 can be told, too."""
    return os.fsencode(path).decode("utf-8", "replace")


def _hash(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").digest()
