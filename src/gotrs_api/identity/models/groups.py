"""Groups, roles, and who has which permission in them."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Audited, Base, ValidId
from gotrs_api.db.types import IntId, SmallInt, Varchar


class PermissionGroup(Audited, Base):
    """A group; every queue belongs to one."""

    __tablename__ = "permission_groups"
    __table_args__ = (UniqueConstraint("name", name="groups_name"),)

    id: Mapped[IntId]
    name: Mapped[str] = mapped_column(Varchar(200))
    comments: Mapped[str | None] = mapped_column(Varchar(250))
    valid_id: Mapped[ValidId]


class GroupUser(Audited, Base):
    """An agent's permission in a group; the row itself grants it."""

    __tablename__ = "group_user"
    __table_args__ = (
        Index("group_user_user_id", "user_id"),
        Index("group_user_group_id", "group_id"),
    )
    __mapper_args__ = {"primary_key": ["user_id", "group_id", "permission_key"]}

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    group_id: Mapped[int] = mapped_column(ForeignKey("permission_groups.id"))
    permission_key: Mapped[str] = mapped_column(Varchar(20))


class Role(Audited, Base):
    """A set of permissions that many agents share."""

    __tablename__ = "roles"
    __table_args__ = (UniqueConstraint("name", name="roles_name"),)

    id: Mapped[IntId]
    name: Mapped[str] = mapped_column(Varchar(200))
    comments: Mapped[str | None] = mapped_column(Varchar(250))
    valid_id: Mapped[ValidId]


class RoleUser(Audited, Base):
    """An agent has a role."""

    __tablename__ = "role_user"
    __table_args__ = (
        Index("role_user_user_id", "user_id"),
        Index("role_user_role_id", "role_id"),
    )
    __mapper_args__ = {"primary_key": ["user_id", "role_id"]}

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    role_id: Mapped[int]


class GroupRole(Audited, Base):
    """A role's permission in a group (`permission_value` 0 or 1)."""

    __tablename__ = "group_role"
    __table_args__ = (
        Index("group_role_role_id", "role_id"),
        Index("group_role_group_id", "group_id"),
    )
    __mapper_args__ = {"primary_key": ["role_id", "group_id", "permission_key"]}

    role_id: Mapped[int] = mapped_column(ForeignKey("roles.id"))
    group_id: Mapped[int] = mapped_column(ForeignKey("permission_groups.id"))
    permission_key: Mapped[str] = mapped_column(Varchar(20))
    permission_value: Mapped[SmallInt]


class GroupCustomerUser(Audited, Base):
    """A customer user's permission in a group; `user_id` is the customer's login."""

    __tablename__ = "group_customer_user"
    __table_args__ = (
        Index("group_customer_user_user_id", "user_id"),
        Index("group_customer_user_group_id", "group_id"),
    )
    __mapper_args__ = {"primary_key": ["user_id", "group_id", "permission_key"]}

    user_id: Mapped[str] = mapped_column(Varchar(100))
    group_id: Mapped[int] = mapped_column(ForeignKey("permission_groups.id"))
    permission_key: Mapped[str] = mapped_column(Varchar(20))
    permission_value: Mapped[SmallInt]


class GroupCustomer(Audited, Base):
    """A customer company's permission in a group, by context."""

    __tablename__ = "group_customer"
    __table_args__ = (
        Index("group_customer_customer_id", "customer_id"),
        Index("group_customer_group_id", "group_id"),
    )
    __mapper_args__ = {"primary_key": ["customer_id", "group_id", "permission_key", "permission_context"]}

    customer_id: Mapped[str] = mapped_column(Varchar(150))
    group_id: Mapped[int] = mapped_column(ForeignKey("permission_groups.id"))
    permission_key: Mapped[str] = mapped_column(Varchar(20))
    permission_value: Mapped[SmallInt]
    permission_context: Mapped[str] = mapped_column(Varchar(100))
