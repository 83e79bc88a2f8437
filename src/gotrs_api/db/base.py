"""The declarative base of every table, and who changed a row when.

OTRS has some thirty tables without a primary key. Those with a natural key are mapped by it (`__mapper_args__`) while
the physical table stays as it is in OTRS; those without one are plain `Table` objects.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, ClassVar

from sqlalchemy import Constraint, ForeignKey, ForeignKeyConstraint, MetaData, SmallInteger, Table, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.orm.attributes import get_history

from gotrs_api.db.types import OtrsDateTime

MAX_FOREIGN_KEY_NAME = 60


def foreign_key_name(table: str, column: str, referred_column: str) -> str:
    """OTRS's name of a foreign key; longer ones keep 58 characters and two of their MD5 digest.

    Source: OTRS 6, `Kernel::System::DB::{mysql,postgresql}`, ForeignKeyCreate.
    """
    name = f"FK_{table}_{column}_{referred_column}"
    if len(name) <= MAX_FOREIGN_KEY_NAME:
        return name
    digest = hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()
    return name[:58] + digest[0] + digest[-1]


def _foreign_key_token(constraint: Constraint, table: Table) -> str:
    assert isinstance(constraint, ForeignKeyConstraint)
    referred_column = constraint.elements[0].target_fullname.rpartition(".")[2]
    return foreign_key_name(table.name, constraint.column_keys[0], referred_column)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention={"otrs_fk": _foreign_key_token, "fk": "%(otrs_fk)s"})
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: OtrsDateTime()}


ValidId = Annotated[int, mapped_column(SmallInteger, ForeignKey("valid.id"))]


class Created:
    """Mixin for rows that are never changed: who added them, when."""

    create_time: Mapped[datetime] = mapped_column(sort_order=900)
    create_by: Mapped[int] = mapped_column(ForeignKey("users.id"), sort_order=901)


class Audited(Created):
    """Mixin: who created and last changed a row, when; filled at flush (see `stamp_rows`)."""

    change_time: Mapped[datetime] = mapped_column(sort_order=902)
    change_by: Mapped[int] = mapped_column(ForeignKey("users.id"), sort_order=903)


@event.listens_for(Session, "before_flush")
def stamp_rows(session: Session, _context: Any, _instances: Any) -> None:
    """Fill `create_*` and `change_*` of new rows where unset, and `change_*` of rows that really changed.

    Reads `session.info["now"]` (a callable that returns an aware datetime) and `session.info["acting_id"]`
    (`users.id`).
    A value that the caller assigned in this flush stays. Raises LookupError when a value is needed and not there.
    """
    for row in session.new:
        for column in _audit_columns(row, ("create_time", "create_by", "change_time", "change_by")):
            if getattr(row, column) is None:
                setattr(row, column, _audit_value(session, column))
    for row in session.dirty:
        columns = _audit_columns(row, ("change_time", "change_by"))
        if columns and session.is_modified(row):
            for column in columns:
                if not get_history(row, column).has_changes():
                    setattr(row, column, _audit_value(session, column))


def _audit_columns(row: Any, columns: tuple[str, ...]) -> list[str]:
    return [column for column in columns if hasattr(type(row), column)]


def _audit_value(session: Session, column: str) -> datetime | int:
    key = "now" if column.endswith("_time") else "acting_id"
    if key not in session.info:
        raise LookupError(f"{column} must be filled, but the session's info has no {key!r}")
    value: Callable[[], datetime] | int = session.info[key]
    # Whole seconds, as OTRS's columns keep them: a row must not look other when it is read again.
    return value().replace(microsecond=0) if callable(value) else value
