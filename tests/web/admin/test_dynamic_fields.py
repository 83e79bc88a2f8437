"""A dynamic field is made, set up, put on a screen, and asked for there."""

from __future__ import annotations

import pytest

from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")


@pytest.fixture(autouse=True)
async def signed_in(factories: Factories, web: WebBrowser) -> None:
    await factories.agent("mira", password=PASSWORD, admin=True)
    await web.sign_in("mira")


async def post(web: WebBrowser, url: str, **values: str) -> str:
    """Where it leads."""
    page = await web.get(url)
    fields = {"csrf_token": page.all("input[name=csrf_token]")[0].get("value"), **values}
    answer = await web.client.post(url, data=fields)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def test_a_field_with_values_on_the_screen_of_new_tickets(web: WebBrowser) -> None:
    made = {"name": "Building", "label": "Building", "object_type": "Ticket", "type": "Dropdown", "valid": "valid"}
    config = await post(web, "/admin/dynamic-fields/new", **made)
    await post(web, config, possible_values="b1 => Town hall\nb2", possible_none="1", default="b1")

    page = await web.get(config)
    assert page.has("b1 => Town hall")
    screens = config.replace("/config", "/screens")
    await post(web, screens, AgentTicketPhone="required")

    options = [
        option.get("value") for option in (await web.get(screens)).all("[name=AgentTicketPhone] option[selected]")
    ]
    assert options == ["required"]
    assert (await web.get("/agent/tickets/new/phone")).has("Town hall")


async def test_a_default_outside_the_values_is_said_at_the_field(web: WebBrowser) -> None:
    made = {"name": "Floor", "label": "Floor", "object_type": "Ticket", "type": "Text", "valid": "valid"}
    config = await post(web, "/admin/dynamic-fields/new", **made)
    page = await web.get(config)
    fields = {"csrf_token": page.all("input[name=csrf_token]")[0].get("value"), "rules": "[ => no"}
    answer = await web.client.post(config, data=fields)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
