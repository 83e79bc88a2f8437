"""Customer users and their companies."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Audited, Base, ValidId
from gotrs_api.db.types import BigId, ExactKey, IntId, Moment, SmallInt, Varchar


class CustomerUser(Audited, Base):
    """A customer's account in the database backend."""

    __tablename__ = "customer_user"
    __table_args__ = (UniqueConstraint("login", name="customer_user_login"),)

    id: Mapped[IntId]
    login: Mapped[str] = mapped_column(Varchar(200))
    email: Mapped[str] = mapped_column(Varchar(150))
    customer_id: Mapped[str] = mapped_column(Varchar(150))
    pw: Mapped[str | None] = mapped_column(Varchar(128))
    title: Mapped[str | None] = mapped_column(Varchar(50))
    first_name: Mapped[str] = mapped_column(Varchar(100))
    last_name: Mapped[str] = mapped_column(Varchar(100))
    phone: Mapped[str | None] = mapped_column(Varchar(150))
    fax: Mapped[str | None] = mapped_column(Varchar(150))
    mobile: Mapped[str | None] = mapped_column(Varchar(150))
    street: Mapped[str | None] = mapped_column(Varchar(150))
    zip: Mapped[str | None] = mapped_column(Varchar(200))
    city: Mapped[str | None] = mapped_column(Varchar(200))
    country: Mapped[str | None] = mapped_column(Varchar(200))
    comments: Mapped[str | None] = mapped_column(Varchar(250))
    valid_id: Mapped[ValidId]


class CustomerPreference(Base):
    """One preference of a customer user; `user_id` is the login."""

    __tablename__ = "customer_preferences"
    __table_args__ = (Index("customer_preferences_user_id", "user_id"),)
    __mapper_args__ = {"primary_key": ["user_id", "preferences_key"]}

    user_id: Mapped[str] = mapped_column(Varchar(250))
    preferences_key: Mapped[str] = mapped_column(Varchar(150))
    preferences_value: Mapped[str | None] = mapped_column(Varchar(250))


class CustomerCompany(Base):
    """A company; its `customer_id` ties tickets and customer users to it."""

    __tablename__ = "customer_company"
    __table_args__ = (UniqueConstraint("name", name="customer_company_name"),)

    customer_id: Mapped[str] = mapped_column(Varchar(150), primary_key=True)
    name: Mapped[str] = mapped_column(Varchar(200))
    street: Mapped[str | None] = mapped_column(Varchar(200))
    zip: Mapped[str | None] = mapped_column(Varchar(200))
    city: Mapped[str | None] = mapped_column(Varchar(200))
    country: Mapped[str | None] = mapped_column(Varchar(200))
    url: Mapped[str | None] = mapped_column(Varchar(200))
    comments: Mapped[str | None] = mapped_column(Varchar(250))
    valid_id: Mapped[SmallInt]
    create_time: Mapped[datetime]
    create_by: Mapped[int]
    change_time: Mapped[datetime]
    change_by: Mapped[int]


class CustomerCompanyQueue(Base):
    """The queue in which new tickets of a company begin; none without a row."""

    __tablename__ = "gotrs_customer_company_queue"

    customer_id: Mapped[str] = mapped_column(Varchar(150), primary_key=True)
    queue_id: Mapped[int]


class CustomerUserCustomer(Audited, Base):
    """A customer user (`user_id` is the login) also sees another company's tickets."""

    __tablename__ = "customer_user_customer"
    __table_args__ = (
        Index("customer_user_customer_user_id", "user_id"),
        Index("customer_user_customer_customer_id", "customer_id"),
    )
    __mapper_args__ = {"primary_key": ["user_id", "customer_id"]}

    user_id: Mapped[str] = mapped_column(Varchar(100))
    customer_id: Mapped[str] = mapped_column(Varchar(150))


class SignUp(Base):
    """Somebody who wants an account: first the address is proven, then perhaps an administrator decides.

    `status` is of `sign_up.service.Status`; `login` is set once there is an account.
    """

    __tablename__ = "gotrs_sign_up"
    __table_args__ = (
        UniqueConstraint("token_hash", name="gotrs_sign_up_token_hash"),
        Index("gotrs_sign_up_status", "status", "id"),
        Index("gotrs_sign_up_email", "email"),
    )

    id: Mapped[BigId]
    token_hash: Mapped[str] = mapped_column(ExactKey(64))
    status: Mapped[str] = mapped_column(Varchar(20))
    email: Mapped[str] = mapped_column(Varchar(150))
    first_name: Mapped[str] = mapped_column(Varchar(100))
    last_name: Mapped[str] = mapped_column(Varchar(100))
    language: Mapped[str] = mapped_column(Varchar(20))
    login: Mapped[str | None] = mapped_column(Varchar(200))
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    confirmed_at: Mapped[Moment | None]
    decided_at: Mapped[Moment | None]
