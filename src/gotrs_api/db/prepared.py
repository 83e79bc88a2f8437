"""The hottest reads: compiled once per dialect and, on PostgreSQL, run on the driver's own connection.

SQLAlchemy's execution costs several times what the database's answer does when the answer is small. So the few statements
behind every page take this way; everything else takes the session.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC
from typing import Any, Final

import asyncpg
from sqlalchemy import Select
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import TypeDecorator

from gotrs_api.db.database import Database
from gotrs_api.db.statement_count import add_one
from gotrs_api.db.types import OtrsDateTime

_DRIVER: Final = "asyncpg"
_EXPANDING: Final = re.compile(r" (NOT )?IN \(__\[POSTCOMPILE_(\w+)\]\)")
Processor = Callable[[Any], Any]


def by_driver(database: Database) -> bool:
    """Whether hot statements can run without a session."""
    return database.engine.dialect.driver == _DRIVER


class Prepared:
    """A select with named parameters (`bindparam`); lists are expanding parameters. Made once, at module level or cached.

    On PostgreSQL a list is sent as one array, so that its length does not make another statement.
    """

    def __init__(self, statement: Select[*tuple[Any, ...]]) -> None:
        self.statement = statement
        self._compiled: dict[str, _Compiled] = {}

    async def fetch(
        self, database: Database, session: AsyncSession | None, parameters: Mapping[str, Any]
    ) -> Sequence[Sequence[Any]]:
        """All rows, values in the order of the columns. `session` is the caller's, where it has one.

        A session that holds a connection is used: holding one while waiting for another could deadlock. Where
        `by_driver`, a session is not needed: the statement then runs in autocommit on a connection of the pool. Raises
        OperationalError when the connection is lost.
        """
        if session is not None and (session.in_transaction() or not by_driver(database)):
            return (await session.execute(self.statement, dict(parameters))).all()
        async with database.driver_connection() as connection:
            return await self.fetch_on(connection, database, parameters)

    async def fetch_on(
        self, connection: Any, database: Database, parameters: Mapping[str, Any]
    ) -> Sequence[Sequence[Any]]:
        """The same on a driver's connection that the caller holds."""
        add_one()
        dialect = database.engine.dialect
        compiled = self._compiled.get(dialect.name) or self._compile(dialect)
        try:
            rows: Sequence[Sequence[Any]] = await connection.fetch(compiled.text, *compiled.arguments(parameters))
        except (
            OSError,
            asyncpg.InterfaceError,
            asyncpg.PostgresConnectionError,
            asyncpg.OperatorInterventionError,
        ) as gone:
            # As SQLAlchemy's error, which the edge knows: the database is away.
            raise OperationalError(compiled.text, None, gone, connection_invalidated=True) from gone
        return compiled.converted(rows, dialect)

    def _compile(self, dialect: Dialect) -> _Compiled:
        compiled = self._compiled[dialect.name] = _Compiled(self.statement, dialect)
        return compiled


class _Compiled:
    """The text for asyncpg, and how values go in and come out."""

    def __init__(self, statement: Select[*tuple[Any, ...]], dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect)
        lists = [match[2] for match in _EXPANDING.finditer(compiled.string)]
        plain = [name for name in compiled.positiontup if name not in lists]
        self._places = [(name, compiled._bind_processors.get(name)) for name in plain]
        self._lists = [(name, _element_processor(compiled, name, dialect)) for name in dict.fromkeys(lists)]
        numbers = {name: number for number, (name, _) in enumerate(self._lists, len(plain) + 1)}
        self.text = _EXPANDING.sub(
            lambda match: f" <> ALL (${numbers[match[2]]})" if match[1] else f" = ANY (${numbers[match[2]]})",
            compiled.string,
        )
        self._fixed = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
        self._columns: list[tuple[int, Any, bool]] = [
            (place, column.type, isinstance(column.type, OtrsDateTime))
            for place, column in enumerate(statement.selected_columns)
            if _converts(column.type, dialect)
        ]

    def arguments(self, given: Mapping[str, Any]) -> list[Any]:
        """Raises KeyError for a parameter without a value."""
        fixed = self._fixed
        arguments = []
        for name, process in self._places:
            value = given[name] if name in given else fixed[name]
            arguments.append(value if process is None else process(value))
        for name, process in self._lists:
            values = given[name] if name in given else fixed[name]
            arguments.append(list(values) if process is None else [process(value) for value in values])
        return arguments

    def converted(self, rows: Sequence[Sequence[Any]], dialect: Dialect) -> Sequence[Sequence[Any]]:
        if not self._columns or not rows:
            return rows
        moments = [place for place, _, is_moment in self._columns if is_moment]
        others = [(place, type_) for place, type_, is_moment in self._columns if not is_moment]
        if str(getattr(dialect, "gotrs_time_zone", UTC)) != "UTC":
            moments, others = [], [(place, type_) for place, type_, _ in self._columns]
        found = []
        for row in rows:
            values = list(row)
            for place in moments:
                if (value := values[place]) is not None:
                    values[place] = value.replace(tzinfo=UTC)
            for place, type_ in others:
                values[place] = type_.process_result_value(values[place], dialect)
            found.append(values)
        return found


def _element_processor(compiled: Any, name: str, dialect: Dialect) -> Processor | None:
    processor: Processor | None = compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect)
    return processor


def _converts(type_: Any, dialect: Dialect) -> bool:
    """Whether values of this type are not what the driver answers. Raises TypeError for a type that is not ours."""
    if type_.dialect_impl(dialect).result_processor(dialect, None) is None:
        return False
    if not isinstance(type_, TypeDecorator):
        raise TypeError(f"{type_!r} in a prepared statement: only the types of db.types convert here")
    return True
