"""Statistics count what the caller may see, in spans of time; reports count everything, for administrators."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest

from gotrs_api.identity.models import User
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.queues.models import Queue
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketClose, TicketCreate
from gotrs_api.uow import UnitOfWork
from tests.support.factories import Factories

V1 = "/api/v1"


class Desk:
    """Two queues: one that the agent may work in, one that only the other agent may see."""

    def __init__(self, uow: UnitOfWork, factories: Factories, clock: FakeClock) -> None:
        self.uow, self.factories, self.clock = uow, factories, clock

    async def furnish(self) -> None:
        self.seen, self.hidden = await self.factories.queue("Seen"), await self.factories.queue("Hidden")
        self.agent = await self.factories.agent("ann", rights={self.seen: "rw"})
        self.other = await self.factories.agent("bob", rights={self.seen: "rw", self.hidden: "rw"})

    async def ticket(self, queue: Queue, agent: User, *, customer_id: str = "", close_after_h: int = 0) -> int:
        principal = await self.factories.principal(agent)
        article = {"subject": "S", "body": "B", "channel": "phone", "sender_type": "customer"}
        command = {"title": "T", "queue_id": queue.id, "owner_id": agent.id, "article": article}
        if customer_id:
            command |= {"customer_id": customer_id}
        ticket = await tickets.create_ticket(self.uow, principal, TicketCreate.model_validate(command))
        if close_after_h:
            self.clock.advance(hours=close_after_h)
            await tickets.close_ticket(self.uow, principal, ticket.id, TicketClose())
        await self.uow.session.flush()
        return ticket.id


@pytest.fixture
async def desk(uow: UnitOfWork, factories: Factories, clock: FakeClock) -> Desk:
    desk = Desk(uow, factories, clock)
    await desk.furnish()
    return desk


async def get(client: httpx.AsyncClient, desk: Desk, who: User, path: str, **query: Any) -> Any:
    response = await client.get(f"{V1}{path}", params=query, headers=await desk.factories.bearer(who))
    assert response.status_code == 200, response.text
    return response.json()


async def test_the_dashboard_counts_what_one_may_see(client: httpx.AsyncClient, desk: Desk) -> None:
    await desk.ticket(desk.seen, desk.agent)
    await desk.ticket(desk.seen, desk.other, close_after_h=2)
    await desk.ticket(desk.hidden, desk.other)
    ann = await get(client, desk, desk.agent, "/dashboard/stats")
    assert ann == {
        "open": 1, "new": 1, "pending_reached": 0, "escalated": 0, "unlocked": 1, "mine": 1,
        "created_today": 2, "closed_today": 1,
    }  # fmt: skip
    assert (await get(client, desk, desk.other, "/dashboard/stats"))["open"] == 2
    by_status = (await get(client, desk, desk.agent, "/dashboard/charts/tickets-by-status"))["data"]
    assert {row["name"]: row["count"] for row in by_status} == {"new": 1, "closed successful": 1}
    (by_priority,) = (await get(client, desk, desk.agent, "/dashboard/charts/tickets-by-priority"))["data"]
    assert (by_priority["name"], by_priority["count"]) == ("3 normal", 2)
    mine = (await get(client, desk, desk.agent, "/dashboard/my-tickets"))["data"]
    assert [row["owner"]["login"] for row in mine] == ["ann"]
    activity = (await get(client, desk, desk.agent, "/dashboard/activity", limit=100))["data"]
    assert {row["agent"]["login"] for row in activity} == {"ann", "bob"}
    assert activity[0]["id"] > activity[-1]["id"]
    everything = (await get(client, desk, desk.other, "/dashboard/activity", limit=100))["data"]
    assert len(everything) > len(activity)


async def test_days_weeks_and_months(client: httpx.AsyncClient, desk: Desk) -> None:
    await desk.ticket(desk.seen, desk.agent)
    desk.clock.advance(hours=24)
    await desk.ticket(desk.seen, desk.agent, close_after_h=1)
    rows = (await get(client, desk, desk.agent, "/dashboard/charts/tickets-over-time", days=3))["data"]
    today = desk.clock.now().date()
    assert rows == [
        {"day": str(today - timedelta(days=2)), "created": 0, "closed": 0},
        {"day": str(today - timedelta(days=1)), "created": 1, "closed": 0},
        {"day": str(today), "created": 1, "closed": 1},
    ]
    weeks = (await get(client, desk, desk.agent, "/statistics/trends", days=3, period="week"))["data"]
    assert weeks[-1] == {"begin": "2026-03-02", "created": 2, "closed": 1}
    months = (await get(client, desk, desk.agent, "/statistics/trends", days=3, period="month"))["data"]
    assert months == [{"begin": "2026-03-01", "created": 2, "closed": 1}]
    assert (
        await client.get(f"{V1}/statistics/trends?days=0", headers=await desk.factories.bearer(desk.agent))
    ).status_code == 422


async def test_agents_queues_and_customers(client: httpx.AsyncClient, desk: Desk) -> None:
    await desk.ticket(desk.seen, desk.agent, customer_id="acme", close_after_h=4)
    await desk.ticket(desk.seen, desk.agent, customer_id="acme")
    await desk.ticket(desk.seen, desk.other, customer_id="globex")
    await desk.ticket(desk.hidden, desk.other, customer_id="secret")
    rows = (await get(client, desk, desk.agent, "/statistics/agents"))["data"]
    figures = {row["agent"]["login"]: (row["open"], row["closed"]) for row in rows}
    assert (figures["ann"], figures["bob"]) == ((1, 1), (1, 0))
    (queue,) = (await get(client, desk, desk.agent, "/statistics/queues"))["data"]
    assert queue == {"queue": {"id": desk.seen.id, "name": "Seen"}, "open": 2, "created": 3, "closed": 1}
    customers = (await get(client, desk, desk.agent, "/statistics/customers"))["data"]
    assert customers == [{"customer_id": "acme", "created": 2}, {"customer_id": "globex", "created": 1}]
    analytics = await get(client, desk, desk.agent, "/statistics/analytics")
    assert (analytics["created_by_weekday"][0], sum(analytics["created_by_hour"])) == (3, 3)
    assert analytics["solution"] == {
        "tickets": 1, "average_s": 14400, "median_s": 14400, "ninetieth_percentile_s": 14400,
    }  # fmt: skip
    overview = await get(client, desk, desk.agent, "/statistics/dashboard")
    assert (overview["overview"]["open"], len(overview["recent"])) == (2, 7)
    exported = await client.get(
        f"{V1}/statistics/export?type=customers", headers=await desk.factories.bearer(desk.agent)
    )
    assert exported.text == "\ufeffcustomer_id,created\r\nacme,2\r\nglobex,1\r\n"
    book = await client.get(
        f"{V1}/statistics/export?type=queues&format=xlsx", headers=await desk.factories.bearer(desk.agent)
    )
    assert book.content.startswith(b"PK")


async def test_ones_own_figures_and_those_of_a_queue(client: httpx.AsyncClient, desk: Desk) -> None:
    await desk.ticket(desk.seen, desk.agent, close_after_h=3)
    await desk.ticket(desk.seen, desk.agent)
    await desk.ticket(desk.seen, desk.other)
    performance = await get(client, desk, desk.agent, "/agent/stats/my-performance")
    assert (performance["closed"], performance["solution"]["average_s"]) == (1, 10800)
    workload = await get(client, desk, desk.agent, "/agent/stats/workload")
    assert (workload["open"], workload["new"], workload["desk_average"]) == (1, 1, 1.0)
    assert (await get(client, desk, desk.agent, "/agent/stats/response-times"))["tickets"] == 0
    queue = await get(client, desk, desk.agent, f"/queues/{desk.seen.id}/stats")
    assert (queue["open"], queue["created"], queue["closed"]) == (2, 3, 1)
    headers = await desk.factories.bearer(desk.agent)
    assert (await client.get(f"{V1}/queues/{desk.hidden.id}/stats", headers=headers)).status_code == 404
    assert (await client.get(f"{V1}/slas/4711/metrics", headers=headers)).status_code == 404


async def test_reports_count_everything(client: httpx.AsyncClient, desk: Desk) -> None:
    await desk.ticket(desk.hidden, desk.other, close_after_h=1)
    admin = await desk.factories.agent("root", admin=True)
    report = await get(client, desk, admin, "/admin/reports/tickets")
    assert (report["closed"], report["by_queue"][0]["queue"]["name"]) == (1, "Hidden")
    users = await get(client, desk, admin, "/admin/reports/users")
    assert users["agents_valid"] >= 3
    assert set((await get(client, desk, admin, "/admin/reports/sla"))["without_sla"]) == {
        "first_response", "update", "solution",
    }  # fmt: skip
    assert (await get(client, desk, admin, "/admin/reports/performance"))["analytics"]["solution"]["tickets"] == 1
    for name in ("tickets", "queues", "users", "sla"):
        path = f"{V1}/admin/reports/export?report={name}"
        assert (await client.get(path, headers=await desk.factories.bearer(admin))).status_code == 200
        assert (await client.get(path, headers=await desk.factories.bearer(desk.agent))).status_code == 403
