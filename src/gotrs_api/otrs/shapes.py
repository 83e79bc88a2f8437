"""The tables of the baseline as an import sees them: kinds of columns, keys, what refers to what, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sqlalchemy import BigInteger, Column, Integer, Numeric, SmallInteger, Table, UniqueConstraint

from gotrs_api.db.base import Base
from gotrs_api.db.types import BinaryBlob, LongText, OtrsDateTime
from gotrs_api.wiring import load_models

_LARGE: Final = 65_535
# Tables of a moment: they belong to the running system, not to its history.
LEFT: Final[Mapping[str, str]] = {
    "sessions": "sessions end with the old system: people sign in again",
    "web_upload_cache": "uploads that were not sent when the old system stopped",
    "process_id": "processes of the old server",
    "scheduler_task": "tasks of the old daemon",
    "scheduler_future_task": "tasks of the old daemon",
    "scheduler_recurrent_task": "when the old daemon ran last",
    "article_search_index": "made anew as GOTRS's own full-text index",
}


@dataclass(frozen=True)
class Shape:
    """`kind` is int, decimal, moment, text, long_text or blob; `size` of text in characters, of int in bytes."""

    name: str
    kind: str
    nullable: bool
    size: int | None
    refers_to: str | None  # a table, by its id

    @property
    def is_wide(self) -> bool:
        """Values may be as large as a mail with its files."""
        return self.kind in ("blob", "long_text") or (self.kind == "text" and (self.size or 0) > _LARGE)


@dataclass(frozen=True)
class TableShape:
    """`key` is the one whole-number column that the primary key has; None where rows have no such name."""

    name: str
    columns: tuple[Shape, ...]
    key: str | None
    uniques: tuple[tuple[str, ...], ...]


@lru_cache
def table_shapes() -> dict[str, TableShape]:
    """Every table of OTRS, parents before children; where they refer to each other, people come first."""
    return {name: _shape(table) for name, table in otrs_tables().items()}


@lru_cache
def otrs_tables() -> dict[str, Table]:
    """The same, as SQLAlchemy knows them."""
    load_models()
    tables = {name: table for name, table in Base.metadata.tables.items() if not name.startswith("gotrs_")}
    ordered: dict[str, Table] = {}

    def add(name: str, above: frozenset[str]) -> None:
        if name in ordered or name in above:
            return
        for parent in sorted(_parents(tables[name]) - {name}):
            if parent in tables:
                add(parent, above | {name})
        ordered[name] = tables[name]

    for name in ("users", *sorted(tables)):
        add(name, frozenset())
    return ordered


def _parents(table: Table) -> set[str]:
    return {element.target_fullname.rpartition(".")[0] for key in table.foreign_keys for element in (key,)}


def _shape(table: Table) -> TableShape:
    keys = list(table.primary_key.columns)
    key = keys[0].name if len(keys) == 1 and isinstance(_impl(keys[0]), Integer) else None
    return TableShape(
        name=table.name,
        columns=tuple(_column(column) for column in table.columns),
        key=key,
        uniques=tuple(
            tuple(column.name for column in constraint.columns)
            for constraint in table.constraints
            if isinstance(constraint, UniqueConstraint)
        ),
    )


def _column(column: Column[object]) -> Shape:
    targets = [key.target_fullname.rpartition(".")[0] for key in column.foreign_keys]
    return Shape(
        name=column.name,
        kind=_kind(column),
        nullable=bool(column.nullable),
        size=_int_bytes(column) or getattr(column.type, "size", None),
        refers_to=targets[0] if targets else None,
    )


def _kind(column: Column[object]) -> str:
    kind = column.type
    if isinstance(kind, OtrsDateTime):
        return "moment"
    if isinstance(kind, LongText):
        return "long_text"
    if isinstance(kind, BinaryBlob):
        return "blob"
    if isinstance(_impl(column), Integer):
        return "int"
    return "decimal" if isinstance(_impl(column), Numeric) else "text"


def _impl(column: Column[object]) -> object:
    return getattr(column.type, "impl", column.type)


def _int_bytes(column: Column[object]) -> int | None:
    kind = _impl(column)
    if not isinstance(kind, Integer):
        return None
    return 8 if isinstance(kind, BigInteger) else 2 if isinstance(kind, SmallInteger) else 4
