"""The last lines of the log, in two files of the state folder that all processes of a desk write.

For administrators without a shell. Files and not a table: they are there when the database is not, and a line costs no
transaction. When the newer file is full it becomes the older one, and what was older is forgotten.
"""

from __future__ import annotations

import fcntl
import logging
import os
import socket
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any, Final

import orjson
import structlog

from gotrs_api.kernel.redacting import HIDDEN, is_secret_name, text_without_secrets

FILE_BYTES: Final = 2 * 1024 * 1024
REQUEST: Final = "request"
LONGEST_TEXT: Final = 8_000
_LIBRARY_LINE: Final = structlog.processors.TimeStamper(fmt="iso", utc=True)


class RecentLog:
    """`folder` is `<var>/log`. Writing never fails for the caller: what cannot be kept went to the console, too."""

    def __init__(self, folder: Path, *, file_bytes: int = FILE_BYTES) -> None:
        self._newer, self._older = folder / "recent.jsonl", folder / "recent.1.jsonl"
        self._lock = folder / "recent.lock"
        self._file_bytes = file_bytes
        self._process = f"{socket.gethostname()}:{os.getpid()}"

    def keep(self, line: MutableMapping[str, Any]) -> None:
        """A line as structlog has it: `event`, `level`, `timestamp` and what was bound."""
        kept = {"process": self._process, **_plain(dict(line))}
        try:
            self._newer.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with open(self._newer, "ab", opener=_owner_only) as file:
                file.write(orjson.dumps(kept) + b"\n")
                full = file.tell() > self._file_bytes
            if full:
                self._turn()
        except (OSError, TypeError):  # TypeError: a lone surrogate in a text
            return

    def lines(self) -> Iterator[dict[str, Any]]:
        """Oldest first. Blocks while it reads a few MiB."""
        for path in (self._older, self._newer):
            try:
                content = path.read_bytes()
            except OSError:
                continue
            for raw in content.splitlines():
                try:
                    line = orjson.loads(raw)
                except ValueError:  # a process died while it wrote
                    continue
                if isinstance(line, dict):
                    yield line

    def _turn(self) -> None:
        """Under a lock, and only if nobody else was first."""
        with open(self._lock, "ab", opener=_owner_only) as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if self._newer.stat().st_size > self._file_bytes:
                os.replace(self._newer, self._older)


class KeepLine:
    """A processor of structlog; stands after the time was added and before anything is rendered.

    Requests that went well, or were refused, are not kept: they would drive out everything else within minutes.
    """

    def __init__(self, log: RecentLog) -> None:
        self._log = log

    def __call__(self, logger: Any, name: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        if line.get("event") == REQUEST and line.get("status", 0) < 500:
            return line
        # The usual formatter, whatever the console has: it knows no local variables.
        self._log.keep(structlog.processors.format_exc_info(logger, name, dict(line)))
        return line


class KeepRecord(logging.Handler):
    """The same for what libraries say."""

    def __init__(self, log: RecentLog) -> None:
        super().__init__()
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        line: dict[str, Any] = {"event": record.getMessage(), "level": record.levelname.lower(), "logger": record.name}
        if record.exc_info and record.exc_info[0] is not None:
            line["exc_info"] = record.exc_info
        stamped = _LIBRARY_LINE(None, record.levelname, line)
        self._log.keep(structlog.processors.format_exc_info(None, record.levelname, stamped))


def _plain(value: Any) -> Any:
    """As JSON has it, without secrets, and not too long: the beginning and the end say most."""
    if isinstance(value, dict):
        return {
            str(name): HIDDEN if is_secret_name(str(name)) and item else _plain(item) for name, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, int | float | bool | None):
        return value
    text = text_without_secrets(value if isinstance(value, str) else repr(value))
    return text if len(text) <= LONGEST_TEXT else f"{text[:2000]} … {text[2000 - LONGEST_TEXT :]}"


def _owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
