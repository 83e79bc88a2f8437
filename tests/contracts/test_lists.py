"""Every list keeps the conventions: names that it does not know are refused, and so are cursors that it did not make."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from gotrs_api.edge.spec import document
from gotrs_api.kernel.paging import encode_cursor
from gotrs_api.kernel.settings import Settings
from tests.support.clients import SharedApp

pytestmark = [pytest.mark.backends("sqlite"), pytest.mark.principal("admin")]
CURSORS: tuple[tuple[str, list[Any]], ...] = (
    ("-id", [[1]]),
    ("-id", [2**62]),
    ("login", [5, 6]),
    ("-changed", [10**18, 1]),
)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Asked more often than anybody would."""
    return settings.model_copy(update={"requests_per_minute": 100_000})


def lists(shared_app: SharedApp) -> dict[str, set[str]]:
    """Addresses of lists that stand alone, with the names of their parameters."""
    found = {}
    for path, item in document(shared_app.app(web=False))["paths"].items():
        names = {one["name"] for one in item.get("get", {}).get("parameters", ()) if one["in"] == "query"}
        if "after" in names and "{" not in path:
            found[path] = names
    assert len(found) > 30
    return found


async def test_what_a_list_does_not_know_is_refused(client: httpx.AsyncClient, shared_app: SharedApp) -> None:
    accepted = []
    for path, names in lists(shared_app).items():
        asked = [{"no_such_filter": "1"}, {"limit": "0"}, {"fields": "no_such_member"}]
        asked += [{"sort": "no_such_order"}] if "sort" in names else []
        for query in asked:
            answer = await client.get(path, params=query)
            if answer.status_code != 422 or answer.json()["code"] != "invalid":
                accepted.append((path, query, answer.status_code))
    assert accepted == []


async def test_cursors_of_strangers_are_refused(client: httpx.AsyncClient, shared_app: SharedApp) -> None:
    failed = []
    for path in lists(shared_app):
        for sort, values in CURSORS:
            answer = await client.get(path, params={"after": encode_cursor(sort, values)})
            if answer.status_code not in (200, 422):
                failed.append((path, sort, values, answer.status_code))
    assert failed == []


async def test_fields_trim_lists_that_page_by_parameters(client: httpx.AsyncClient) -> None:
    rows = (await client.get("/api/v1/admin/audit/logs", params={"fields": "id,action"})).json()
    assert all(set(row) == {"id", "action"} for row in rows["data"])
    assert set(rows) == {"data", "meta", "links"}
