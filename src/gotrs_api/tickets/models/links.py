"""Links between tickets and other objects."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Audited, Base, Created, ValidId
from gotrs_api.db.types import SmallId, SmallInt, Varchar


class LinkObject(Base):
    """A kind of object that can be linked."""

    __tablename__ = "link_object"
    __table_args__ = (UniqueConstraint("name", name="link_object_name"),)

    id: Mapped[SmallId]
    name: Mapped[str] = mapped_column(Varchar(100))


class LinkType(Audited, Base):
    """Normal or ParentChild."""

    __tablename__ = "link_type"
    __table_args__ = (UniqueConstraint("name", name="link_type_name"),)

    id: Mapped[SmallId]
    name: Mapped[str] = mapped_column(Varchar(50))
    valid_id: Mapped[ValidId]


class LinkState(Audited, Base):
    """Valid or Temporary."""

    __tablename__ = "link_state"
    __table_args__ = (UniqueConstraint("name", name="link_state_name"),)

    id: Mapped[SmallId]
    name: Mapped[str] = mapped_column(Varchar(50))
    valid_id: Mapped[ValidId]


class LinkRelation(Created, Base):
    """A link; the keys are ids of the linked objects as text."""

    __tablename__ = "link_relation"
    __table_args__ = (
        UniqueConstraint(
            "source_object_id", "source_key", "target_object_id", "target_key", "type_id", name="link_relation_view"
        ),
        Index("link_relation_list_source", "source_object_id", "source_key", "state_id"),
        Index("link_relation_list_target", "target_object_id", "target_key", "state_id"),
    )
    __mapper_args__ = {"primary_key": ["source_object_id", "source_key", "target_object_id", "target_key", "type_id"]}

    source_object_id: Mapped[SmallInt] = mapped_column(ForeignKey("link_object.id"))
    source_key: Mapped[str] = mapped_column(Varchar(50))
    target_object_id: Mapped[SmallInt] = mapped_column(ForeignKey("link_object.id"))
    target_key: Mapped[str] = mapped_column(Varchar(50))
    type_id: Mapped[SmallInt] = mapped_column(ForeignKey("link_type.id"))
    state_id: Mapped[SmallInt] = mapped_column(ForeignKey("link_state.id"))
