"""The calendars that queues and agreements can name."""

from __future__ import annotations

import httpx
import pytest

from gotrs_api.sysconfig import settings
from tests.support.factories import Factories

pytestmark = [pytest.mark.backends("sqlite"), pytest.mark.principal("agent")]


async def test_calendars_with_a_name_are_listed_beside_the_default(
    client: httpx.AsyncClient, factories: Factories
) -> None:
    await factories.setting(settings.ALL["TimeZone::Calendar2Name"], "Night shift")
    rows = (await client.get("/api/v1/calendars")).json()["data"]
    assert rows[0]["calendar"] == ""
    assert rows[0]["working_hours"]["Mon"][0] == 8
    assert "12-25" in rows[0]["vacation_days"]
    assert ("2", "Night shift") in [(row["calendar"], row["name"]) for row in rows]
