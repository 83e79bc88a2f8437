"""Access control lists as OTRS stores them."""

from __future__ import annotations

from sqlalchemy import Column, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Audited, Base, ValidId
from gotrs_api.db.types import BigId, BigInt, IntId, LongText, OtrsDateTime, SmallInt, Varchar


class Acl(Audited, Base):
    """A rule; `config_match` and `config_change` are YAML."""

    __tablename__ = "acl"
    __table_args__ = (UniqueConstraint("name", name="acl_name"),)

    id: Mapped[IntId]
    name: Mapped[str] = mapped_column(Varchar(200))
    comments: Mapped[str | None] = mapped_column(Varchar(250))
    description: Mapped[str | None] = mapped_column(Varchar(250))
    valid_id: Mapped[ValidId]
    stop_after_match: Mapped[SmallInt | None]
    config_match: Mapped[str | None] = mapped_column(LongText)
    config_change: Mapped[str | None] = mapped_column(LongText)


# ACLs changed since the last deployment.
acl_sync_table = Table(
    "acl_sync",
    Base.metadata,
    Column("acl_id", Varchar(200), nullable=False),
    Column("sync_state", Varchar(30), nullable=False),
    Column("create_time", OtrsDateTime, nullable=False),
    Column("change_time", OtrsDateTime, nullable=False),
)


class AclTicketAttributeRelation(Audited, Base):
    """A table of which value of one attribute allows which of another."""

    __tablename__ = "acl_ticket_attribute_relations"
    __table_args__ = (UniqueConstraint("filename", name="acl_tar_filename"),)

    id: Mapped[BigId]
    filename: Mapped[str] = mapped_column(Varchar(255))
    attribute_1: Mapped[str] = mapped_column(Varchar(200))
    attribute_2: Mapped[str] = mapped_column(Varchar(200))
    acl_data: Mapped[str] = mapped_column(Varchar(1800000))
    priority: Mapped[BigInt]
