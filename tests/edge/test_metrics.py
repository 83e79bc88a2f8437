"""What monitoring reads, and who may read it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from pydantic import SecretStr

from gotrs_api.jobs import store
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.mail.inbound.spool import accept
from gotrs_api.uow import Site
from tests.support.clients import SharedApp

ELSEWHERE = ("203.0.113.9", 50_000)


@pytest.fixture
async def stranger(client: httpx.AsyncClient, shared_app: SharedApp) -> AsyncIterator[httpx.AsyncClient]:
    """The same desk, called from another machine."""
    transport = httpx.ASGITransport(app=shared_app.app(web=False), client=ELSEWHERE)
    async with httpx.AsyncClient(transport=transport, base_url="http://desk.example") as calling:
        yield calling


async def test_what_waits_is_counted_with_its_age(client: httpx.AsyncClient, site: Site, clock: FakeClock) -> None:
    await accept(site, b"From: a@b.example\nSubject: Hello\n\nText", "http")
    clock.advance(seconds=90)
    answer = await client.get("/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = answer.text.splitlines()
    assert 'gotrs_mail_spool{state="received"} 1' in lines
    assert 'gotrs_mail_spool_oldest_age_seconds{state="received"} 90.0' in lines
    assert f'gotrs_jobs{{state="{store.PENDING}"}} 1' in lines
    assert 'gotrs_jobs_oldest_age_seconds{state="dead"} 0' in lines
    assert 'gotrs_webhook_deliveries{state="pending"} 0' in lines
    assert 'gotrs_mail_queue{state="waiting"} 0' in lines
    assert any(line.startswith("gotrs_db_connections_in_use ") for line in lines)


def _count(text: str, start: str) -> int:
    return next((int(line.rpartition(" ")[2]) for line in text.splitlines() if line.startswith(start)), 0)


@pytest.mark.backends("sqlite")
async def test_requests_are_counted_by_route_not_by_address(client: httpx.AsyncClient) -> None:
    labels = '{method="GET",route="/api/v1/tickets/{ticket_id}",status="401"'
    total, slowest = (
        f"gotrs_http_requests_total{labels}",
        f'gotrs_http_request_duration_seconds_bucket{labels},le="+Inf"',
    )
    before = (await client.get("/metrics")).text
    for number in (1, 2):
        await client.get(f"/api/v1/tickets/{number}")
    await client.request("BREW", "/api/v1/no-such-thing")
    after = (await client.get("/metrics")).text
    assert _count(after, total) == _count(before, total) + 2
    assert _count(after, slowest) == _count(after, total)
    assert "no-such-thing" not in after
    assert "BREW" not in after


@pytest.mark.backends("sqlite")
async def test_strangers_get_no_numbers(stranger: httpx.AsyncClient, client: httpx.AsyncClient) -> None:
    assert (await stranger.get("/metrics")).status_code == 403
    empty = await stranger.get("/metrics", headers={"Authorization": "Bearer "})
    assert empty.status_code == 403, "no token is configured, so none opens"
    through_proxy = await client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"})
    assert through_proxy.status_code == 403
    parts = (await stranger.get("/health/detailed")).json()["parts"]
    assert parts["database"] == {"status": "ok"}
    assert set(parts["mail_fetching"]) == {"status"}


@pytest.mark.backends("sqlite")
async def test_the_token_opens(stranger: httpx.AsyncClient, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "settings", site.settings.model_copy(update={"metrics_token": SecretStr("s3cret")}))
    assert (await stranger.get("/metrics", headers={"Authorization": "Bearer s3cre"})).status_code == 403
    assert (await stranger.get("/metrics", headers={"Authorization": "Bearer s3cret"})).status_code == 200
