"""OTRS's own full-text table, ours, and the saved searches."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Column, ForeignKey, Index, Table
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Base
from gotrs_api.db.fulltext import SearchWords
from gotrs_api.db.types import AutoBigInteger, BigId, BigInt, LongText, Moment, SmallInt, Varchar


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


class SearchDocument(Base):
    """What full-text search knows of one article: folded text, never shown.

    `id` is the article's. A ticket of which customers may see no article has a document with its heading alone, whose `id`
    is minus the ticket's.
    `heading` (number, title) and `margin` (subject, sender, customer, file names) are there to rank by: tokens with a blank
    on either side. `words` is all of it with the body. `visible` is the article's visibility for customers at the time of
    writing.
    """

    __tablename__ = "gotrs_search_document"
    # The index over `words` is another kind on each database and stands in migration 0003 alone.
    __table_args__ = (Index("gotrs_search_document_ticket_id", "ticket_id"),)

    id: Mapped[int] = mapped_column(AutoBigInteger, primary_key=True, autoincrement=False)
    ticket_id: Mapped[BigInt]
    visible: Mapped[SmallInt]
    heading: Mapped[str] = mapped_column(LongText)
    margin: Mapped[str] = mapped_column(LongText)
    words: Mapped[Sequence[str]] = mapped_column(SearchWords)


class SearchRebuild(Base):
    """How far the rebuilding of the index has come; one row."""

    __tablename__ = "gotrs_search_rebuild"

    id: Mapped[SmallInt] = mapped_column(primary_key=True, autoincrement=False)
    after_ticket_id: Mapped[BigInt]
    done: Mapped[BigInt]
    total: Mapped[BigInt]
    started_at: Mapped[Moment | None]
    finished_at: Mapped[Moment | None]


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
