"""A dynamic field is made, set up, put on a screen, and asked for there."""

from __future__ import annotations

import pytest

from gotrs_api.dynamic_fields import service
from gotrs_api.dynamic_fields.schemas import DynamicFieldCreate
from gotrs_api.identity.principal import Principal
from tests.support.factories import PASSWORD, Factories
from tests.support.web import Files, WebBrowser

pytestmark = pytest.mark.backends("sqlite")
SYSTEM = Principal.system("test")


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


async def test_fields_are_put_in_order_and_forms_follow(web: WebBrowser, factories: Factories) -> None:
    for name in ("One", "Two", "Three"):
        command = {"name": name, "label": name, "type": "Text", "object_type": "Ticket"}
        await service.create_field(factories.uow, SYSTEM, DynamicFieldCreate.model_validate(command))
    page = await web.get("/admin/dynamic-fields")
    assert "/admin/dynamic-fields/order" in page.links().values()
    page = await web.get("/admin/dynamic-fields/order")
    ids = [one.get("value", "") for one in page.all("[name=field]")]
    await web.send("/admin/dynamic-fields/order", {"field": [ids[-1], *ids[:-1]]})
    page = await web.follow()
    turned = [one.get("value", "") for one in page.all("[name=field]")]
    assert turned == [ids[-1], *ids[:-1]]
    await web.send("/admin/dynamic-fields/order", {"down": turned[0]})
    assert [one.get("value") for one in (await web.follow()).all("[name=field]")][:2] == [turned[1], turned[0]]
    names = [one.name for one in await service.list_fields(factories.uow, SYSTEM)]
    assert names.index("Three") < names.index("Two")


@pytest.mark.parametrize("form", ["yaml", "csv"])
async def test_fields_go_out_with_their_values_and_come_back(web: WebBrowser, factories: Factories, form: str) -> None:
    command = {
        "name": "Town", "label": "Town", "type": "Dropdown", "object_type": "Ticket",
        "config": {"possible_values": {"b": "Bern", "r": "Rome"}},
    }  # fmt: skip
    made = await service.create_field(factories.uow, SYSTEM, DynamicFieldCreate.model_validate(command))
    there = "/admin/transfer/dynamic-fields"
    content = (await web.get(f"{there}/{form}")).response.content
    assert b"Bern" in content
    sent: Files = [("file", (f"fields.{form}", content, "text/plain"))]
    await web.get(there)
    assert set((await web.send(there, files=sent)).texts("tbody td:last-child")) == {"as it is"}

    await service.delete_field(factories.uow, SYSTEM, made.id)
    await web.get(there)
    assert "new" in (await web.send(there, files=sent)).texts("tbody td:last-child")
    assert (await web.send(there, {"start": "1"})).status == 303
    (again,) = [one for one in await service.list_fields(factories.uow, SYSTEM) if one.name == "Town"]
    assert (again.type, again.config["possible_values"]) == ("Dropdown", {"b": "Bern", "r": "Rome"})


async def test_all_screens_and_fields_stand_on_one_page(web: WebBrowser, factories: Factories) -> None:
    ids = []
    for name in (*(f"F{n:02}" for n in range(10)), "Shelf"):
        of = "Article" if name == "Shelf" else "Ticket"
        command = {"name": name, "label": name, "type": "Text", "object_type": of}
        ids.append((await service.create_field(factories.uow, SYSTEM, DynamicFieldCreate.model_validate(command))).id)
    page = await web.get("/admin/dynamic-fields")
    assert "/admin/dynamic-fields/screens" in page.links().values()
    address = "/admin/dynamic-fields/screens"
    page = await web.get(f"{address}?q=F0&object=Ticket")
    first, second = (f"use-{ids[at]}-AgentTicketPhone" for at in (0, 1))
    assert len(page.texts("thead th")) == 9, "eight fields beside the screens' names"
    assert f"{address}?q=F0&object=Ticket&page=2" in page.links().values()

    await web.send(f"{address}?q=F0&object=Ticket", {first: "required"})
    # Somebody else, on a page from before, changes another cell.
    stale = {
        "csrf_token": page.all("input[name=csrf_token]")[0].get("value", ""),
        "before": page.one("[name=before]").get("value", ""),
    }
    await web.client.post(address, data={**stale, first: "off", second: "shown"})
    page = await web.get(f"{address}?q=F0&object=Ticket")
    chosen = {name: page.one(f'[name="{name}"] option[selected]').get("value") for name in (first, second)}
    assert chosen == {first: "required", second: "shown"}
    form = await web.get("/agent/tickets/new/phone")
    assert form.has("F00")
    assert form.has("F01")

    page = await web.get(f"{address}?object=Article")
    assert page.all(f'[name="use-{ids[-1]}-AgentTicketNote"]')
    assert not page.all(f'[name="use-{ids[-1]}-AgentTicketBulk"]'), "that screen has fields of tickets alone"
