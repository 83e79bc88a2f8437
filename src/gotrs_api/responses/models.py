"""Templates, their attachments, and automatic replies."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Audited, Base, ValidId
from gotrs_api.db.types import BinaryBlob, IntId, SmallId, SmallInt, Varchar


class StandardTemplate(Audited, Base):
    """A text for answers, forwards, notes, new tickets."""

    __tablename__ = "standard_template"
    __table_args__ = (UniqueConstraint("name", name="standard_template_name"),)

    id: Mapped[IntId]
    name: Mapped[str] = mapped_column(Varchar(200))
    text: Mapped[str | None] = mapped_column(Varchar(10000))
    content_type: Mapped[str | None] = mapped_column(Varchar(250))
    template_type: Mapped[str] = mapped_column(Varchar(100), default="Answer", server_default="Answer")
    comments: Mapped[str | None] = mapped_column(Varchar(250))
    valid_id: Mapped[ValidId]


class QueueStandardTemplate(Audited, Base):
    """A template can be chosen in a queue."""

    __tablename__ = "queue_standard_template"
    __mapper_args__ = {"primary_key": ["queue_id", "standard_template_id"]}

    queue_id: Mapped[int] = mapped_column(ForeignKey("queue.id"))
    standard_template_id: Mapped[int] = mapped_column(ForeignKey("standard_template.id"))


class StandardAttachment(Audited, Base):
    """A file that templates can attach."""

    __tablename__ = "standard_attachment"
    __table_args__ = (UniqueConstraint("name", name="standard_attachment_name"),)

    id: Mapped[IntId]
    name: Mapped[str] = mapped_column(Varchar(200))
    content_type: Mapped[str] = mapped_column(Varchar(250))
    content: Mapped[bytes] = mapped_column(BinaryBlob)
    filename: Mapped[str] = mapped_column(Varchar(250))
    comments: Mapped[str | None] = mapped_column(Varchar(250))
    valid_id: Mapped[ValidId]


class StandardTemplateAttachment(Audited, Base):
    """A template brings an attachment."""

    __tablename__ = "standard_template_attachment"

    id: Mapped[IntId]
    standard_attachment_id: Mapped[int] = mapped_column(ForeignKey("standard_attachment.id"))
    standard_template_id: Mapped[int] = mapped_column(ForeignKey("standard_template.id"))


class AutoResponseType(Audited, Base):
    """The occasion of an automatic reply."""

    __tablename__ = "auto_response_type"
    __table_args__ = (UniqueConstraint("name", name="auto_response_type_name"),)

    id: Mapped[SmallId]
    name: Mapped[str] = mapped_column(Varchar(200))
    comments: Mapped[str | None] = mapped_column(Varchar(250))
    valid_id: Mapped[ValidId]


class AutoResponse(Audited, Base):
    """An automatic reply: `text0` body, `text1` subject."""

    __tablename__ = "auto_response"
    __table_args__ = (UniqueConstraint("name", name="auto_response_name"),)

    id: Mapped[IntId]
    name: Mapped[str] = mapped_column(Varchar(200))
    text0: Mapped[str | None] = mapped_column(Varchar(6000))
    text1: Mapped[str | None] = mapped_column(Varchar(6000))
    type_id: Mapped[SmallInt] = mapped_column(ForeignKey("auto_response_type.id"))
    system_address_id: Mapped[SmallInt] = mapped_column(ForeignKey("system_address.id"))
    content_type: Mapped[str | None] = mapped_column(Varchar(250))
    comments: Mapped[str | None] = mapped_column(Varchar(250))
    valid_id: Mapped[ValidId]


class QueueAutoResponse(Audited, Base):
    """An automatic reply is sent from a queue."""

    __tablename__ = "queue_auto_response"

    id: Mapped[IntId]
    queue_id: Mapped[int] = mapped_column(ForeignKey("queue.id"))
    auto_response_id: Mapped[int] = mapped_column(ForeignKey("auto_response.id"))
