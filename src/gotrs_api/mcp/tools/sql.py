"""`execute_sql`, for administrators: one SELECT over tables without secrets."""

from __future__ import annotations

from pydantic import Field, JsonValue

from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.rules import AGENTS, Rule
from gotrs_api.identity.scopes import Scope
from gotrs_api.mcp.desk import Desk
from gotrs_api.mcp.sql.guard import MOST_CHARACTERS
from gotrs_api.mcp.sql.running import BOUNDS, run_select
from gotrs_api.mcp.tools.base import Given, Told, Tool

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
    found = await run_select(desk.site, desk.principal, given.query, given.args, audited_as="mcp.execute_sql")
    return SqlRows(columns=found.columns, rows=found.rows, truncated=found.truncated)


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
