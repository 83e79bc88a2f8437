"""Articles: the channel-neutral row and the data of each channel."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Audited, Base, Created, ValidId
from gotrs_api.db.types import BigId, BigInt, BinaryBlob, LongText, SmallId, SmallInt, Varchar


class ArticleSenderType(Audited, Base):
    """agent, system, customer."""

    __tablename__ = "article_sender_type"
    __table_args__ = (UniqueConstraint("name", name="article_sender_type_name"),)

    id: Mapped[SmallId]
    name: Mapped[str] = mapped_column(Varchar(200))
    comments: Mapped[str | None] = mapped_column(Varchar(250))
    valid_id: Mapped[ValidId]


class CommunicationChannel(Audited, Base):
    """A way articles come and go; `channel_data` is YAML."""

    __tablename__ = "communication_channel"
    __table_args__ = (UniqueConstraint("name", name="communication_channel_name"),)

    id: Mapped[BigId]
    name: Mapped[str] = mapped_column(Varchar(200))
    module: Mapped[str] = mapped_column(Varchar(200))
    package_name: Mapped[str] = mapped_column(Varchar(200))
    channel_data: Mapped[str] = mapped_column(LongText)
    valid_id: Mapped[ValidId]


class Article(Audited, Base):
    """What every article has, whatever its channel."""

    __tablename__ = "article"
    __table_args__ = (
        Index("article_ticket_id", "ticket_id"),
        Index("article_article_sender_type_id", "article_sender_type_id"),
        Index("article_communication_channel_id", "communication_channel_id"),
        Index("article_search_index_needs_rebuild", "search_index_needs_rebuild"),
    )

    id: Mapped[BigId]
    ticket_id: Mapped[BigInt] = mapped_column(ForeignKey("ticket.id"))
    article_sender_type_id: Mapped[SmallInt] = mapped_column(ForeignKey("article_sender_type.id"))
    communication_channel_id: Mapped[BigInt] = mapped_column(ForeignKey("communication_channel.id"))
    is_visible_for_customer: Mapped[SmallInt]
    search_index_needs_rebuild: Mapped[SmallInt] = mapped_column(default=1, server_default="1")
    insert_fingerprint: Mapped[str | None] = mapped_column(Varchar(64))


class ArticleFlag(Created, Base):
    """A mark of one agent (`create_by`) at an article, such as Seen."""

    __tablename__ = "article_flag"
    __table_args__ = (
        Index("article_flag_article_id_create_by", "article_id", "create_by"),
        Index("article_flag_article_id", "article_id"),
    )
    __mapper_args__ = {"primary_key": ["article_id", "article_key", "create_by"]}

    article_id: Mapped[BigInt] = mapped_column(ForeignKey("article.id"))
    article_key: Mapped[str] = mapped_column(Varchar(50))
    article_value: Mapped[str | None] = mapped_column(Varchar(50))


class ArticleMime(Audited, Base):
    """Header and body of mail, phone and internal articles; `incoming_time` is in epoch seconds."""

    __tablename__ = "article_data_mime"
    __table_args__ = (
        Index("article_data_mime_message_id_md5", "a_message_id_md5"),
        Index("article_data_mime_article_id", "article_id"),
    )

    id: Mapped[BigId]
    article_id: Mapped[BigInt] = mapped_column(ForeignKey("article.id"))
    a_from: Mapped[str | None] = mapped_column(Varchar(1800000))
    a_reply_to: Mapped[str | None] = mapped_column(Varchar(1800000))
    a_to: Mapped[str | None] = mapped_column(Varchar(1800000))
    a_cc: Mapped[str | None] = mapped_column(Varchar(1800000))
    a_bcc: Mapped[str | None] = mapped_column(Varchar(1800000))
    a_subject: Mapped[str | None] = mapped_column(Varchar(3800))
    a_message_id: Mapped[str | None] = mapped_column(Varchar(3800))
    a_message_id_md5: Mapped[str | None] = mapped_column(Varchar(32))
    a_in_reply_to: Mapped[str | None] = mapped_column(Varchar(1800000))
    a_references: Mapped[str | None] = mapped_column(Varchar(1800000))
    a_content_type: Mapped[str | None] = mapped_column(Varchar(250))
    a_body: Mapped[str | None] = mapped_column(Varchar(1800000))
    incoming_time: Mapped[int]
    content_path: Mapped[str | None] = mapped_column(Varchar(250))


class ArticlePlain(Audited, Base):
    """The mail as it came."""

    __tablename__ = "article_data_mime_plain"
    __table_args__ = (Index("article_data_mime_plain_article_id", "article_id"),)

    id: Mapped[BigId]
    article_id: Mapped[BigInt] = mapped_column(ForeignKey("article.id"))
    body: Mapped[bytes] = mapped_column(BinaryBlob)


class ArticleAttachment(Audited, Base):
    """A file at an article; HTML bodies are kept as `file-2`."""

    __tablename__ = "article_data_mime_attachment"
    __table_args__ = (Index("article_data_mime_attachment_article_id", "article_id"),)

    id: Mapped[BigId]
    article_id: Mapped[BigInt] = mapped_column(ForeignKey("article.id"))
    filename: Mapped[str | None] = mapped_column(Varchar(250))
    content_size: Mapped[str | None] = mapped_column(Varchar(30))
    content_type: Mapped[str | None] = mapped_column(Varchar(450))
    content_id: Mapped[str | None] = mapped_column(Varchar(250))
    content_alternative: Mapped[str | None] = mapped_column(Varchar(50))
    disposition: Mapped[str | None] = mapped_column(Varchar(15))
    content: Mapped[bytes | None] = mapped_column(BinaryBlob)


class ArticleSendError(Base):
    """Why an article could not be sent."""

    __tablename__ = "article_data_mime_send_error"
    __table_args__ = (
        Index("article_data_mime_transmission_message_id", "message_id"),
        Index("article_data_mime_transmission_article_id", "article_id"),
    )

    id: Mapped[BigId]
    article_id: Mapped[BigInt] = mapped_column(ForeignKey("article.id"))
    message_id: Mapped[str | None] = mapped_column(Varchar(200))
    log_message: Mapped[str | None] = mapped_column(Varchar(1800000))
    create_time: Mapped[datetime]


class ArticleChat(Base):
    """One message of a chat."""

    __tablename__ = "article_data_otrs_chat"
    __table_args__ = (Index("article_data_otrs_chat_article_id", "article_id"),)

    id: Mapped[BigId]
    article_id: Mapped[BigInt] = mapped_column(ForeignKey("article.id"))
    chat_participant_id: Mapped[str] = mapped_column(Varchar(255))
    chat_participant_name: Mapped[str] = mapped_column(Varchar(255))
    chat_participant_type: Mapped[str] = mapped_column(Varchar(255))
    message_text: Mapped[str | None] = mapped_column(Varchar(3800))
    system_generated: Mapped[SmallInt]
    create_time: Mapped[datetime]
