"""Column types that keep OTRS's physical forms on SQLite, PostgreSQL and MySQL/MariaDB.

Physical forms: OTRS 6 / Znuny 6.5, `Kernel::System::DB::{mysql,postgresql}`, TypeTranslation.
"""

from __future__ import annotations

import base64
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from typing import Annotated, Any

from sqlalchemy import BigInteger, DateTime, Integer, LargeBinary, SmallInteger, String, Text
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

MYSQL_FAMILY = frozenset({"mysql", "mariadb"})


class OtrsDateTime(TypeDecorator[datetime]):
    """A moment with whole seconds: aware UTC in Python, naive in the database.

    The naive value is in the zone that the engine's dialect carries as `gotrs_time_zone` (OTRS: `OTRSTimeZone`), UTC
    when it carries none. Fractions of a second are cut off, not rounded. Raises TypeError for a naive datetime.
    """

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return postgresql.TIMESTAMP(precision=0)
        if dialect.name == "sqlite":
            return sqlite.DATETIME(truncate_microseconds=True)  # type: ignore[no-untyped-call]
        return DateTime()

    def zone(self, dialect: Dialect) -> tzinfo:
        """The zone of this column's naive times."""
        zone: tzinfo = getattr(dialect, "gotrs_time_zone", UTC)
        return zone

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError(f"A moment without a time zone cannot be stored: {value!r}")
        with suppress(OverflowError):  # filters ask for the first and last days of the calendar, too
            value = value.astimezone(self.zone(dialect))
        return value.replace(tzinfo=None, microsecond=0)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        zone = self.zone(dialect)
        if str(zone) == "UTC":
            return value.replace(tzinfo=UTC)
        return value.replace(tzinfo=zone).astimezone(UTC)


class UtcDateTime(OtrsDateTime):
    """A moment in a table of our own: always UTC, so the hour that a zone repeats in autumn stays unambiguous."""

    cache_ok = True

    def zone(self, dialect: Dialect) -> tzinfo:
        return UTC


class Varchar(TypeDecorator[str]):
    """OTRS's `VARCHAR(size)`; the size is in characters and may exceed what the database calls a varchar.

    A dialect with a true `gotrs_utf8mb3` (an adopted MySQL database in the old character set) cannot hold characters
    above U+FFFF: they are stored as U+FFFD.
    """

    impl = String
    cache_ok = True

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name in MYSQL_FAMILY:
            return _mysql_text(self.size)
        if dialect.name == "postgresql" and self.size >= 10_000:
            return postgresql.VARCHAR()
        return String(self.size)

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        value = storable(value)
        if not getattr(dialect, "gotrs_utf8mb3", False):
            return value
        return "".join(c if c <= "\uffff" else "\ufffd" for c in value)


def storable(text: str) -> str:
    """PostgreSQL's text cannot hold a NUL; what a mail or a paste brought of them becomes U+FFFD everywhere."""
    return text.replace("\0", "\ufffd") if "\0" in text else text


def _mysql_text(size: int) -> TypeEngine[str]:
    if size <= 255:
        return mysql.VARCHAR(size)
    if size <= 65_535:
        return mysql.TEXT()
    if size <= 16_777_215:
        return mysql.MEDIUMTEXT()
    return mysql.LONGTEXT()


class LongText(TypeDecorator[str]):
    """OTRS's `LONGBLOB` where it holds text (YAML, JSON): UTF-8 bytes on MySQL, TEXT elsewhere."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name in MYSQL_FAMILY:
            return mysql.LONGBLOB()
        return Text()

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        value = storable(value)
        return value.encode() if dialect.name in MYSQL_FAMILY else value

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        if isinstance(value, bytes):
            return value.decode("utf-8", "replace")
        text: str | None = value
        return text


class BinaryBlob(TypeDecorator[bytes]):
    """OTRS's `LONGBLOB` where it holds bytes; base64 text with line breaks on PostgreSQL.

    A PostgreSQL value with a blank in it is no base64: old rows of `article_data_mime_plain` hold the mail as it is.
    """

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name in MYSQL_FAMILY:
            return mysql.LONGBLOB()
        if dialect.name == "postgresql":
            return Text()
        return LargeBinary()

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> Any:
        if value is not None and dialect.name == "postgresql":
            return base64.encodebytes(value).decode("ascii")
        return value

    def process_result_value(self, value: Any, dialect: Dialect) -> bytes | None:
        if isinstance(value, str):
            return value.encode() if " " in value else base64.b64decode(value)
        content: bytes | None = value
        return content


class ExactKey(TypeDecorator[str]):
    """Text of our own tables that is compared byte for byte, also on MySQL, whose default ignores case."""

    impl = String
    cache_ok = True

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name in MYSQL_FAMILY:
            return mysql.VARCHAR(self.size, charset="utf8mb4", collation="utf8mb4_bin")
        return String(self.size)


# Bytes in tables of our own; nothing there needs OTRS's base64 on PostgreSQL.
RawBytes = LargeBinary().with_variant(mysql.LONGBLOB(), "mysql", "mariadb")

# SQLite numbers rows itself only in a column whose type is INTEGER; OTRS's "serial" on PostgreSQL is a 4-byte integer
# even where MySQL has SMALLINT.
AutoSmallInteger = SmallInteger().with_variant(Integer(), "postgresql", "sqlite")
AutoBigInteger = BigInteger().with_variant(Integer(), "sqlite")

SmallInt = Annotated[int, mapped_column(SmallInteger)]
BigInt = Annotated[int, mapped_column(BigInteger)]
SmallId = Annotated[int, mapped_column(AutoSmallInteger, primary_key=True)]
IntId = Annotated[int, mapped_column(Integer, primary_key=True)]
BigId = Annotated[int, mapped_column(AutoBigInteger, primary_key=True)]
Moment = Annotated[datetime, mapped_column(UtcDateTime)]
