"""Writing into the log, in the transaction that does what it tells.

Source: OTRS 6, Kernel/System/CommunicationLog.pm and CommunicationLog/DB.pm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, cast

from sqlalchemy import Table, insert
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.db.inserting import insert_many
from gotrs_api.mail.models import (
    CommunicationLog,
    CommunicationLogObject,
    CommunicationLogObjectEntry,
    CommunicationLogObjectLookup,
)

EMAIL: Final = "Email"
ARTICLE: Final = "Article"
_MAX_VALUE: Final = 2000
_LOGS, _OBJECTS, _ENTRIES, _LOOKUPS = (
    cast(Table, model.__table__)
    for model in (
        CommunicationLog,
        CommunicationLogObject,
        CommunicationLogObjectEntry,
        CommunicationLogObjectLookup,
    )
)


class Direction(StrEnum):
    INCOMING = "Incoming"
    OUTGOING = "Outgoing"


class Status(StrEnum):
    PROCESSING = "Processing"
    SUCCESSFUL = "Successful"
    WARNING = "Warning"
    FAILED = "Failed"


class Part(StrEnum):
    CONNECTION = "Connection"
    MESSAGE = "Message"


class Priority(StrEnum):
    DEBUG = "Debug"
    INFO = "Info"
    NOTICE = "Notice"
    WARNING = "Warning"
    ERROR = "Error"


@dataclass(frozen=True)
class Line:
    """One step: who says what. No secrets, no texts of mails."""

    key: str
    value: str
    priority: Priority = Priority.INFO


@dataclass(frozen=True, kw_only=True)
class Communication:
    """One message, or one connection to a server, that has ended. `account_id` None: no mailbox stands behind it."""

    direction: Direction
    status: Status
    part: Part
    started: datetime
    ended: datetime
    lines: Sequence[Line] = ()
    account_type: str | None = None
    account_id: int | None = None
    article_id: int | None = None


async def record_communications(session: AsyncSession, told: Sequence[Communication]) -> None:
    """Four statements at most, however many there are."""
    if not told:
        return
    log_ids = await insert_many(session, _LOGS, [_log_row(one) for one in told])
    objects = [
        {
            "communication_id": log_id,
            "object_type": one.part.value,
            "status": one.status.value,
            "start_time": one.started,
            "end_time": one.ended,
        }
        for log_id, one in zip(log_ids, told, strict=True)
    ]
    object_ids = await insert_many(session, _OBJECTS, objects)
    entries = [
        {
            "communication_log_object_id": object_id,
            "log_key": line.key[:200],
            "log_value": line.value[:_MAX_VALUE],
            "priority": line.priority.value,
            "create_time": one.ended,
        }
        for object_id, one in zip(object_ids, told, strict=True)
        for line in one.lines
    ]
    lookups = [
        {"communication_log_object_id": object_id, "object_type": ARTICLE, "object_id": one.article_id}
        for object_id, one in zip(object_ids, told, strict=True)
        if one.article_id is not None
    ]
    for table, rows in ((_ENTRIES, entries), (_LOOKUPS, lookups)):
        if rows:
            await session.execute(insert(table), rows)


def _log_row(one: Communication) -> dict[str, Any]:
    return {
        "transport": EMAIL,
        "direction": one.direction.value,
        "status": one.status.value,
        "account_type": one.account_type,
        "account_id": None if one.account_id is None else str(one.account_id),
        "start_time": one.started,
        "end_time": one.ended,
    }
