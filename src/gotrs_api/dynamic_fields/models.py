"""Fields that an administrator adds to tickets, articles and customers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Audited, Base, ValidId
from gotrs_api.db.types import BigInt, IntId, LongText, SmallInt, Varchar


class DynamicField(Audited, Base):
    """A field; `config` is YAML."""

    __tablename__ = "dynamic_field"
    __table_args__ = (UniqueConstraint("name", name="dynamic_field_name"),)

    id: Mapped[IntId]
    internal_field: Mapped[SmallInt] = mapped_column(default=0, server_default="0")
    name: Mapped[str] = mapped_column(Varchar(200))
    label: Mapped[str] = mapped_column(Varchar(200))
    field_order: Mapped[int]
    field_type: Mapped[str] = mapped_column(Varchar(200))
    object_type: Mapped[str] = mapped_column(Varchar(100))
    config: Mapped[str | None] = mapped_column(LongText)
    valid_id: Mapped[ValidId]


class DynamicFieldValue(Base):
    """A field's value at an object; one row per value."""

    __tablename__ = "dynamic_field_value"
    __table_args__ = (
        Index("dynamic_field_value_search_text", "field_id", "value_text", mysql_length={"value_text": 150}),
        Index("dynamic_field_value_search_date", "field_id", "value_date"),
        Index("dynamic_field_value_search_int", "field_id", "value_int"),
        Index("dynamic_field_value_field_values", "object_id", "field_id"),
    )

    id: Mapped[IntId]
    field_id: Mapped[int] = mapped_column(ForeignKey("dynamic_field.id"))
    object_id: Mapped[BigInt]
    value_text: Mapped[str | None] = mapped_column(Varchar(3800))
    value_date: Mapped[datetime | None]
    value_int: Mapped[BigInt | None]


class DynamicFieldObjectName(Base):
    """Number of an object that is known by name only (customer users, companies)."""

    __tablename__ = "dynamic_field_obj_id_name"
    __table_args__ = (UniqueConstraint("object_name", "object_type", name="dynamic_field_object_name"),)

    object_id: Mapped[IntId]
    object_name: Mapped[str] = mapped_column(Varchar(200))
    object_type: Mapped[str] = mapped_column(Varchar(100))
