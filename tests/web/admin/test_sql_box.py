"""The SQL box on each database: one SELECT, shown or refused, never more than its bounds, every try in the audit log."""

from __future__ import annotations

from collections.abc import AsyncIterator

import orjson
import pytest
from sqlalchemy import func, select

from gotrs_api.catalog.models import TicketState
from gotrs_api.db.read_only import Bounds
from gotrs_api.identity.models import AuditEntry
from gotrs_api.mcp.sql import running
from gotrs_api.uow import Site
from gotrs_web.admin import sql_box
from tests.support.clients import SharedApp, open_client
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser, WebPage

PAGE = "/admin/sql"
HARMFUL = (
    "no",
    "DELETE FROM ticket_state",
    "SELECT 1; DELETE FROM ticket_state",
    "SELECT 1; COMMIT; DELETE FROM ticket_state; --",
    "WITH gone AS (DELETE FROM ticket_state RETURNING id) SELECT * FROM gone",
    "/*!50000 DELETE FROM ticket_state */",
    "SELECT * INTO stolen FROM ticket_state",
    "SELECT id FROM ticket_state FOR UPDATE",
    "SELECT pg_sleep(60)",
    "SELECT SLEEP(60)",
    "SELECT BENCHMARK(1000000000, MD5('x'))",
    "SELECT load_file('/etc/passwd')",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT load_extension('x')",
    "SELECT set_config('transaction_read_only', 'off', false)",
    "SELECT * FROM pg_shadow",
    "SELECT * FROM mysql.user",
    "SELECT * FROM sqlite_master",
    "SELECT * FROM information_schema.columns",
    "SELECT pw FROM users",
    "SELECT * FROM gotrs_session",
    "SELECT login FROM (SELECT pw AS login FROM users) x",
    "SELECT id FROM users WHERE pw LIKE 'a%'",
    "SELECT id FROM users ORDER BY pw",
)


@pytest.fixture
async def web(committed_site: Site, shared_app: SharedApp) -> AsyncIterator[WebBrowser]:
    """An administrator's; what the box runs has a connection of its own, so that commits must be real."""
    async with committed_site.uow() as uow:
        await Factories(uow).agent("mira", password=PASSWORD, admin=True)
    shared_app.site = committed_site
    async with open_client(shared_app.app(web=True)) as client:
        browser = WebBrowser(client)
        await browser.sign_in("mira")
        yield browser
    shared_app.site = None


async def run(web: WebBrowser, query: str, **more: str) -> WebPage:
    await web.get(PAGE)
    return await web.send(PAGE, {"query": query, **more})


async def test_one_select_is_run_shown_and_audited(web: WebBrowser) -> None:
    query = "SELECT name FROM ticket_state WHERE id = 4"
    assert (await run(web, query)).texts("tbody bdi") == ["open"]
    file = await run(web, query, csv="1")
    assert file.response.content.decode("utf-8-sig").split() == ["name", "open"]
    assert (await web.get("/admin/audit-log?action=sql_box.select")).has("SQL query run in the SQL box")
    assert "NULL" in (await run(web, "SELECT name FROM ticket_state UNION SELECT NULL")).texts("td.muted bdi")
    assert (await run(web, "SELECT name FROM ticket_state WHERE id = -1")).has("Nothing fits what was asked for.")
    page = await run(web, "SELECT nosuch FROM ticket_state")
    assert page.status == 422
    assert page.has("nosuch"), "in the database's own words"


async def test_secrets_are_no_column_of_a_table(web: WebBrowser) -> None:
    page = await run(web, "SELECT u.* FROM users u")
    columns = page.texts("thead th")
    assert "login" in columns
    assert "pw" not in columns
    assert not page.has("$argon2")


async def test_what_may_do_harm_is_refused_shown_again_and_in_the_audit_log(
    web: WebBrowser, committed_site: Site
) -> None:
    async with committed_site.read() as read:
        states = await read.session.scalar(select(func.count()).select_from(TicketState))
    for query in HARMFUL:
        page = await run(web, query)
        assert page.status == 422, query
        assert page.all("#f-query-error"), query
        assert (page.one("#f-query").text_content() or "").strip() == query
    async with committed_site.read() as read:
        assert await read.session.scalar(select(func.count()).select_from(TicketState)) == states
        tries = select(AuditEntry.details).where(AuditEntry.action == sql_box.AUDITED_AS)
        logged = [orjson.loads(details)["query"] for details in await read.session.scalars(tries)]
    assert set(HARMFUL) <= set(logged)


async def test_rows_and_time_are_bounded(web: WebBrowser, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (running, sql_box):
        monkeypatch.setattr(module, "BOUNDS", Bounds(rows=3, size_bytes=10_000, seconds=1))
    page = await run(web, "SELECT name FROM ticket_state ORDER BY id")
    assert len(page.all("tbody tr")) == 3
    assert page.has("There are more rows than 3")
    endless = ", ".join(f"ticket_history_type t{number}" for number in range(8))
    page = await run(web, f"SELECT COUNT(*) FROM {endless}")  # noqa: S608
    assert page.status == 422
    assert page.has("longer than")
    assert (await run(web, "SELECT name FROM ticket_state WHERE id = 4")).texts("tbody bdi") == ["open"]
