"""Entries of the audit log."""

from datetime import datetime
from typing import Any

from gotrs_api.identity.schemas.base import Output


class AuditRead(Output):
    id: int
    at: datetime
    actor_kind: str
    actor_id: str | None
    actor_name: str | None
    action: str
    object_type: str | None
    object_id: str | None
    address: str | None
    request_id: str | None
    details: dict[str, Any]
    hash: str


class AuditStats(Output):
    entries: int
    intact: bool
    broken_at: int | None
    reason: str
    actions: dict[str, int]
