"""Column types of the full-text index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

from sqlalchemy import BindParameter, Text, bindparam
from sqlalchemy.dialects import mysql, postgresql
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from gotrs_api.db.fulltext import mariadb as mariadb_text
from gotrs_api.db.fulltext import postgresql as postgresql_text
from gotrs_api.db.fulltext import sqlite as sqlite_text
from gotrs_api.db.fulltext.expression import Expression
from gotrs_api.db.types import MYSQL_FAMILY


def _adapter(dialect: Dialect) -> ModuleType:
    if dialect.name in MYSQL_FAMILY:
        return mariadb_text
    return postgresql_text if dialect.name == "postgresql" else sqlite_text


class SearchWords(TypeDecorator[Sequence[str]]):
    """The tokens of a document, in order. Written only: what a database gives back is its own business."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return postgresql.TSVECTOR()
        if dialect.name in MYSQL_FAMILY:
            return mysql.LONGTEXT(charset="utf8mb4", collation="utf8mb4_bin")
        return Text()

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> str | None:
        return None if value is None else str(_adapter(dialect).document(value))


class SearchExpression(TypeDecorator[Expression]):
    """What is searched for; a parameter of `matches`, made by `searched`."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return postgresql.TSQUERY() if dialect.name == "postgresql" else Text()

    def process_bind_param(self, value: Expression | None, dialect: Dialect) -> str | None:
        return None if value is None else str(_adapter(dialect).query(value))

    def literal_processor(self, dialect: Dialect) -> Callable[[Expression], str]:
        def quoted(value: Expression) -> str:
            text = str(self.process_bind_param(value, dialect)).replace("'", "''")
            return f"'{text}'"

        return quoted


class SearchPattern(SearchExpression):
    """The same for `holds`; a parameter made by `read_through`."""

    cache_ok = True

    def process_bind_param(self, value: Expression | None, dialect: Dialect) -> str | None:
        if value is not None and dialect.name in MYSQL_FAMILY:
            return mariadb_text.pattern(value)
        return super().process_bind_param(value, dialect)


def searched(name: str, value: Expression | None = None) -> BindParameter[Any]:
    """What is searched for, by the name of its parameter; without a value it comes with the execution.

    It stands in the statement itself, quoted (an expression is made of letters, digits and a few signs of ours): PostgreSQL
    then knows how common the words are and plans for it. With a parameter it would plan once for all words.
    """
    return _parameter(name, SearchExpression(), value)


def read_through(name: str, value: Expression | None = None) -> BindParameter[Any]:
    return _parameter(name, SearchPattern(), value)


def _parameter(name: str, kind: SearchExpression, value: Expression | None) -> BindParameter[Any]:
    if value is None:
        return bindparam(name, type_=kind, literal_execute=True)
    return bindparam(name, value, type_=kind, literal_execute=True, unique=True)
