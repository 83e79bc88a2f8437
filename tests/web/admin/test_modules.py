"""Every module that is a list with a form: made, found, changed, used, made invalid; out to a file and back in."""

from __future__ import annotations

import pytest
import yaml

from gotrs_web.admin.fields import for_form
from gotrs_web.admin.modules import MODULES
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser, WebPage

pytestmark = pytest.mark.backends("sqlite")
# Their forms come in steps, or want more than words; they have tests of their own.
OF_THEIR_OWN = {"attachments", "mail-accounts", "oauth2-accesses", "dynamic-fields", "maintenance"}
PLAIN = sorted(set(MODULES) - OF_THEIR_OWN)
# Where a valid entry is offered and an invalid one is not.
OFFERED_ON = {
    "queues": "/agent/tickets/new/phone",
    "priorities": "/agent/tickets/new/phone",
    "types": "/agent/tickets/new/phone",
    "groups": "/admin/queues/new",
    "salutations": "/admin/queues/new",
    "signatures": "/admin/queues/new",
    "system-addresses": "/admin/queues/new",
    "auto-responses": "/admin/queues/1/answers",
    "templates": "/admin/queues/1/answers",
    "roles": "/admin/agents/1/roles",
    "services": "/admin/slas/new",
}
TYPED = {"email": "one@desk.example", "time_zone": "UTC"}


@pytest.fixture(autouse=True)
async def signed_in(factories: Factories, web: WebBrowser) -> None:
    queue = await factories.existing_queue("Raw")
    await factories.agent("mira", password=PASSWORD, admin=True, rights={queue: "rw"})
    await web.sign_in("mira")


def named(key: str) -> str:
    return {"system-addresses": "one@network.example", "agents": "one.network"}.get(key, "one network")


async def created(web: WebBrowser, key: str) -> str:
    """The address of a new entry that has what is required, and the defaults."""
    module = MODULES[key]
    fields = {
        one.name: TYPED.get(one.name, "some text")
        for one in for_form(module.fields, new=True)
        if one.required and one.kind in ("text", "textarea", "email")
    }
    await web.get(f"/admin/{key}/new")
    page = await web.send(f"/admin/{key}/new", fields | {module.known_by: named(key)})
    assert page.status == 303, page.text
    return page.location.removesuffix(f"/{module.created_at}") if module.created_at else page.location


async def listed(web: WebBrowser, key: str, query: str) -> list[str]:
    return (await web.get(f"/admin/{key}?{query}")).texts("a[data-row-link]")


def offers(page: WebPage, words: str) -> bool:
    return any(words in option for option in page.texts("option, label.check"))


@pytest.mark.parametrize("key", PLAIN)
async def test_an_entry_is_made_changed_used_and_made_invalid(web: WebBrowser, key: str) -> None:
    module, name = MODULES[key], named(key)
    address = await created(web, key)
    assert (await web.get(address)).one(f"#f-{module.known_by}").get("value") == name
    shown = await listed(web, key, "q=network")
    assert len(shown) == 1
    if key in OFFERED_ON:
        assert offers(await web.get(OFFERED_ON[key]), name)

    changed = name.replace("one", "two")
    await web.get(address)
    page = await web.send(address, {module.known_by: changed, "stay": "1"})
    assert page.status == 303, page.text
    address = page.location
    assert (await web.follow()).one(f"#f-{module.known_by}").get("value") == changed

    values = [option.get("value") for option in (await web.get(address)).all("#f-valid option")]
    page = await web.send(address, {"valid": "invalid" if "invalid" in values else "false", "stay": "1"})
    assert page.status == 303, page.text
    assert len(await listed(web, key, "q=network&valid=invalid")) == 1
    assert await listed(web, key, "q=network&valid=valid") == []
    if key in OFFERED_ON:
        assert not offers(await web.get(OFFERED_ON[key]), changed)


@pytest.mark.parametrize("form", ["yaml", "csv"])
@pytest.mark.parametrize("key", PLAIN)
async def test_what_is_exported_comes_back_as_it_was(web: WebBrowser, key: str, form: str) -> None:
    await created(web, key)
    content = (await web.get(f"/admin/transfer/{key}/{form}")).response.content
    await web.get(f"/admin/transfer/{key}")
    page = await web.send(f"/admin/transfer/{key}", files=[("file", (f"{key}.{form}", content, "text/plain"))])
    assert page.status == 200, page.text
    assert set(page.texts("tbody td:last-child")) == {"as it is"}


async def test_a_file_makes_and_changes_all_or_nothing(web: WebBrowser) -> None:
    rows = [{"name": "Network", "group_id": "users"}, {"name": "Network::VPN", "group_id": "users"}]
    wrong = [*rows, {"name": "Raw", "group_id": "nobody"}]
    address = "/admin/transfer/queues"
    for told, status in ((wrong, 422), (rows, 200)):
        await web.get(address)
        file = ("file", ("queues.yaml", yaml.safe_dump(told).encode(), "application/yaml"))
        page = await web.send(address, files=[file])
        assert page.status == status
        if status == 422:
            assert page.has("Group: There is none with this name.")
            assert not page.all("button[name=start]")
    # The part of a queue is not there before its queue is: a look cannot know, the import does.
    await web.send(address, {"start": "1"})
    assert (await web.follow()).status == 200
    assert await listed(web, "queues", "q=network") == ["Network", "Network::VPN"]


async def test_what_is_no_list_of_entries_is_refused(web: WebBrowser) -> None:
    await web.get("/admin/transfer/types")
    page = await web.send("/admin/transfer/types", files=[("file", ("types.yaml", b"just words", "text/plain"))])
    assert page.texts("#f-file-error") == ["The file is no list of entries."]
    assert (await web.get("/admin/transfer/mail-accounts")).status == 404


async def test_headings_sort_and_the_list_keeps_its_order(web: WebBrowser) -> None:
    for key in MODULES:
        page = await web.get(f"/admin/{key}")
        orders = [link.get("href") for link in page.all("th[scope=col] a")]
        assert orders or not page.all("[data-row]"), key
        for order in orders:
            up = await web.get(order)
            assert up.one("th[aria-sort]").get("aria-sort") == "ascending", order
            (turned,) = (link.get("href") for link in up.all("th[aria-sort] a"))
            down = await web.get(turned)
            assert down.one("th[aria-sort]").get("aria-sort") == "descending", turned

    names = await listed(web, "states", "sort=-name")
    assert len(names) > 5
    assert names == sorted(names, key=str.casefold, reverse=True)
    first = (await web.get("/admin/states?sort=-name")).all("a[data-row-link]")[0].get("href")
    assert first.endswith("?sort=-name")
    assert await listed(web, "states", "sort=no+such+column") == await listed(web, "states", "")
