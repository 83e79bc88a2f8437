"""Agents, what they prefer, and OTRS's own web sessions."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Audited, Base
from gotrs_api.db.types import BigId, IntId, LongText, SmallId, SmallInt, Varchar


class Valid(Audited, Base):
    """Validity of master data: 1 valid, 2 invalid, 3 invalid-temporarily."""

    __tablename__ = "valid"
    __table_args__ = (UniqueConstraint("name", name="valid_name"),)

    id: Mapped[SmallId]
    name: Mapped[str] = mapped_column(Varchar(200))


class User(Audited, Base):
    """An agent account; user 1 is the system itself."""

    __tablename__ = "users"
    __table_args__ = (UniqueConstraint("login", name="users_login"),)

    id: Mapped[IntId]
    login: Mapped[str] = mapped_column(Varchar(200))
    pw: Mapped[str] = mapped_column(Varchar(128))
    title: Mapped[str | None] = mapped_column(Varchar(50))
    first_name: Mapped[str] = mapped_column(Varchar(100))
    last_name: Mapped[str] = mapped_column(Varchar(100))
    valid_id: Mapped[SmallInt] = mapped_column(ForeignKey("valid.id", use_alter=True))


class UserPreference(Base):
    """One preference of an agent, also e-mail address, language and TOTP secret."""

    __tablename__ = "user_preferences"
    __table_args__ = (Index("user_preferences_user_id", "user_id"),)
    __mapper_args__ = {"primary_key": ["user_id", "preferences_key"]}

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    preferences_key: Mapped[str] = mapped_column(Varchar(150))
    preferences_value: Mapped[str | None] = mapped_column(LongText)


class OtrsSession(Base):
    """One value of a web session of OTRS; ours are in `gotrs_session`."""

    __tablename__ = "sessions"
    __table_args__ = (
        Index("sessions_session_id_data_key", "session_id", "data_key"),
        Index("sessions_data_key", "data_key"),
    )

    id: Mapped[BigId]
    session_id: Mapped[str] = mapped_column(Varchar(100))
    data_key: Mapped[str] = mapped_column(Varchar(100))
    data_value: Mapped[str | None] = mapped_column(Varchar(10000))
    serialized: Mapped[SmallInt]
