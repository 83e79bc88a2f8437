"""Servers that mail leaves through."""

from __future__ import annotations

from sqlalchemy import SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Base
from gotrs_api.db.types import IntId, LongText, Moment, SmallInt, Varchar


class SmtpAccount(Base):
    """A server and how to sign in there. `port` 0: the usual one of `security` (none, starttls, tls)."""

    __tablename__ = "gotrs_smtp_account"
    __table_args__ = (UniqueConstraint("name", name="gotrs_smtp_account_name"),)

    id: Mapped[IntId]
    name: Mapped[str] = mapped_column(Varchar(200))
    host: Mapped[str] = mapped_column(Varchar(200))
    port: Mapped[int]
    security: Mapped[str] = mapped_column(Varchar(20))
    verifies_tls: Mapped[SmallInt] = mapped_column(default=1)
    authentication: Mapped[str] = mapped_column(Varchar(20))  # none, password, oauth2_token
    login: Mapped[str] = mapped_column(Varchar(200))
    password: Mapped[str] = mapped_column(LongText, info={"encrypted": "smtp account"})
    oauth2_token_config_id: Mapped[int | None]
    is_default: Mapped[SmallInt] = mapped_column(default=0)
    comments: Mapped[str] = mapped_column(Varchar(250))
    valid_id: Mapped[int] = mapped_column(SmallInteger)
    create_time: Mapped[Moment]
    create_by: Mapped[int]
    change_time: Mapped[Moment]
    change_by: Mapped[int]


class SmtpTrouble(Base):
    """A server that takes nothing at present; gone with the first mail that it takes. Account 0: `GOTRS_SMTP_URL`."""

    __tablename__ = "gotrs_smtp_trouble"

    account_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    problem: Mapped[str] = mapped_column(Varchar(20))
    error: Mapped[str] = mapped_column(LongText)
    since: Mapped[Moment]
    failed_at: Mapped[Moment]
