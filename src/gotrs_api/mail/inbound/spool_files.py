"""Large mails as files below `var/mail`, synced before their row is written."""

import os
import secrets
from datetime import datetime
from pathlib import Path

FOLDER = "mail"
# MariaDB refuses packets above 16 MiB by default; half of that leaves room for escaping.
DATABASE_LIMIT_BYTES = 8 * 1024 * 1024


def write(var: Path, raw: bytes, now: datetime) -> str:
    """Keep the bytes, safe against a crash; answers the name below `var/mail`. Raises OSError."""
    name = f"{now:%Y/%m}/{now:%d%H%M%S}-{secrets.token_hex(8)}.eml"
    path = path_of(var, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
    for folder in (path.parent, path.parent.parent, path.parent.parent.parent):
        _sync_folder(folder)
    return name


def path_of(var: Path, name: str) -> Path:
    return var / FOLDER / name


def remove(var: Path, name: str) -> None:
    """Also when it is gone already."""
    path_of(var, name).unlink(missing_ok=True)


def older_than(var: Path, moment: datetime) -> list[str]:
    """Names of files last written before `moment`, unfinished ones among them."""
    folder, epoch = var / FOLDER, moment.timestamp()
    if not folder.is_dir():
        return []
    files = (path for path in folder.glob("*/*/*") if path.suffix in {".eml", ".part"})
    return sorted(path.relative_to(folder).as_posix() for path in files if path.stat().st_mtime < epoch)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
