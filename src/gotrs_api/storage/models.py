"""OTRS's file store in the database and its upload cache."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Base
from gotrs_api.db.types import BigId, BigInt, BinaryBlob, Varchar


class VirtualFile(Base):
    """A file of the virtual file system."""

    __tablename__ = "virtual_fs"
    __table_args__ = (
        Index("virtual_fs_filename", "filename", mysql_length={"filename": 255}),
        Index("virtual_fs_backend", "backend", mysql_length={"backend": 60}),
    )

    id: Mapped[BigId]
    filename: Mapped[str] = mapped_column(Varchar(350))
    backend: Mapped[str] = mapped_column(Varchar(60))
    backend_key: Mapped[str] = mapped_column(Varchar(160))
    create_time: Mapped[datetime]


class VirtualFilePreference(Base):
    """A property of such a file."""

    __tablename__ = "virtual_fs_preferences"
    __table_args__ = (
        Index("virtual_fs_preferences_virtual_fs_id", "virtual_fs_id"),
        Index(
            "virtual_fs_preferences_key_value",
            "preferences_key",
            "preferences_value",
            mysql_length={"preferences_value": 150},
        ),
    )
    __mapper_args__ = {"primary_key": ["virtual_fs_id", "preferences_key"]}

    virtual_fs_id: Mapped[BigInt] = mapped_column(ForeignKey("virtual_fs.id"))
    preferences_key: Mapped[str] = mapped_column(Varchar(150))
    preferences_value: Mapped[str | None] = mapped_column(Varchar(350))


class VirtualFileContent(Base):
    """The content of a file kept in the database."""

    __tablename__ = "virtual_fs_db"
    __table_args__ = (Index("virtual_fs_db_filename", "filename", mysql_length={"filename": 255}),)

    id: Mapped[BigId]
    filename: Mapped[str] = mapped_column(Varchar(350))
    content: Mapped[bytes | None] = mapped_column(BinaryBlob)
    create_time: Mapped[datetime]


# Files uploaded in a form not yet sent.
web_upload_cache_table = Table(
    "web_upload_cache",
    Base.metadata,
    Column("form_id", Varchar(250)),
    Column("filename", Varchar(250)),
    Column("content_id", Varchar(250)),
    Column("content_size", Varchar(30)),
    Column("content_type", Varchar(250)),
    Column("disposition", Varchar(15)),
    Column("content", BinaryBlob, nullable=False),
    Column("create_time_unix", BigInteger, nullable=False),
)
