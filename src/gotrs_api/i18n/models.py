"""Texts of the catalogues that administrators changed. `texts` are JSON lists: one text, or one for each plural form."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Base
from gotrs_api.db.types import ExactKey, IntId, LongText, Moment


class ChangedTranslation(Base):
    """What a message is in one language in place of what was delivered."""

    __tablename__ = "gotrs_translation"

    language: Mapped[str] = mapped_column(ExactKey(10), primary_key=True)
    message_key: Mapped[str] = mapped_column(ExactKey(16), primary_key=True)
    source: Mapped[str] = mapped_column(LongText)
    texts: Mapped[str] = mapped_column(LongText)
    changed_at: Mapped[Moment]
    changed_by: Mapped[int]


class TranslationChange(Base):
    """One change; none is the text as delivered."""

    __tablename__ = "gotrs_translation_change"
    __table_args__ = (Index("gotrs_translation_change_message", "language", "message_key"),)

    id: Mapped[IntId]
    language: Mapped[str] = mapped_column(ExactKey(10))
    message_key: Mapped[str] = mapped_column(ExactKey(16))
    source: Mapped[str] = mapped_column(LongText)
    texts_before: Mapped[str | None] = mapped_column(LongText)
    texts_after: Mapped[str | None] = mapped_column(LongText)
    changed_at: Mapped[Moment]
    changed_by: Mapped[int]
