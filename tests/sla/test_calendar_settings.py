"""What each setting of each numbered calendar does: it decides when a ticket of its queue is late."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from gotrs_api.admin.calendars.service import read_calendar_settings
from gotrs_api.identity.principal import Principal
from gotrs_api.sla.working_calendars import list_calendars
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketCreate
from gotrs_api.uow import UnitOfWork
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")
NUMBERS = range(1, 10)
TUESDAYS = {"Mon": [], "Tue": [9, 10, 11], "Wed": [], "Thu": [], "Fri": [], "Sat": [], "Sun": []}


@pytest.mark.parametrize("number", NUMBERS)
async def test_hours_free_days_and_zone_decide_when_a_ticket_is_late(
    uow: UnitOfWork, factories: Factories, number: int
) -> None:
    """From Monday, 2 March 2026: of the next three Tuesdays two are free."""
    yearly = [{"month": "3", "day": "3", "name": "Spring"}]
    single = [{"year": "2026", "month": "3", "day": "10", "name": "Moving house"}]
    await factories.setting(settings.CALENDAR_NAMES[number], f"Tuesdays {number}")
    await factories.setting(settings.CALENDAR_ZONES[number], "Europe/Berlin")
    await factories.setting(settings.CALENDAR_WORKING_HOURS[number], TUESDAYS)
    await factories.setting(settings.CALENDAR_VACATION_DAYS[number], yearly)
    await factories.setting(settings.CALENDAR_VACATION_DAYS_ONE_TIME[number], single)
    queue = await factories.queue("Support")
    queue.calendar_name, queue.first_response_time = str(number), 90
    ann = await factories.principal(await factories.agent("ann", rights={queue: "rw"}))
    command = TicketCreate.model_validate(
        {
            "title": "Late?",
            "queue_id": queue.id,
            "article": {
                "subject": "Call",
                "body": "When?",
                "channel": "phone",
                "sender_type": "customer",
                "visible_for_customer": True,
            },
        }
    )
    ticket = await tickets.create_ticket(uow, ann, command)
    assert ticket.escalation.first_response.due == datetime(2026, 3, 17, 9, 30, tzinfo=UTC)
    named = {one.calendar: (one.name, one.time_zone) for one in await list_calendars(uow, ann)}
    assert named[str(number)] == (f"Tuesdays {number}", "Europe/Berlin")


@pytest.mark.parametrize("number", range(10))
async def test_the_week_begins_where_the_setting_says(web: WebBrowser, factories: Factories, number: int) -> None:
    setting = settings.CALENDAR_WEEK_DAY_STARTS[number] if number else settings.CALENDAR_WEEK_DAY_START
    await factories.setting(setting, 6)
    system = Principal.system("test")
    assert (await read_calendar_settings(factories.uow, system, number)).week_start == 6
    await factories.agent("mira", admin=True, password=PASSWORD)
    await web.sign_in("mira")
    page = await web.get(f"/admin/calendars/{number}")
    boxes = [box.get("name") for box in page.all("input[name^=hours-]")]
    assert [boxes[0], boxes[-1]] == ["hours-Sat", "hours-Fri"]
