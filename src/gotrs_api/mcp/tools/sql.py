"""`execute_sql`, for administrators: one SELECT over tables without secrets."""

from __future__ import annotations

import base64
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from pydantic import Field, JsonValue

from gotrs_api.db.read_only import Bounds, SelectFailed, select_bounded
from gotrs_api.identity import audit
from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.rules import AGENTS, Rule
from gotrs_api.identity.scopes import Scope
from gotrs_api.kernel.errors import FieldError
from gotrs_api.mcp.desk import Desk
from gotrs_api.mcp.errors import StatementFailed
from gotrs_api.mcp.sql.guard import MOST_CHARACTERS, checked
from gotrs_api.mcp.tools.base import Given, Told, Tool

BOUNDS: Final = Bounds(rows=500, size_bytes=512 * 1024, seconds=5)
_AUDITED_CHARACTERS: Final = 4_000
Argument = str | int | float | bool | None


class ExecuteSql(Given):
    query: str = Field(min_length=1, max_length=MOST_CHARACTERS, description="One SELECT; `?` stands for an argument.")
    args: list[Argument] = Field(default_factory=list, max_length=100)


class SqlRows(Told):
    """`truncated`: there are more rows than the limits on rows and bytes let through."""

    columns: list[str]
    rows: list[list[JsonValue]]
    truncated: bool


async def execute_sql(desk: Desk, given: ExecuteSql) -> SqlRows:
    """The audit log has every try, written before it runs. Raises Forbidden, StatementRefused, StatementFailed."""
    desk.principal.require_admin()
    database = desk.site.database
    async with desk.writing() as uow:
        details = {"query": given.query[:_AUDITED_CHARACTERS], "arguments": len(given.args)}
        await audit.record(uow, desk.principal, "mcp.execute_sql", "database", None, details)
    pieces = checked(given.query, database.dialect_name, len(given.args))
    try:
        selected = await select_bounded(database, pieces, given.args, BOUNDS)
    except SelectFailed as failed:
        raise StatementFailed(errors=[FieldError("/query", "failed", str(failed))]) from None
    rows = [[_plain(value) for value in row] for row in selected.rows]
    return SqlRows(columns=list(selected.columns), rows=rows, truncated=selected.truncated)


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


EXECUTE_SQL = Tool(
    name="execute_sql",
    title="Query the database",
    description=(
        "Run one SELECT over OTRS's tables (ticket, article, queue, users, …), with ? for each of args. Read-only, "
        f"at most {BOUNDS.rows} rows and {BOUNDS.seconds:g} seconds; for members of the admin group. Audited."
    ),
    rule=Rule(AGENTS, Scope.ADMIN, ADMIN_GROUP),
    parameters=ExecuteSql,
    result=SqlRows,
    run=execute_sql,
)
