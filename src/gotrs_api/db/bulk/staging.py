"""An SQLite file that holds tables out of a dump until they have been imported."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any


class Staging:
    """Blocks. What is written is durable only after `close`; an incomplete file is made anew."""

    def __init__(self, path: Path) -> None:
        self._draft = path.with_suffix(".draft")
        self._path = path
        self._draft.unlink(missing_ok=True)
        self._connection = sqlite3.connect(self._draft, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=OFF")
        self._connection.execute("PRAGMA synchronous=OFF")
        self._connection.execute("BEGIN")

    def create(self, table: str, columns: Iterable[tuple[str, str]], key: str | None) -> None:
        """`columns`: (name, SQL type)."""
        parts = [
            f"{_quoted(name)} {'INTEGER PRIMARY KEY' if name == key and kind == 'INTEGER' else kind}"
            for name, kind in columns
        ]
        self._connection.execute(f"CREATE TABLE {_quoted(table)} ({', '.join(parts)})")

    def add(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        names = ", ".join(_quoted(name) for name in columns)
        marks = ", ".join("?" * len(columns))
        self._connection.executemany(
            f"INSERT INTO {_quoted(table)} ({names}) VALUES ({marks})",  # noqa: S608 - quoted
            rows,
        )

    def close(self) -> None:
        self._connection.execute("COMMIT")
        self._connection.close()
        self._draft.rename(self._path)

    def abandon(self) -> None:
        self._connection.close()
        self._draft.unlink(missing_ok=True)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
