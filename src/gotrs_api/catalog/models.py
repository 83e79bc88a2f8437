"""Master data of tickets: states, priorities, types, services, texts around replies, own addresses."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Audited, Base, Created, ValidId
from gotrs_api.db.types import ExactKey, IntId, SmallId, SmallInt, Varchar


class TicketStateType(Audited, Base):
    """What a state means to the system: new, open, closed, pending, removed, merged."""

    __tablename__ = "ticket_state_type"
    __table_args__ = (UniqueConstraint("name", name="ticket_state_type_name"),)

    id: Mapped[SmallId]
    name: Mapped[str] = mapped_column(Varchar(200))
    comments: Mapped[str | None] = mapped_column(Varchar(250))


class TicketState(Audited, Base):
    """A state a ticket can be in."""

    __tablename__ = "ticket_state"
    __table_args__ = (UniqueConstraint("name", name="ticket_state_name"),)

    id: Mapped[SmallId]
    name: Mapped[str] = mapped_column(Varchar(200))
    comments: Mapped[str | None] = mapped_column(Varchar(250))
    type_id: Mapped[SmallInt] = mapped_column(ForeignKey("ticket_state_type.id"))
    valid_id: Mapped[ValidId]


class TicketPriority(Audited, Base):
    """A priority; OTRS sorts by name."""

    __tablename__ = "ticket_priority"
    __table_args__ = (UniqueConstraint("name", name="ticket_priority_name"),)

    id: Mapped[SmallId]
    name: Mapped[str] = mapped_column(Varchar(200))
    valid_id: Mapped[SmallInt]


class EntryColour(Base):
    """The colour of a state or priority; those without a row look as the theme has them."""

    __tablename__ = "gotrs_colour"

    kind: Mapped[str] = mapped_column(ExactKey(20), primary_key=True)
    entry_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    colour: Mapped[str] = mapped_column(Varchar(7))


class TicketType(Audited, Base):
    """A ticket type."""

    __tablename__ = "ticket_type"
    __table_args__ = (UniqueConstraint("name", name="ticket_type_name"),)

    id: Mapped[SmallId]
    name: Mapped[str] = mapped_column(Varchar(200))
    valid_id: Mapped[ValidId]


class TicketLockType(Audited, Base):
    """unlock, lock, tmp_lock."""

    __tablename__ = "ticket_lock_type"
    __table_args__ = (UniqueConstraint("name", name="ticket_lock_type_name"),)

    id: Mapped[SmallId]
    name: Mapped[str] = mapped_column(Varchar(200))
    valid_id: Mapped[ValidId]


class Service(Audited, Base):
    """A service; `::` in the name separates levels."""

    __tablename__ = "service"
    __table_args__ = (UniqueConstraint("name", name="service_name"),)

    id: Mapped[IntId]
    name: Mapped[str] = mapped_column(Varchar(200))
    valid_id: Mapped[SmallInt]
    comments: Mapped[str | None] = mapped_column(Varchar(250))


class ServicePreference(Base):
    """One extra setting of a service."""

    __tablename__ = "service_preferences"
    __table_args__ = (Index("service_preferences_service_id", "service_id"),)
    __mapper_args__ = {"primary_key": ["service_id", "preferences_key"]}

    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"))
    preferences_key: Mapped[str] = mapped_column(Varchar(150))
    preferences_value: Mapped[str | None] = mapped_column(Varchar(250))


class ServiceCustomerUser(Created, Base):
    """A customer user may choose a service; the login `<DEFAULT>` stands for all."""

    __tablename__ = "service_customer_user"
    __table_args__ = (
        Index(
            "service_customer_user_customer_user_login", "customer_user_login", mysql_length={"customer_user_login": 10}
        ),
        Index("service_customer_user_service_id", "service_id"),
    )
    __mapper_args__ = {"primary_key": ["customer_user_login", "service_id"]}

    customer_user_login: Mapped[str] = mapped_column(Varchar(200))
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"))


class PersonalService(Base):
    """An agent's "My Services"."""

    __tablename__ = "personal_services"
    __table_args__ = (
        Index("personal_services_user_id", "user_id"),
        Index("personal_services_service_id", "service_id"),
    )
    __mapper_args__ = {"primary_key": ["user_id", "service_id"]}

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"))


class Salutation(Audited, Base):
    """The beginning of replies from a queue."""

    __tablename__ = "salutation"
    __table_args__ = (UniqueConstraint("name", name="salutation_name"),)

    id: Mapped[SmallId]
    name: Mapped[str] = mapped_column(Varchar(200))
    text: Mapped[str] = mapped_column(Varchar(3000))
    content_type: Mapped[str | None] = mapped_column(Varchar(250))
    comments: Mapped[str | None] = mapped_column(Varchar(250))
    valid_id: Mapped[ValidId]


class Signature(Audited, Base):
    """The end of replies from a queue."""

    __tablename__ = "signature"
    __table_args__ = (UniqueConstraint("name", name="signature_name"),)

    id: Mapped[SmallId]
    name: Mapped[str] = mapped_column(Varchar(200))
    text: Mapped[str] = mapped_column(Varchar(3000))
    content_type: Mapped[str | None] = mapped_column(Varchar(250))
    comments: Mapped[str | None] = mapped_column(Varchar(250))
    valid_id: Mapped[ValidId]


class SystemAddress(Audited, Base):
    """An own mail address: `value0` address, `value1` display name."""

    __tablename__ = "system_address"

    id: Mapped[SmallId]
    value0: Mapped[str] = mapped_column(Varchar(200))
    value1: Mapped[str] = mapped_column(Varchar(200))
    value2: Mapped[str | None] = mapped_column(Varchar(200))
    value3: Mapped[str | None] = mapped_column(Varchar(200))
    queue_id: Mapped[int]
    comments: Mapped[str | None] = mapped_column(Varchar(250))
    valid_id: Mapped[ValidId]


class AddressSender(Base):
    """The outgoing mail account that an own address sends through, which OTRS has no column for; without a row the default."""

    __tablename__ = "gotrs_smtp_sender"

    system_address_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    smtp_account_id: Mapped[int]
