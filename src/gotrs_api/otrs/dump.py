"""SQL dumps as a source without a server: `mysqldump` and plain `pg_dump`, also gzipped, read once from start to end.

Tables go into an SQLite file of their own (`Staging`), from which they are imported like any database.
"""

from __future__ import annotations

import gzip
import re
import sqlite3
from collections.abc import Callable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any, Final

from gotrs_api.db.bulk.staging import Staging
from gotrs_api.otrs.errors import CannotGoOn
from gotrs_api.otrs.flavours import RENAMED
from gotrs_api.otrs.shapes import table_shapes
from gotrs_api.otrs.values import unmixed

_AFFINITY: Final = {"int": "INTEGER", "blob": "BLOB"}
_CREATE: Final = re.compile(
    rb"^CREATE TABLE (?:IF NOT EXISTS )?(?:[`\"]?\w+[`\"]?\.)?[`\"]?(\w+)[`\"]? \(", re.IGNORECASE
)
_COLUMN: Final = re.compile(rb"^\s+[`\"]?(\w+)[`\"]? +[\w\"]")
_NO_COLUMN: Final = (b"PRIMARY", b"KEY", b"UNIQUE", b"CONSTRAINT", b"FULLTEXT", b"SPATIAL", b"FOREIGN", b"CHECK")
_CHARACTER_SET: Final = re.compile(rb"(?:CHARACTER SET|CHARSET)[ =](\w+)")
_INSERT: Final = re.compile(
    rb"^(?:INSERT|REPLACE) +(?:IGNORE +)?INTO (?:[`\"]?\w+[`\"]?\.)?[`\"]?(\w+)[`\"]? *(\([^)]*\))? *VALUES\s*",
    re.IGNORECASE,
)
_COPY: Final = re.compile(rb"^COPY (?:\"?\w+\"?\.)?\"?(\w+)\"? \(([^)]*)\) FROM stdin;")
_VALUE: Final = re.compile(
    rb"\s*(?:(?:_binary|_utf8mb4|_utf8mb3|_utf8|_latin1) ?)?"
    rb"(?:'((?:[^'\\]|\\.|'')*)'|0x([0-9A-Fa-f]+)|X'([0-9A-Fa-f]*)'|(NULL)|([-+.\w]+))\s*([,)])",
    re.DOTALL | re.IGNORECASE,
)
# PostgreSQL's: a backslash is one, a quote is doubled, and lines go on within a string.
_PLAIN_VALUE: Final = re.compile(rb"\s*(?:'((?:[^']|'')*)'|(?!)(.)|(?!)(.)|(NULL)|([-+.\w]+))\s*([,)])", re.DOTALL)
_CLIENT_ENCODING: Final = re.compile(rb"^SET client_encoding = '(\w+)'", re.MULTILINE)
_READABLE: Final = (b"UTF8", b"SQL_ASCII")
_ESCAPED: Final = re.compile(rb"\\(.)|''", re.DOTALL)
_MYSQL_ESCAPES: Final = {b"0": b"\0", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"Z": b"\x1a"}
_COPY_ESCAPED: Final = re.compile(rb"\\(.)", re.DOTALL)
_COPY_ESCAPES: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"v": b"\v"}
_BATCH: Final = 2000


def stage(dump: Path, staging: Path, report: Callable[[str, int], None] = lambda _table, _rows: None) -> None:
    """Read a dump into an SQLite file; blocks. Raises CannotGoOn for a dump that is cut off or of another kind, and for a full disk."""
    into = Staging(staging)
    try:
        with _opened(dump) as file:
            _Dump(into, report).read(file)
        into.close()
    except BaseException as error:
        into.abandon()
        if isinstance(error, sqlite3.Error):
            raise CannotGoOn(f"The dump cannot be laid out in {staging.parent}: {error}.") from error
        raise


def _opened(dump: Path) -> IO[bytes]:
    with dump.open("rb") as file:
        is_zipped = file.read(2) == b"\x1f\x8b"
    return gzip.open(dump, "rb") if is_zipped else dump.open("rb")  # type: ignore[return-value]


class _Dump:
    def __init__(self, into: Staging, report: Callable[[str, int], None]) -> None:
        self._into, self._report = into, report
        self._columns: dict[str, list[str]] = {}
        self._blobs: dict[str, set[str]] = {}
        self._latin1: dict[str, set[str]] = {}
        self._of_postgresql = False

    def read(self, file: IO[bytes]) -> None:
        try:
            head = list(islice(file, 5))
        except EOFError as error:
            raise CannotGoOn("The dump is cut off: its compressed end is missing.") from error
        start = b"".join(head)
        if start.startswith(b"PGDMP"):
            raise CannotGoOn("This is a pg_dump of another format: make a plain one (pg_dump --format=plain).")
        self._of_postgresql = b"PostgreSQL database dump" in start
        tells_its_end = b"dump" in start.lower()
        complete = False
        lines = chain(head, file)
        try:
            for line in lines:
                if line.startswith(b"CREATE TABLE"):
                    self._create(line, lines)
                elif line.startswith((b"INSERT ", b"REPLACE ")):
                    self._insert(line, lines)
                elif line.startswith(b"COPY "):
                    self._copy(line, lines)
                elif line.startswith(b"SET client_encoding"):
                    _look_at_encoding(line)
                elif line.startswith((b"-- Dump completed", b"-- PostgreSQL database dump complete")):
                    complete = True
        except EOFError as error:
            raise CannotGoOn("The dump is cut off: its compressed end is missing.") from error
        if not self._columns:
            raise CannotGoOn("There is no table in this file: is it an SQL dump?")
        if tells_its_end and not complete:
            raise CannotGoOn("The dump is cut off: the line that says it is complete is missing.")

    def _create(self, line: bytes, lines: Iterator[bytes]) -> None:
        match = _CREATE.match(line)
        if match is None:
            return
        table = match[1].decode()
        if table in self._columns:
            raise CannotGoOn(f"Table {table} comes twice in this dump: dump one schema, one database.")
        names: list[str] = []
        sets: dict[str, bytes] = {}  # MySQL's character set, where a column has another one than its table
        of_table = b""
        for inner in lines:
            character_set = _CHARACTER_SET.search(inner)
            if inner.startswith(b")"):
                of_table = character_set[1] if character_set else b""
                break
            found = _COLUMN.match(inner)
            if found and found[1].upper() not in _NO_COLUMN:
                names.append(found[1].decode())
                if character_set:
                    sets[names[-1]] = character_set[1]
        ours = next((own for own, others in RENAMED.items() if table in others), table)
        shape = table_shapes().get(ours)
        kinds = {column.name: column.kind for column in shape.columns} if shape else {}
        self._into.create(
            table, [(name, _AFFINITY.get(kinds.get(name, ""), "TEXT")) for name in names], shape.key if shape else None
        )
        self._columns[table] = names
        self._latin1[table] = {name for name in names if sets.get(name, of_table).startswith(b"latin1")}
        if not self._of_postgresql:  # there OTRS keeps them as base64, in text
            self._blobs[table] = {name for name, kind in kinds.items() if kind == "blob"}

    def _insert(self, line: bytes, lines: Iterator[bytes]) -> None:
        match = _INSERT.match(line)
        if match is None or match[1].decode() not in self._columns:
            return
        table = match[1].decode()
        parts = [line]
        quotes = line.count(b"'")
        while not self._ends(parts[-1], quotes):
            following = next(lines, None)
            if following is None:
                raise CannotGoOn(f"The dump is cut off within table {table}.")
            parts.append(following)
            quotes += following.count(b"'")
        statement = b"".join(parts)
        listed = match[2]
        names = [part.strip(b' `"').decode() for part in listed[1:-1].split(b",")] if listed else self._columns[table]
        self._add(table, names, _tuples(statement, match.end(), table, plain=self._of_postgresql))

    def _ends(self, line: bytes, quotes: int) -> bool:
        """Whether a statement ends with this line; `quotes` are those in all of its lines."""
        if self._of_postgresql:
            return quotes % 2 == 0 and line.rstrip().endswith(b";")
        return line.rstrip().endswith(b");")

    def _copy(self, line: bytes, lines: Iterator[bytes]) -> None:
        match = _COPY.match(line)
        if match is None or match[1].decode() not in self._columns:
            return
        table = match[1].decode()
        names = [part.strip(b' "').decode() for part in match[2].split(b",")]

        def rows() -> Iterator[list[Any]]:
            for row in lines:
                if row.rstrip(b"\r\n") == b"\\.":
                    return
                yield [_copied(value) for value in row.rstrip(b"\n").split(b"\t")]
            raise CannotGoOn(f"The dump is cut off within table {table}.")

        self._add(table, names, rows())

    def _add(self, table: str, names: list[str], rows: Iterator[list[Any]]) -> None:
        reads = [
            _as_it_is if name in self._blobs.get(table, ()) else _as_meant if name in self._latin1[table] else _as_text
            for name in names
        ]
        while batch := list(islice(rows, _BATCH)):
            self._into.add(
                table,
                names,
                [[read(value) for value, read in zip(row, reads, strict=True)] for row in batch],
            )
            self._report(table, len(batch))


def _look_at_encoding(line: bytes) -> None:
    found = _CLIENT_ENCODING.match(line)
    if found and found[1] not in _READABLE:
        raise CannotGoOn(f"This dump is written in {found[1].decode()}: make one with pg_dump --encoding=UTF8.")


def _tuples(statement: bytes, at: int, table: str, *, plain: bool) -> Iterator[list[Any]]:
    """The rows of `VALUES (…),(…);`, with `plain` in PostgreSQL's way."""
    end = len(statement)
    one = _PLAIN_VALUE if plain else _VALUE
    while at < end:
        opening = statement.find(b"(", at)
        if opening < 0:
            return
        at = opening + 1
        row: list[Any] = []
        while True:
            match = one.match(statement, at)
            if match is None:
                raise CannotGoOn(f"The dump cannot be read within table {table}, near {statement[at : at + 40]!r}.")
            at = match.end()
            quoted, hexadecimal, hex_string, null, bare, closing = match.groups()
            if quoted is not None and plain:
                row.append(quoted.replace(b"''", b"'"))
            elif quoted is not None:
                row.append(_ESCAPED.sub(_unescaped, quoted) if b"\\" in quoted or b"''" in quoted else quoted)
            elif hexadecimal is not None or hex_string is not None:
                row.append(bytes.fromhex((hexadecimal or hex_string).decode()))
            else:
                row.append(None if null else bare)
            if closing == b")":
                yield row
                break


def _unescaped(match: re.Match[bytes]) -> bytes:
    letter = match[1]
    return b"'" if letter is None else _MYSQL_ESCAPES.get(letter, letter)


def _copied(value: bytes) -> bytes | None:
    if value == b"\\N":
        return None
    if b"\\" not in value:
        return value
    return _COPY_ESCAPED.sub(lambda match: _COPY_ESCAPES.get(match[1], match[1]), value)


def _as_it_is(value: Any) -> Any:
    return value


def _as_meant(value: Any) -> Any:
    """Of a latin1 column: OTRS wrote UTF-8 into it, which mysqldump has taken for Latin-1."""
    text = _as_text(value)
    return (unmixed(text) or text) if isinstance(text, str) else text


def _as_text(value: Any) -> Any:
    """Text where it is UTF-8; what is not stays bytes, and is repaired and told by the import."""
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return value
    return value
