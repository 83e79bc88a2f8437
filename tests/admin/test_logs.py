"""The log seen by administrators over the API."""

from __future__ import annotations

import httpx
import pytest

from gotrs_api.kernel.logging import recent_log
from gotrs_api.uow import Site

pytestmark = pytest.mark.backends("sqlite")
PATH = "/api/v1/admin/system/logs"
LOGINS = ("ann", "ben", "zoe-q")


@pytest.fixture(autouse=True)
def lines(site: Site) -> None:
    log = recent_log(site.settings)
    for second, (level, event) in enumerate(
        [("info", "mail.processed"), ("warning", "mail.fetch_failed"), ("error", "request.failed")]
    ):
        at = f"2026-03-02T09:30:0{second}.5Z"
        log.keep({"event": event, "level": level, "timestamp": at, "request_id": "r1", "login": LOGINS[second]})
    log.keep({"event": "twice", "level": "debug", "timestamp": "2026-03-02T09:30:02.5Z"})


async def events(client: httpx.AsyncClient, **asked: str | int) -> list[str]:
    answer = await client.get(PATH, params=asked)
    assert answer.status_code == 200, answer.text
    return [line["event"] for line in answer.json()["data"]]


@pytest.mark.principal("admin")
async def test_lines_are_searched_and_paged(client: httpx.AsyncClient) -> None:
    assert await events(client) == ["twice", "request.failed", "mail.fetch_failed", "mail.processed"]
    assert await events(client, level="warning") == ["request.failed", "mail.fetch_failed"]
    assert await events(client, event="mail.*") == ["mail.fetch_failed", "mail.processed"]
    assert await events(client, q="R1 Zoe-q") == ["request.failed"]
    assert await events(client, at_after="2026-03-02T09:30:02Z", level="info") == ["request.failed"]
    first = (await client.get(PATH, params={"limit": 3})).json()
    rest = (await client.get(first["links"]["next"])).json()
    assert [line["event"] for line in rest["data"]] == ["mail.processed"]
    one = (await client.get(f"{PATH}/{first['data'][1]['id']}")).json()
    assert (one["event"], one["details"], one["at"]) == (
        "request.failed",
        {"login": "zoe-q"},
        "2026-03-02T09:30:02.500000Z",
    )
    assert (await client.get(f"{PATH}/7")).status_code == 404
    assert (await client.get(PATH, params={"levels": "error"})).status_code == 422


@pytest.mark.principal("agent")
async def test_only_administrators_read_the_log(client: httpx.AsyncClient) -> None:
    assert (await client.get(PATH)).status_code == 403
