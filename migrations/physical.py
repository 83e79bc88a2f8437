"""Frozen column types of the migrations. Not the application's: what a migration made must not change with the code."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    Numeric,
    SmallInteger,
    String,
    Text,
)
from sqlalchemy.dialects import mysql, postgresql
from sqlalchemy.sql.elements import quoted_name
from sqlalchemy.types import TypeEngine

MYSQL = ("mysql", "mariadb")
TABLE_OPTIONS: dict[str, Any] = {
    f"{dialect}_{option}": value
    for dialect in MYSQL
    for option, value in (("engine", "InnoDB"), ("charset", "utf8mb4"))
}

SMALLINT = SmallInteger()
INT = Integer()
BIGINT = BigInteger()
TIMESTAMP = DateTime().with_variant(postgresql.TIMESTAMP(precision=0), "postgresql")
LONGTEXT = Text().with_variant(mysql.LONGBLOB(), *MYSQL)
LONGBLOB = LargeBinary().with_variant(mysql.LONGBLOB(), *MYSQL).with_variant(Text(), "postgresql")
RAW_BYTES = LargeBinary().with_variant(mysql.LONGBLOB(), *MYSQL)
DECIMAL = Numeric(10, 2)

# What numbers itself: INTEGER on SQLite, a 4-byte serial on PostgreSQL also for smallint.
AUTO_SMALLINT = SmallInteger().with_variant(Integer(), "postgresql", "sqlite")
AUTO_INT = Integer()
AUTO_BIGINT = BigInteger().with_variant(Integer(), "sqlite")


def varchar(size: int) -> TypeEngine[str]:
    text: TypeEngine[str] = String(size)
    if size > 255:
        text = text.with_variant(mysql.TEXT() if size <= 65_535 else mysql.MEDIUMTEXT(), *MYSQL)
    if size >= 10_000:
        text = text.with_variant(String(), "postgresql")
    return text


def exact(size: int) -> TypeEngine[str]:
    """Compared byte for byte on MySQL too."""
    return String(size).with_variant(mysql.VARCHAR(size, charset="utf8mb4", collation="utf8mb4_bin"), *MYSQL)


def auto(name: str, kind: TypeEngine[int]) -> Column[int]:
    return Column(name, kind, primary_key=True, autoincrement=True)


def column(name: str, kind: TypeEngine[Any], refers_to: str | None = None, **options: Any) -> Column[Any]:
    """A NOT NULL column; `refers_to` is `table.column`."""
    constraints = [ForeignKey(refers_to)] if refers_to else []
    return Column(name, kind, *constraints, **{"nullable": False, "autoincrement": False, **options})


def nullable(name: str, kind: TypeEngine[Any], refers_to: str | None = None) -> Column[Any]:
    return column(name, kind, refers_to, nullable=True)


def created() -> list[Column[Any]]:
    return [column("create_time", TIMESTAMP), column("create_by", INT, "users.id")]


def audited() -> list[Column[Any]]:
    return [*created(), column("change_time", TIMESTAMP), column("change_by", INT, "users.id")]


def unquoted(name: str) -> quoted_name:
    """OTRS does not quote its constraint names, so PostgreSQL folds them to lower case."""
    return quoted_name(name, quote=False)
