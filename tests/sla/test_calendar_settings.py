"""What each setting of each numbered calendar does: it decides when a ticket of its queue is late."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import yaml
from sqlalchemy import select, update

from gotrs_api.admin.calendars.service import read_calendar_settings
from gotrs_api.identity.principal import Principal
from gotrs_api.sla.working_calendars import list_calendars
from gotrs_api.sla.working_time import working_seconds_between
from gotrs_api.sysconfig import settings
from gotrs_api.sysconfig.models import SysconfigModified
from gotrs_api.sysconfig.setting import Setting
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketCreate
from gotrs_api.tickets.service.calendars import calendar_of
from gotrs_api.uow import UnitOfWork
from gotrs_api.uow.snapshot import touched
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


@pytest.mark.parametrize(
    ("setting", "days", "stored"),
    [
        (settings.TIME_VACATION_DAYS, [{"month": "12", "day": "6", "name": "Nicholas"}], {"12": {"6": "Nicholas"}}),
        (
            settings.CALENDAR_VACATION_DAYS_ONE_TIME[2],
            [{"year": "2026", "month": "03", "day": "4", "name": ""}],
            {"2026": {"3": {"4": "-"}}},
        ),
        (settings.TIME_VACATION_DAYS_ONE_TIME, [], {}),
    ],
    ids=["every year", "once", "none"],
)
async def test_free_days_are_stored_as_otrs_reads_them(
    uow: UnitOfWork, factories: Factories, setting: Setting[Any], days: list[dict[str, str]], stored: dict[str, Any]
) -> None:
    """To it they are a hash, and one without a name is a working day."""
    await factories.setting(setting, days)
    text = await uow.session.scalar(
        select(SysconfigModified.effective_value).where(SysconfigModified.name == setting.name)
    )
    assert text is not None
    assert yaml.safe_load(text) == stored


async def test_free_days_that_otrs_stored_count(uow: UnitOfWork, factories: Factories) -> None:
    """Its form lets in a day that never comes; that one does not take the others with it."""
    yearly, single = settings.TIME_VACATION_DAYS, settings.TIME_VACATION_DAYS_ONE_TIME
    for setting, text in (
        (yearly, "---\n3:\n  '3': Spring\n'2':\n  '30': Never\n"),
        (single, "---\n'2026':\n  '3':\n    4: Moving house\n"),
    ):
        await factories.setting(setting, [])
        row = update(SysconfigModified).where(SysconfigModified.name == setting.name)
        await uow.session.execute(row.values(effective_value=text))
    touched(uow, SysconfigModified)

    free = await read_calendar_settings(uow, Principal.system("test"), 0)
    calendar = await calendar_of(uow, None)

    assert [(each.month, each.day, each.name) for each in free.vacation_days] == [(3, 3, "Spring")]
    assert [(each.date, each.name) for each in free.vacation_dates] == [(date(2026, 3, 4), "Moving house")]
    noons = [datetime(2026, 3, day, 12, tzinfo=UTC) for day in range(2, 7)]
    assert [working_seconds_between(calendar, noon, noon + timedelta(hours=1)) for noon in noons] == [
        3600, 0, 0, 3600, 3600,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        (settings.TIME_VACATION_DAYS, [{"month": "2", "day": "30", "name": "Never"}]),
        (settings.TIME_VACATION_DAYS, [{"day": "3", "name": "Of which month?"}]),
        (settings.TIME_VACATION_DAYS_ONE_TIME, [{"year": "2027", "month": "2", "day": "29", "name": "No leap year"}]),
        (settings.CALENDAR_WORKING_HOURS[1], {"Mon": [24]}),
        (settings.TIME_WORKING_HOURS, {"Monday": [8]}),
    ],
    ids=["a day that never comes", "half a day", "a leap day too many", "an hour after midnight", "an unknown weekday"],
)
async def test_what_no_calendar_has_is_refused(setting: Setting[Any], value: Any) -> None:
    """It would stop every change of a ticket that has times."""
    with pytest.raises(ValueError, match=setting.name):
        setting.parse(value)


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
