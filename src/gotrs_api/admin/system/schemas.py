"""The installation in figures and settings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from gotrs_api.admin.calendars.schemas import IdleCalendar
from gotrs_api.admin.maintenance.schemas import MaintenanceRead


class ProcessSetting(BaseModel):
    """A setting from the environment."""

    model_config = ConfigDict(frozen=True)

    name: str = Field(description="The environment variable.")
    value: Any = Field(description="Null for secrets; addresses come without user and password.")
    default: bool = Field(description="Whether it is as delivered.")
    secret: bool
    description: str


class SystemConfig(BaseModel):
    model_config = ConfigDict(frozen=True)

    version: str
    database: str = Field(description="The kind of database.")
    settings: list[ProcessSetting]


class Waiting(BaseModel):
    """Work that is not done."""

    model_config = ConfigDict(frozen=True)

    count: int
    oldest: datetime | None = Field(description="Since when the oldest waits.")


class SystemStats(BaseModel):
    model_config = ConfigDict(frozen=True)

    tickets: int
    articles: int
    agents: int = Field(description="Valid ones.")
    customer_users: int = Field(description="Valid ones.")
    sessions: int = Field(description="Of agents and customers, in browsers and web services.")
    jobs: dict[str, Waiting] = Field(description="By status, without those that are done.")
    mail_spool: dict[str, Waiting] = Field(description="Incoming mails that are in no ticket yet.")
    mail_queue: Waiting = Field(description="Outgoing mails that have not left.")
    webhook_deliveries: dict[str, Waiting]
    idle_calendars: list[IdleCalendar] = Field(description="Working calendars by which tickets never escalate.")


class SystemMaintenance(BaseModel):
    """What runs now, and what begins soon. Periods are planned at `/system-maintenance`."""

    model_config = ConfigDict(frozen=True)

    active: MaintenanceRead | None
    coming: MaintenanceRead | None
    notification: str = Field(description="What every page says now.")
