"""What happened to a ticket since somebody read it, for a change that is based on an outdated version."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import FieldError
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets.history_format import parse_history_name
from gotrs_api.tickets.history_texts import readable
from gotrs_api.tickets.history_types import HistoryType
from gotrs_api.tickets.repository import history as repository
from gotrs_api.uow import ReadUow

MOST: Final = 50
_TAG: Final = re.compile(r'"([0-9]{1,19})-[0-9]{1,19}-([0-9]{1,12})"')
_MEMBERS: Final[dict[str, str]] = {
    HistoryType.ARCHIVE_FLAG_UPDATE: "/archived",
    HistoryType.CUSTOMER_UPDATE: "/customer_user",
    HistoryType.LOCK: "/lock",
    HistoryType.MOVE: "/queue",
    HistoryType.OWNER_UPDATE: "/owner",
    HistoryType.PRIORITY_UPDATE: "/priority",
    HistoryType.RESPONSIBLE_UPDATE: "/responsible",
    HistoryType.SERVICE_UPDATE: "/service",
    HistoryType.SET_PENDING_TIME: "/pending_until",
    HistoryType.SLA_UPDATE: "/sla",
    HistoryType.STATE_UPDATE: "/state",
    HistoryType.TITLE_UPDATE: "/title",
    HistoryType.TYPE_UPDATE: "/type",
    HistoryType.UNLOCK: "/lock",
}


async def changes_since(
    uow: ReadUow, principal: Principal, ticket_id: TicketId, if_match: str
) -> tuple[FieldError, ...]:
    """History since the version that the tag names, oldest first, each row by the member that it changed. Agents only.

    Tags have whole seconds: rows of the same second are reported only if there is none later.
    """
    read_at = max((int(tag[2]) for tag in _TAG.finditer(if_match) if int(tag[1]) == ticket_id), default=None)
    if read_at is None or not principal.is_agent:
        return ()
    rows = [(int(row.create_time.timestamp()), row) for row in await repository.entries(uow.session, ticket_id)]
    later = [row for at, row in rows if at > read_at] or [row for at, row in rows if at == read_at]
    return tuple(
        FieldError(
            _member(row.type, row.name),
            "changed",
            f"{readable(row.type, row.name)} ({row.author_login}, {_shown(row.create_time)})",
        )
        for row in later[-MOST:]
    )


def _member(history_type: str, name: str) -> str:
    values = parse_history_name(name) or ()
    if history_type == HistoryType.TICKET_DYNAMIC_FIELD_UPDATE and len(values) > 1:
        return f"/dynamic_fields/{values[1]}"
    return _MEMBERS.get(history_type, "")


def _shown(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
