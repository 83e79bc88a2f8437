"""What pages cost is said to administrators who ask for it, and to nobody else."""

from __future__ import annotations

import re

import pytest

from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")


async def test_an_administrator_sees_time_and_statements_after_asking(web: WebBrowser, factories: Factories) -> None:
    await factories.agent("boss", admin=True, password=PASSWORD)
    await web.sign_in("boss")
    assert "server-timing" not in (await web.get("/agent/")).response.headers
    token = web.page.values("/agent/appearance")["csrf_token"] if web.page else ""
    await web.client.post("/agent/cost", data={"csrf_token": token})
    said = (await web.get("/agent/")).response.headers["server-timing"]
    assert re.fullmatch(r'app;dur=[0-9.]+, db;desc="[1-9][0-9]*"', said)


async def test_others_are_told_nothing(web: WebBrowser, factories: Factories) -> None:
    await factories.agent("rosa", password=PASSWORD)
    await web.sign_in("rosa")
    web.client.cookies.set("gotrs_cost", "1")
    assert "server-timing" not in (await web.get("/agent/")).response.headers
