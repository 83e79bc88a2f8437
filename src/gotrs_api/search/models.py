"""OTRS's own full-text table and the saved searches."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Table
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Base
from gotrs_api.db.types import BigId, BigInt, Varchar


class ArticleSearchIndex(Base):
    """The searchable text of one field of an article."""

    __tablename__ = "article_search_index"
    __table_args__ = (
        Index("article_search_index_ticket_id", "ticket_id", "article_key"),
        Index("article_search_index_article_id", "article_id", "article_key"),
    )

    id: Mapped[BigId]
    ticket_id: Mapped[BigInt] = mapped_column(ForeignKey("ticket.id"))
    article_id: Mapped[BigInt] = mapped_column(ForeignKey("article.id"))
    article_key: Mapped[str] = mapped_column(Varchar(200))
    article_value: Mapped[str | None] = mapped_column(Varchar(1800000))


# Saved searches of agents and customers, one row per field value.
search_profile_table = Table(
    "search_profile",
    Base.metadata,
    Column("login", Varchar(200), nullable=False),
    Column("profile_name", Varchar(200), nullable=False),
    Column("profile_type", Varchar(30), nullable=False),
    Column("profile_key", Varchar(200), nullable=False),
    Column("profile_value", Varchar(200)),
    Index("search_profile_login", "login"),
    Index("search_profile_profile_name", "profile_name"),
)
