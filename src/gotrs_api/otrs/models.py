"""What an import remembers in its target: how far it came, and what it could not take as it was."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Base
from gotrs_api.db.types import BigId, ExactKey, LongText, Moment, Varchar


class ImportRun(Base):
    """One call of `gotrs otrs import`. `options` is JSON, `status` running, done or failed."""

    __tablename__ = "gotrs_import"

    id: Mapped[BigId]
    source: Mapped[str] = mapped_column(Varchar(250))  # without its password
    flavour: Mapped[str] = mapped_column(Varchar(100))
    options: Mapped[str] = mapped_column(LongText)
    status: Mapped[str] = mapped_column(Varchar(20))
    started_at: Mapped[Moment]
    finished_at: Mapped[Moment | None]


class ImportTable(Base):
    """How far a table has come: written in the transaction that wrote its rows."""

    __tablename__ = "gotrs_import_table"

    table_name: Mapped[str] = mapped_column(ExactKey(64), primary_key=True)
    status: Mapped[str] = mapped_column(Varchar(20))  # loading, done
    last_key: Mapped[int] = mapped_column(BigInteger)
    rows_done: Mapped[int] = mapped_column(BigInteger)
    changed_until: Mapped[Moment | None]  # naive time of the source: rows changed before are here


class ImportIssue(Base):
    """A row that was not taken (`quarantined`), changed (`repaired`), made up (`placeholder`), or a table `left`; or one of
    this database that gave way to the source's when an import was called again (`overwritten`).

    `original` is JSON: the row as it was where it did not come or gave way, the column's value where it was repaired.
    """

    __tablename__ = "gotrs_import_issue"
    __table_args__ = (Index("gotrs_import_issue_table_row", "table_name", "row_key"),)

    id: Mapped[BigId]
    table_name: Mapped[str] = mapped_column(ExactKey(64))
    row_key: Mapped[str] = mapped_column(ExactKey(200))
    outcome: Mapped[str] = mapped_column(Varchar(20))
    reason: Mapped[str] = mapped_column(Varchar(250))
    column_name: Mapped[str | None] = mapped_column(Varchar(64))
    original: Mapped[str | None] = mapped_column(LongText)
    noted_at: Mapped[Moment]
