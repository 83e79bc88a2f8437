"""Calendars from system settings."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from gotrs_api.sla.calendar import WorkingCalendar, calendar_from_settings, calendar_setting_names

VALUES = {
    "OTRSTimeZone": "Europe/Vienna",
    "TimeWorkingHours": {"Mon": ["8", "9", "12"], "Sun": []},
    "TimeVacationDays": [{"month": "12", "day": "25", "name": "one"}],
    "TimeVacationDaysOneTime": [{"year": "2030", "month": "2", "day": "3", "name": "two"}],
    "TimeZone::Calendar3Name": "Night shift",
    "TimeWorkingHours::Calendar3": {"Tue": [22, 23]},
    "TimeVacationDays::Calendar3": [{"month": "1", "day": "6", "name": "three"}],
    "TimeVacationDaysOneTime::Calendar3": [{"year": "2031", "month": "4", "day": "5", "name": "four"}],
}


@pytest.mark.parametrize("name", [None, "", "77", "no number"])
def test_without_a_number_the_default_calendar_applies(name: str | None) -> None:
    calendar = calendar_from_settings(name, VALUES)
    assert calendar.zone == ZoneInfo("Europe/Vienna")
    assert calendar.day_ranges[0] == ((8 * 3600, 10 * 3600), (12 * 3600, 13 * 3600))
    assert not any(calendar.day_ranges[1:])
    assert calendar.is_vacation(date(2040, 12, 25))
    assert calendar.is_vacation(date(2030, 2, 3))
    assert not calendar.is_vacation(date(2031, 2, 3))


def test_a_numbered_calendar_has_its_own_hours_and_days_and_inherits_the_zone() -> None:
    calendar = calendar_from_settings("3", VALUES)
    assert calendar.zone == ZoneInfo("Europe/Vienna")
    assert calendar.hours[1] == {22, 23}
    assert calendar.is_vacation(date(2040, 1, 6))
    assert calendar.is_vacation(date(2031, 4, 5))
    assert not calendar.is_vacation(date(2040, 12, 25))


def test_a_numbered_calendar_may_have_its_own_zone() -> None:
    calendar = calendar_from_settings("3", VALUES | {"TimeZone::Calendar3": "Asia/Tokyo"})
    assert calendar.zone == ZoneInfo("Asia/Tokyo")


def test_a_numbered_calendar_without_a_name_is_not_used() -> None:
    calendar = calendar_from_settings("3", VALUES | {"TimeZone::Calendar3Name": ""})
    assert calendar == calendar_from_settings(None, VALUES)


def test_everything_that_is_read_is_announced() -> None:
    assert "TimeZone::Calendar3" in calendar_setting_names("3")
    announced = {name: VALUES[name] for name in calendar_setting_names("3") if name in VALUES}
    assert calendar_from_settings("3", announced) == calendar_from_settings("3", VALUES)


@pytest.mark.parametrize(
    "broken",
    [
        {"TimeWorkingHours": {"Mon": ["24"]}},
        {"TimeVacationDays": [{"month": "2", "day": "30"}]},
        {"TimeVacationDaysOneTime": [{"year": "2023", "month": "2", "day": "29"}]},
    ],
)
def test_impossible_hours_and_days_are_refused(broken: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        calendar_from_settings(None, VALUES | broken)


def test_equal_calendars_are_one_key() -> None:
    calendars: set[WorkingCalendar] = {calendar_from_settings("3", VALUES), calendar_from_settings("3", dict(VALUES))}
    assert len(calendars) == 1
