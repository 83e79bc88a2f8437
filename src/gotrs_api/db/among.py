"""Long lists of ids in a statement, as one parameter: so that their length does not make another statement."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Boolean, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import TypeDecorator, TypeEngine


class Ids(TypeDecorator[Sequence[int]]):
    """A list of ids; the type of a parameter of `among`."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return ARRAY(BigInteger()) if dialect.name == "postgresql" else Text()

    def process_bind_param(self, value: Sequence[int] | None, dialect: Dialect) -> Any:
        return value if value is None or dialect.name == "postgresql" else json.dumps(list(value))


class among(GenericFunction[bool]):  # noqa: N801
    """`among(Ticket.id, bindparam("ids", type_=Ids()))`"""

    type = Boolean()
    name = "gotrs_among"
    inherit_cache = True

    def self_group(self, against: Any = None) -> Any:
        """No `= 1` behind it where booleans are numbers: of that no index is used."""
        return self


def _arguments(element: among, compiler: Any, options: dict[str, Any]) -> tuple[str, str]:
    column, ids = (str(compiler.process(clause, **options)) for clause in element.clauses)
    return column, ids


@compiles(among)
def _on_sqlite(element: among, compiler: Any, **options: Any) -> str:
    column, ids = _arguments(element, compiler, options)
    return f"({column} IN (SELECT value FROM json_each({ids})))"  # noqa: S608


@compiles(among, "postgresql")
def _on_postgresql(element: among, compiler: Any, **options: Any) -> str:
    column, ids = _arguments(element, compiler, options)
    return f"({column} = ANY ({ids}))"


@compiles(among, "mysql", "mariadb")
def _on_mariadb(element: among, compiler: Any, **options: Any) -> str:
    column, ids = _arguments(element, compiler, options)
    return f"({column} IN (SELECT one.id FROM JSON_TABLE({ids}, '$[*]' COLUMNS (id BIGINT PATH '$')) AS one))"  # noqa: S608
