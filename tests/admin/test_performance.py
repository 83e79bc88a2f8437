"""The performance log: off until it is switched on, what it counts, how long, and how much of it."""

from __future__ import annotations

import httpx
import pytest

from gotrs_api.admin.performance import service
from gotrs_api.admin.performance.models import PerformanceEntry
from gotrs_api.admin.performance.recorder import PerformanceLog, Recorder, recorder_of
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.sysconfig import changing, settings
from gotrs_api.uow import Site, UnitOfWork
from tests.support.factories import Factories


@pytest.fixture
async def boss(factories: Factories) -> Principal:
    return await factories.principal(await factories.agent(login="boss", admin=True))


async def test_what_was_asked_for_is_summed_up_over_the_span(
    uow: UnitOfWork, boss: Principal, site: Site, clock: FakeClock
) -> None:
    recorder, log = recorder_of(site), PerformanceLog(site)
    recorder.add("/agent/tickets/1", "GET", "/agent/tickets/{ticket_id}", 0.3)
    recorder.add("/agent/tickets/2", "GET", "/agent/tickets/{ticket_id}", 0.1)
    recorder.add("/.env", "GET", "unmatched", 0.001)
    await log.write()
    clock.advance(minutes=10)
    recorder.add("/agent/tickets/2", "GET", "/agent/tickets/{ticket_id}", 0.2)
    await log.write()

    (tickets, _) = await service.read_log(uow, boss, 60)
    assert (tickets.area, tickets.route) == ("agent", "GET /agent/tickets/{ticket_id}")
    assert (tickets.requests, tickets.average_ms, tickets.min_ms, tickets.max_ms) == (3, 200, 100, 300)
    (lately,) = await service.read_log(uow, boss, 5)
    assert (lately.requests, lately.average_ms) == (1, 200)
    assert [row.route for row in await service.read_log(uow, boss, 60, "other")] == ["GET unmatched"]

    await service.empty(uow, boss)
    assert await service.read_log(uow, boss, 60) == []


@pytest.mark.principal("admin")
async def test_requests_count_while_the_setting_is_on(client: httpx.AsyncClient, site: Site, uow: UnitOfWork) -> None:
    log, address = PerformanceLog(site), "/api/v1/admin/performance-log"
    await log.look()
    await client.get("/api/v1/queues")
    await changing.put(uow, settings.PERFORMANCE_LOG, True)
    await uow.session.flush()
    await log.look()
    await client.get("/api/v1/queues")
    await changing.put(uow, settings.PERFORMANCE_LOG, False)
    await uow.session.flush()
    await log.look()

    rows = (await client.get(address, params={"minutes": 5})).json()["data"]
    assert [(row["route"], row["requests"]) for row in rows] == [("GET /api/v1/queues", 1)]
    assert (await client.delete(address)).status_code == 204
    assert (await client.get(address)).json()["data"] == []


async def test_the_log_is_bounded_in_time_and_size(uow: UnitOfWork, clock: FakeClock) -> None:
    def entry() -> PerformanceEntry:
        return PerformanceEntry(
            logged_at=clock.now(), area="api", route="GET /", requests=1, total_ms=1, min_ms=1, max_ms=1
        )

    old = entry()
    clock.advance(days=2, minutes=1)
    new = entry()
    uow.session.add_all([old, new])
    await uow.session.flush()
    new_id = new.id
    await service.prune(uow)
    uow.session.expunge_all()
    assert await uow.session.get(PerformanceEntry, new_id) is not None
    await changing.put(uow, settings.PERFORMANCE_LOG_MAX_MB, 0)
    await service.prune(uow)
    uow.session.expunge_all()
    assert await uow.session.get(PerformanceEntry, new_id) is None


def test_strangers_cannot_fill_the_memory(site: Site, clock: FakeClock) -> None:
    recorder = Recorder()
    for number in range(5_000):
        recorder.add("/x", "GET", f"/{number}", 0.0)
    assert len(list(recorder.taken(clock.now()))) == 2_000
