"""Webhooks in administration: made, changed, tried, looked into."""

from __future__ import annotations

import pytest

from gotrs_api.uow import UnitOfWork
from gotrs_api.webhooks.models import Delivery
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")
PAGE = "/admin/webhooks"
TARGET = "https://hooks.example.com/in"


@pytest.fixture(autouse=True)
async def signed_in(factories: Factories, web: WebBrowser) -> None:
    await factories.agent("mira", password=PASSWORD, admin=True)
    await web.sign_in("mira")


async def made(web: WebBrowser, **more: str | list[str]) -> str:
    await web.get(f"{PAGE}/new")
    fields: dict[str, str | list[str]] = {"name": "Chat", "url": TARGET, "events": ["ticket.*"], **more}
    page = await web.send(f"{PAGE}/new", fields)
    assert page.status == 200
    assert page.has("whsec_"), "the secret is shown once"
    return str(page.one("form#webhook").get("action"))


async def test_the_secret_is_shown_once_and_header_values_never(web: WebBrowser) -> None:
    here = await made(web, headers="X-Api-Key: hidden-value")
    page = await web.get(here)
    assert not page.has("whsec_")
    assert page.has("X-Api-Key")
    assert "hidden-value" not in page.response.text
    page = await web.send(f"{here}/secret")
    assert page.has("whsec_")
    assert page.has("The old secret counts until")


async def test_a_change_keeps_what_was_not_touched(web: WebBrowser) -> None:
    here = await made(web, headers="X-Api-Key: hidden-value", queue_ids=["1"])
    await web.get(here)
    await web.send(here, {"name": "Phone"})
    page = await web.get(here)
    values = page.values(here)
    assert (values["name"], values["url"], values["queue_ids"]) == ("Phone", TARGET, "1")
    assert page.has("X-Api-Key")
    await web.send(here, {"no_headers": "1"})
    assert not (await web.get(here)).has("X-Api-Key")


async def test_it_is_switched_off_on_and_removed(web: WebBrowser) -> None:
    here = await made(web)
    await web.get(here)
    await web.send(f"{here}/switch")
    assert (await web.get(here)).has("Switch on")
    await web.send(f"{here}/switch")
    assert (await web.get(here)).has("Switch off")
    await web.send(f"{here}/removal")
    assert not (await web.get(PAGE)).has("Chat")


async def test_what_does_not_fit_is_said_at_the_form(web: WebBrowser) -> None:
    await web.get(f"{PAGE}/new")
    page = await web.send(f"{PAGE}/new", {"name": "Chat", "url": "ftp://hooks.example.com/", "events": "*"})
    assert page.status == 422
    assert page.one("[name=url][aria-invalid]").get("value") == "ftp://hooks.example.com/"
    page = await web.send(f"{PAGE}/new", {"url": TARGET, "headers": "no colon"})
    assert page.status == 422
    assert page.has("Write one header a line")
    assert not (await web.get(PAGE)).has("Chat")


async def test_a_test_event_is_seen_and_delivered_again(web: WebBrowser, uow: UnitOfWork) -> None:
    here = await made(web)
    await web.get(here)
    place = (await web.send(f"{here}/test")).location
    page = await web.get(place)
    assert page.has("system.test")
    assert not page.has("Deliver again"), "it still waits"
    row = await uow.session.get(Delivery, int(place.rpartition("/")[2]))
    assert row is not None
    row.status, row.response_status, row.response_body = "failed", 500, "<b>Broken</b>"
    await uow.session.flush()
    page = await web.get(place)
    assert page.has("<b>Broken</b>"), "as text"
    again = (await web.send(f"{place}/again")).location
    assert again != place
    assert len((await web.get(f"{here}/deliveries")).all("tbody tr a[href*='/deliveries/']")) == 2
