"""Compares a live database with the models: before adopting one of OTRS, and after migrating."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Connection, Inspector, Table, UniqueConstraint, inspect
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncConnection

from gotrs_api.db.base import Base
from gotrs_api.db.fulltext.sqlite import INDEX_TABLE
from gotrs_api.db.hot_indexes import PREFIX as HOT_INDEX_PREFIX
from gotrs_api.db.types import MYSQL_FAMILY

OWN_TABLE_PREFIX = "gotrs_"
NOT_FILLED = "is not one of OTRS's, and no row can be written without it."


@dataclass(frozen=True)
class Difference:
    """One way in which the database is not as expected; `str()` is a sentence for an administrator."""

    table: str
    sentence: str

    def __str__(self) -> str:
        return self.sentence


@dataclass(frozen=True)
class _Shape:
    """What a table looks like, in terms that are the same whether it was declared or read from a database."""

    columns: dict[str, tuple[str, bool, str | None]]  # type, nullable, default
    primary_key: tuple[str, ...]
    uniques: set[tuple[str, ...]] = field(default_factory=set)
    indexes: set[tuple[str, ...]] = field(default_factory=set)
    foreign_keys: set[tuple[str, str]] = field(default_factory=set)  # "column, …" → "table (column, …)"
    to_fill: set[str] = field(default_factory=set)  # columns that no row can do without


async def check(connection: AsyncConnection, *, own_tables: bool = True) -> list[Difference]:
    """Return every difference, sorted by table; an empty list means the database is as the models say.

    Constraints and indexes are compared by what they cover, not by name. Ignored: indexes `gotrs_ix_*`, the indexes
    MySQL makes for foreign keys, and tables the models do not know, unless they start with `gotrs_`.
    `own_tables=False` leaves out tables of ours, as for a database of OTRS that is about to be adopted.
    Needs the models loaded (`wiring.load_models`).
    """
    return await connection.run_sync(_check, own_tables)


def _check(connection: Connection, own_tables: bool) -> list[Difference]:
    tables = {
        name: table
        for name, table in Base.metadata.tables.items()
        if own_tables or not name.startswith(OWN_TABLE_PREFIX)
    }
    found = _read_shapes(connection, tables)
    differences: list[Difference] = []
    for name in sorted(tables):
        if name not in found:
            differences.append(Difference(name, f"Table {name} is missing."))
            continue
        expected = _declared_shape(tables[name], connection.dialect)
        differences += [
            Difference(name, sentence)
            for sentence in _compare(name, expected, found[name], mysql=connection.dialect.name in MYSQL_FAMILY)
        ]
    if own_tables:
        unknown = set(inspect(connection).get_table_names()) - set(tables)
        differences += [
            Difference(name, f"Table {name} is not known to this version.")
            for name in sorted(unknown)
            # SQLite's full-text index is a table with tables of its own behind it.
            if name.startswith(OWN_TABLE_PREFIX) and not name.startswith(INDEX_TABLE)
        ]
    return differences


def _compare(table: str, expected: _Shape, found: _Shape, *, mysql: bool) -> Iterable[str]:
    for column, (kind, nullable, default) in expected.columns.items():
        if column not in found.columns:
            yield f"Column {table}.{column} is missing."
            continue
        found_kind, found_nullable, found_default = found.columns[column]
        if found_kind != kind:
            yield f"Column {table}.{column} is {found_kind} instead of {kind}."
        if found_nullable != nullable:
            yield f"Column {table}.{column} {'allows' if found_nullable else 'does not allow'} NULL."
        if found_default != default:
            yield f"Column {table}.{column} has the default {found_default} instead of {default}."
    for column in found.columns.keys() - expected.columns.keys():
        if column in found.to_fill:
            yield f"Column {table}.{column} {NOT_FILLED}"
        else:
            yield f"Column {table}.{column} is not one of OTRS's."
    if found.primary_key != expected.primary_key:
        yield f"The primary key of {table} is {_listed(found.primary_key)} instead of {_listed(expected.primary_key)}."
    yield from _missing_and_extra(f"a unique constraint on {table}", expected.uniques, found.uniques)
    needless = {_split(columns) for columns, _ in found.foreign_keys} if mysql else set()
    yield from _missing_and_extra(
        f"an index on {table}", expected.indexes, found.indexes - (needless - expected.indexes)
    )
    for columns, target in sorted(expected.foreign_keys - found.foreign_keys):
        yield f"The foreign key from {table} ({columns}) to {target} is missing."
    for columns, target in sorted(found.foreign_keys - expected.foreign_keys):
        yield f"The foreign key from {table} ({columns}) to {target} is not one of OTRS's."


def _missing_and_extra(what: str, expected: set[tuple[str, ...]], found: set[tuple[str, ...]]) -> Iterable[str]:
    for columns in sorted(expected - found):
        yield f"There is no {what.partition(' ')[2]} {_listed(columns)}."
    for columns in sorted(found - expected):
        yield f"There is {what} {_listed(columns)} that OTRS does not have."


def _listed(columns: Iterable[str]) -> str:
    return f"({', '.join(columns)})"


def _split(columns: str) -> tuple[str, ...]:
    return tuple(columns.split(", "))


def _declared_shape(table: Table, dialect: Dialect) -> _Shape:
    return _Shape(
        columns={
            column.name: (_kind(column.type, dialect), bool(column.nullable), _declared_default(column))
            for column in table.columns
        },
        primary_key=tuple(column.name for column in table.primary_key.columns),
        uniques={
            tuple(column.name for column in constraint.columns)
            for constraint in table.constraints
            if isinstance(constraint, UniqueConstraint)
        },
        indexes={tuple(column.name for column in index.columns) for index in table.indexes},
        foreign_keys={
            (", ".join(constraint.column_keys), _target(element.target_fullname))
            for constraint in table.foreign_key_constraints
            for element in constraint.elements
        },
    )


def _declared_default(column: Column[Any]) -> str | None:
    default = column.server_default
    return None if default is None else str(getattr(default, "arg", default))


def _target(full_name: str) -> str:
    table, _, column = full_name.rpartition(".")
    return f"{table} ({column})"


def _read_shapes(connection: Connection, tables: Mapping[str, Table]) -> dict[str, _Shape]:
    inspector: Inspector = inspect(connection)
    names = sorted(set(inspector.get_table_names()) & set(tables))
    columns = inspector.get_multi_columns(filter_names=names)
    primary_keys = inspector.get_multi_pk_constraint(filter_names=names)
    uniques = inspector.get_multi_unique_constraints(filter_names=names)
    indexes = inspector.get_multi_indexes(filter_names=names)
    foreign_keys = inspector.get_multi_foreign_keys(filter_names=names)
    shapes = {}
    for key in columns:
        unique_columns = {tuple(each["column_names"]) for each in uniques.get(key, [])}
        plain_columns = set()
        for index in indexes.get(key, []):
            covered = tuple(str(name) for name in index["column_names"])
            if index["unique"]:
                unique_columns.add(covered)
            elif not str(index["name"]).startswith(HOT_INDEX_PREFIX):
                plain_columns.add(covered)
        primary_key = primary_keys.get(key)
        shapes[key[1]] = _Shape(
            columns={
                column["name"]: (
                    _kind(column["type"], connection.dialect),
                    column["nullable"],
                    _found_default(column.get("default")),
                )
                for column in columns[key]
            },
            primary_key=tuple(primary_key["constrained_columns"]) if primary_key else (),
            uniques=unique_columns,
            indexes=plain_columns,
            to_fill={
                column["name"]
                for column in columns[key]
                if not (column["nullable"] or column.get("default") or column.get("autoincrement") is True)
            },
            foreign_keys={
                (
                    ", ".join(each["constrained_columns"]),
                    f"{each['referred_table']} ({', '.join(each['referred_columns'])})",
                )
                for each in foreign_keys.get(key, [])
            },
        )
    return shapes


_INTEGER_WIDTH = re.compile(r"^(SMALLINT|INTEGER|BIGINT)\(\d+\)")
_CHARACTER_SET = re.compile(r" (CHARACTER SET|COLLATE) \S+")
_QUOTED_DEFAULT = re.compile(r"^'(.*)'(::.+)?$")


def _kind(kind: Any, dialect: Dialect) -> str:
    """The type as SQL, without what MariaDB adds to it (display width, character set)."""
    sql: str = kind.compile(dialect=dialect)
    return _CHARACTER_SET.sub("", _INTEGER_WIDTH.sub(r"\1", sql)).replace("DECIMAL", "NUMERIC")


def _found_default(default: str | None) -> str | None:
    if default is None or default.upper() == "NULL" or default.startswith("nextval("):
        return None
    quoted = _QUOTED_DEFAULT.match(default)
    return quoted[1] if quoted else default
