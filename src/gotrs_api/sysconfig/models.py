"""Settings in the database, their versions, and other values of the whole system."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Audited, Base, Created, ValidId
from gotrs_api.db.types import IntId, LongText, SmallInt, Varchar


class SysconfigDefault(Audited, Base):
    """A setting as delivered; `effective_value` is YAML."""

    __tablename__ = "sysconfig_default"
    __table_args__ = (UniqueConstraint("name", name="sysconfig_default_name"),)

    id: Mapped[IntId]
    name: Mapped[str] = mapped_column(Varchar(250))
    description: Mapped[str] = mapped_column(LongText)
    navigation: Mapped[str] = mapped_column(Varchar(200))
    is_invisible: Mapped[SmallInt]
    is_readonly: Mapped[SmallInt]
    is_required: Mapped[SmallInt]
    is_valid: Mapped[SmallInt]
    has_configlevel: Mapped[SmallInt]
    user_modification_possible: Mapped[SmallInt]
    user_modification_active: Mapped[SmallInt]
    user_preferences_group: Mapped[str | None] = mapped_column(Varchar(250))
    xml_content_raw: Mapped[str] = mapped_column(LongText)
    xml_content_parsed: Mapped[str] = mapped_column(LongText)
    xml_filename: Mapped[str] = mapped_column(Varchar(250))
    effective_value: Mapped[str] = mapped_column(LongText)
    is_dirty: Mapped[SmallInt]
    exclusive_lock_guid: Mapped[str] = mapped_column(Varchar(32))
    exclusive_lock_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    exclusive_lock_expiry_time: Mapped[datetime | None]


class SysconfigDefaultVersion(Audited, Base):
    """An earlier form of it."""

    __tablename__ = "sysconfig_default_version"
    __table_args__ = (Index("scfv_sysconfig_default_id_name", "sysconfig_default_id", "name"),)

    id: Mapped[IntId]
    sysconfig_default_id: Mapped[int | None] = mapped_column(ForeignKey("sysconfig_default.id"))
    name: Mapped[str] = mapped_column(Varchar(250))
    description: Mapped[str] = mapped_column(LongText)
    navigation: Mapped[str] = mapped_column(Varchar(200))
    is_invisible: Mapped[SmallInt]
    is_readonly: Mapped[SmallInt]
    is_required: Mapped[SmallInt]
    is_valid: Mapped[SmallInt]
    has_configlevel: Mapped[SmallInt]
    user_modification_possible: Mapped[SmallInt]
    user_modification_active: Mapped[SmallInt]
    user_preferences_group: Mapped[str | None] = mapped_column(Varchar(250))
    xml_content_raw: Mapped[str] = mapped_column(LongText)
    xml_content_parsed: Mapped[str] = mapped_column(LongText)
    xml_filename: Mapped[str] = mapped_column(Varchar(250))
    effective_value: Mapped[str] = mapped_column(LongText)


class SysconfigModified(Audited, Base):
    """A changed setting, for all or for one user."""

    __tablename__ = "sysconfig_modified"
    __table_args__ = (UniqueConstraint("sysconfig_default_id", "user_id", name="sysconfig_modified_per_user"),)

    id: Mapped[IntId]
    sysconfig_default_id: Mapped[int] = mapped_column(ForeignKey("sysconfig_default.id"))
    name: Mapped[str] = mapped_column(Varchar(250))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    is_valid: Mapped[SmallInt]
    user_modification_active: Mapped[SmallInt]
    effective_value: Mapped[str] = mapped_column(LongText)
    is_dirty: Mapped[SmallInt]
    reset_to_default: Mapped[SmallInt]


class SysconfigModifiedVersion(Audited, Base):
    """An earlier form of it."""

    __tablename__ = "sysconfig_modified_version"

    id: Mapped[IntId]
    sysconfig_default_version_id: Mapped[int] = mapped_column(ForeignKey("sysconfig_default_version.id"))
    name: Mapped[str] = mapped_column(Varchar(250))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    is_valid: Mapped[SmallInt]
    user_modification_active: Mapped[SmallInt]
    effective_value: Mapped[str] = mapped_column(LongText)
    reset_to_default: Mapped[SmallInt]


class SysconfigDeploymentLock(Base):
    """Who deploys right now."""

    __tablename__ = "sysconfig_deployment_lock"

    id: Mapped[IntId]
    exclusive_lock_guid: Mapped[str | None] = mapped_column(Varchar(32))
    exclusive_lock_user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    exclusive_lock_expiry_time: Mapped[datetime | None]


class SysconfigDeployment(Created, Base):
    """A deployment; `effective_value` is the file OTRS wrote."""

    __tablename__ = "sysconfig_deployment"

    id: Mapped[IntId]
    comments: Mapped[str | None] = mapped_column(Varchar(250))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    effective_value: Mapped[str] = mapped_column(LongText)


class SystemData(Audited, Base):
    """A value the system keeps about itself."""

    __tablename__ = "system_data"

    data_key: Mapped[str] = mapped_column(Varchar(160), primary_key=True)
    data_value: Mapped[str | None] = mapped_column(LongText)


class SystemMaintenance(Audited, Base):
    """A maintenance period in epoch seconds."""

    __tablename__ = "system_maintenance"

    id: Mapped[IntId]
    start_date: Mapped[int]
    stop_date: Mapped[int]
    comments: Mapped[str] = mapped_column(Varchar(250))
    login_message: Mapped[str | None] = mapped_column(Varchar(250))
    show_login_message: Mapped[SmallInt | None]
    notify_message: Mapped[str | None] = mapped_column(Varchar(250))
    valid_id: Mapped[ValidId]
