"""Working calendars from their boxes to the tickets that count by them."""

from __future__ import annotations

import httpx
import pytest
from sqlalchemy import select

from gotrs_api.tickets.models import Ticket
from gotrs_api.uow import Site
from tests.support.factories import PASSWORD, Factories
from tests.support.jobs import drain
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")


@pytest.fixture(autouse=True)
async def signed_in(factories: Factories, web: WebBrowser) -> None:
    await factories.agent("mira", password=PASSWORD, admin=True)
    await web.sign_in("mira")


async def test_a_numbered_calendar_is_named_and_set(web: WebBrowser) -> None:
    await web.get("/admin/calendars/3")
    week = {f"hours-{day}": [] for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
    await web.send(
        "/admin/calendars/3",
        {
            "name": "Night shift",
            "time_zone": "Europe/Oslo",
            "week_start": "0",
            **week,
            "hours-Sat": ["22", "23"],
            "vacation_days": "05-17 Constitution Day\r\n\r\n12-25 Christmas",
            "vacation_dates": "2027-05-14 Bridge day",
        },
    )
    page = await web.follow()
    assert [box.get("name") for box in page.all("[data-grid] input[checked]")] == ["hours-Sat", "hours-Sat"]
    assert page.all("[data-grid] th")[0].text_content() == "Sunday"
    assert page.one("#f-vacation_days").text_content().strip() == "05-17 Constitution Day\n12-25 Christmas"
    assert page.one("#f-vacation_dates").text_content().strip() == "2027-05-14 Bridge day"
    told = page.texts(".events li li")
    assert {"Time zone: UTC → Europe/Oslo", "Name: – → Night shift"} <= set(told), told
    assert any(one.startswith("Sat: ") and one.endswith("→ 22, 23") for one in told), told
    assert "Queues" in (await web.get("/admin/calendars/0")).text.partition("Used by")[2]
    assert (await web.get("/admin/calendars")).has("Night shift")
    assert "Night shift" in (await web.get("/admin/queues/1")).texts("#f-calendar option")
    assert (await web.get("/admin/settings/TimeWorkingHours%3A%3ACalendar3")).has("22")


@pytest.mark.parametrize(("field", "typed"), [("vacation_days", "02-30 Never"), ("vacation_dates", "soon")])
async def test_what_is_no_day_is_said_at_its_field(web: WebBrowser, field: str, typed: str) -> None:
    await web.get("/admin/calendars/1")
    page = await web.send("/admin/calendars/1", {field: typed})
    assert page.status == 422
    assert page.all(f"#f-{field}-error")
    assert page.one(f"#f-{field}").text_content().strip() == typed


async def test_hours_that_are_none_are_refused(web: WebBrowser) -> None:
    await web.get("/admin/calendars/0")
    page = await web.send("/admin/calendars/0", {"hours-Mon": ["9", "noon", "24"]})
    assert page.status == 422
    assert [box.get("value") for box in page.all("[name=hours-Mon][checked]")] == ["9"]


async def test_open_tickets_count_by_the_new_hours(web: WebBrowser, factories: Factories, site: Site) -> None:
    queue = await factories.queue("Network")
    queue.solution_time = 60
    ticket = await factories.ticket(queue=queue)

    async def due() -> int:
        async with site.read() as read:
            query = select(Ticket.escalation_solution_time).where(Ticket.id == ticket.id)
            return (await read.session.execute(query)).scalar_one()

    await web.get("/admin/calendars/0")
    always = [str(hour) for hour in range(24)]
    week = {f"hours-{day}": always for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
    await web.send("/admin/calendars/0", {**week, "vacation_days": "", "vacation_dates": ""})
    assert "tickets.rebuild_escalation" in await drain(site)
    assert await due() == int(ticket.create_time.timestamp()) + 3600


@pytest.mark.backends("sqlite")
@pytest.mark.principal("admin")
@pytest.mark.parametrize(
    ("name", "value", "rebuilds"),
    [
        ("TimeWorkingHours", {"Mon": [9]}, True),
        ("TimeVacationDays::Calendar3", [{"month": "5", "day": "17", "name": "Constitution Day"}], True),
        ("TimeVacationDaysOneTime", [{"year": "2027", "month": "5", "day": "14", "name": "Bridge day"}], True),
        ("TimeZone::Calendar3", "Europe/Oslo", True),
        ("Ticket::Hook", "Case#", False),
    ],
)
async def test_working_time_that_is_changed_as_a_setting_counts_for_open_tickets_as_well(
    client: httpx.AsyncClient, site: Site, name: str, value: object, rebuilds: bool
) -> None:
    answers = [await client.put(f"/api/v1/sysconfig/{name}", json={"value": value}) for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 200]
    assert (await drain(site)).count("tickets.rebuild_escalation") == rebuilds
    await client.put(f"/api/v1/sysconfig/{name}", json={"value": value})
    assert "tickets.rebuild_escalation" not in await drain(site)  # nothing is new
    assert (await client.delete(f"/api/v1/sysconfig/{name}")).is_success
    assert (await drain(site)).count("tickets.rebuild_escalation") == rebuilds


async def test_a_calendar_without_working_hours_is_warned_of_wherever_it_matters(
    web: WebBrowser, factories: Factories
) -> None:
    never = "never escalate"
    queue = await factories.existing_queue("Raw")
    no_hours: str | list[str] = []
    weekdays: dict[str, str | list[str]] = {
        f"hours-{day}": ["9"] for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    }
    for hours, first_response, idle, timed in (
        (weekdays, "60", False, False),
        (dict.fromkeys(weekdays, no_hours), "60", True, True),
        (dict.fromkeys(weekdays, no_hours), "0", True, False),
    ):
        await web.get("/admin/calendars/0")
        await web.send("/admin/calendars/0", hours)
        assert bool((await web.get("/admin/calendars/0")).texts("form .notice--warn")) is idle
        await web.get(f"/admin/queues/{queue.id}")
        await web.send(f"/admin/queues/{queue.id}", {"first_response_time": first_response})
        told = (await web.get(f"/admin/queues/{queue.id}")).texts("form .notice--warn")
        assert any(never in one for one in told) is timed
        told = (await web.get("/admin/system")).texts(".notice--warn")
        assert any("Raw" in one for one in told) is timed
