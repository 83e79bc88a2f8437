"""The file of a backup: what is in it, and writing it. Blocks; for threads."""

from __future__ import annotations

import os
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

FILES_MARK: Final = "-files"
SUFFIX: Final = ".tar.gz"
DRAFT: Final = ".draft"
# Of the state folder, what a desk cannot do without. Not its secret key: who finds a backup shall not read its secrets.
ARTICLE_FOLDER: Final = "article"
STATE_FOLDERS: Final = ("mail", "outgoing", "branding")


def folders_of(var: Path, article_root: Path) -> list[tuple[Path, str]]:
    """Folders that are there, and their names in the backup."""
    places = [(article_root, ARTICLE_FOLDER), *((var / name, name) for name in STATE_FOLDERS)]
    return [(place, name) for place, name in places if place.is_dir()]


def pack(target: Path, dumped: Path, folders: list[tuple[Path, str]], told: Callable[[int, int], None]) -> None:
    """Whole or not at all. `told(done, total)` counts files.

    Files that go away meanwhile (a mail that was sent) are left out; articles' files are never changed in place.
    """
    wanted = [(dumped, dumped.name), *(pair for place, name in folders for pair in _files(place, name))]
    draft = target.with_name(f".{target.name}{DRAFT}")
    try:
        with open(draft, "wb", opener=_owner_only) as file:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=3) as archive:
                for done, (path, name) in enumerate(wanted, 1):
                    try:
                        archive.add(path, name, recursive=False)
                    except FileNotFoundError:
                        continue
                    finally:
                        told(done, len(wanted))
            file.flush()
            os.fsync(file.fileno())
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)


def _files(place: Path, name: str) -> Iterator[tuple[Path, str]]:
    for folder, _, filenames in os.walk(place):
        for filename in sorted(filenames):
            path = Path(folder, filename)
            if not path.is_symlink() and not filename.endswith(DRAFT):
                yield path, f"{name}/{path.relative_to(place)}"


def _owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
