"""Running one SELECT that an administrator wrote: audited before it runs, checked, bounded. For MCP and the SQL box."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from pydantic import JsonValue

from gotrs_api.db.read_only import Bounds, SelectFailed, select_bounded
from gotrs_api.identity import audit
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import FieldError
from gotrs_api.mcp.errors import StatementFailed
from gotrs_api.mcp.sql.guard import checked
from gotrs_api.uow import Site

BOUNDS: Final = Bounds(rows=500, size_bytes=512 * 1024, seconds=5)
_AUDITED_CHARACTERS: Final = 4_000


@dataclass(frozen=True)
class Answer:
    """`truncated`: there are more rows than the limits on rows and bytes let through."""

    columns: list[str]
    rows: list[list[JsonValue]]
    truncated: bool


async def run_select(
    site: Site, principal: Principal, query: str, arguments: Sequence[Any] = (), *, audited_as: str
) -> Answer:
    """The audit log has every try, written before it runs. Raises Forbidden, StatementRefused, StatementFailed."""
    principal.require_admin()
    async with site.uow(acting_id=principal.user_id) as uow:
        details = {"query": query[:_AUDITED_CHARACTERS], "arguments": len(arguments)}
        await audit.record(uow, principal, audited_as, "database", None, details)
    pieces = checked(query, site.database.dialect_name, len(arguments))
    try:
        selected = await select_bounded(site.database, pieces, arguments, BOUNDS)
    except SelectFailed as failed:
        raise StatementFailed(errors=[FieldError("/query", "failed", str(failed))]) from None
    rows = [[_plain(value) for value in row] for row in selected.rows]
    return Answer(columns=list(selected.columns), rows=rows, truncated=selected.truncated)


def _plain(value: Any) -> JsonValue:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case Decimal():
            return float(value)
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case bytes() | bytearray() | memoryview():
            return base64.b64encode(bytes(value)).decode()
    return str(value)
