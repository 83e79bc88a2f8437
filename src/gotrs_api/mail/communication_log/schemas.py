"""The log as administrators see it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from gotrs_api.catalog.schemas import Out

LogDirection = Literal["Incoming", "Outgoing"]
LogStatus = Literal["Processing", "Successful", "Warning", "Failed"]


class CommunicationSummary(Out):
    """One message or connection. Of an adopted OTRS there may be several parts in one."""

    id: int
    transport: str
    direction: str
    status: str
    account_type: str | None = Field(description="IMAPS, pipe, http, SMTP, …")
    account_id: int | None = Field(description="The mail account; of `SMTP` the outgoing one.")
    started: datetime
    ended: datetime | None


class CommunicationEntry(Out):
    at: datetime
    priority: str
    key: str
    value: str


class CommunicationObject(Out):
    id: int
    type: str = Field(description="Connection or Message.")
    status: str
    started: datetime
    ended: datetime | None
    article_id: int | None
    ticket_id: int | None
    entries: tuple[CommunicationEntry, ...]


class CommunicationRead(CommunicationSummary):
    objects: tuple[CommunicationObject, ...]
