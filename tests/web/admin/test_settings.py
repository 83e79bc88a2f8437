"""The settings of administration: found by words, edited as what they are, taken back."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from sqlalchemy import update
from starlette.datastructures import FormData

from gotrs_api.admin.configuration import service
from gotrs_api.identity.principal import Principal
from gotrs_api.sysconfig import changing, settings
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig.models import SysconfigModified
from gotrs_api.uow import Site, UnitOfWork
from gotrs_api.uow.snapshot import touched
from gotrs_web.admin.setting_editors import editor_of, typed_value
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")
HOOK = "/admin/settings/Ticket%3A%3AHook"


@pytest.fixture(autouse=True)
async def signed_in(factories: Factories, web: WebBrowser) -> None:
    await factories.agent("mira", password=PASSWORD, admin=True)
    await web.sign_in("mira")


async def post(web: WebBrowser, url: str, **values: str | list[str]) -> int:
    page = await web.get(HOOK)
    fields = {"csrf_token": page.all("input[name=csrf_token]")[0].get("value"), **values}
    return (await web.client.post(url, data=fields)).status_code


async def test_a_setting_is_found_by_words_and_changed(web: WebBrowser, site: Site) -> None:
    found = (await web.get("/admin/settings?q=ticket::hook")).links()
    assert found["Ticket::Hook"].startswith(HOOK)

    assert await post(web, HOOK, value="Case#") == 303

    async with site.read() as read:
        assert await sysconfig.get(read, settings.TICKET_HOOK) == "Case#"
    assert (await web.get(HOOK)).has("changed here")
    assert "Ticket::Hook" in (await web.get("/admin/settings?modified=yes")).links()


async def test_a_setting_is_found_by_what_it_does_in_the_readers_language_and_in_english(web: WebBrowser) -> None:
    assert "PostMasterMaxEmailSize" in (await web.get("/admin/settings?q=quarantine")).links()
    web.client.cookies.set("gotrs_language", "de")
    for words in ("Quarantäne", "quarantine", "PostMasterMaxEmailSize"):
        page = await web.get(f"/admin/settings?q={words}")
        assert page.texts("a[data-row-link]") == ["PostMasterMaxEmailSize"]
        assert page.has("größere kommen in Quarantäne")
    assert (await web.get("/admin/settings/TimeZone%3A%3ACalendar3Name")).has("Name von Kalender 3;")
    assert (await web.get("/admin/setting-groups/passwords")).has(
        "Kundenbenutzer müssen einen zweiten Faktor verwenden."
    )


async def test_yaml_that_does_not_fit_stays_in_the_form_with_its_reason(web: WebBrowser) -> None:
    as_yaml = {"value-as": "yaml"}
    assert await post(web, "/admin/settings/TimeWorkingHours", value="Mon: [nine]", **as_yaml) == 422
    assert await post(web, "/admin/settings/TimeWorkingHours", value="Mon: [", **as_yaml) == 422
    page = await web.get("/admin/settings/TimeWorkingHours?yaml=1")
    assert page.one("textarea[name=value]").text_content().strip().startswith("Mon:")


async def test_what_was_changed_is_as_before_again(web: WebBrowser, site: Site) -> None:
    await post(web, HOOK, value="Case#")
    await post(web, HOOK, value="Call#")
    page = await web.get(HOOK)
    newest = next(form.get("action") for form in page.all("form") if "rollback" in (form.get("action") or ""))

    assert await post(web, str(newest)) == 303

    async with site.read() as read:
        assert await sysconfig.get(read, settings.TICKET_HOOK) == "Case#"
    await post(web, HOOK, reset="1")
    async with site.read() as read:
        assert await sysconfig.get(read, settings.TICKET_HOOK) == settings.TICKET_HOOK.default


async def test_a_list_is_edited_line_by_line_and_its_difference_and_the_history_are_shown(
    web: WebBrowser, site: Site
) -> None:
    name = "Ticket::UnlockStateType"
    address = "/admin/settings/Ticket%3A%3AUnlockStateType"
    assert (await web.get(address)).one("textarea[name=value]").text_content().split() == ["new", "open"]

    assert await post(web, address, value="new\r\n\r\n open \r\npending auto") == 303

    async with site.read() as read:
        assert await sysconfig.get(read, settings.TICKET_UNLOCK_STATE_TYPES) == ["new", "open", "pending auto"]
    await post(web, address, value="new\r\nopen\r\npending reminder")
    page = await web.get(address)
    newest = page.all("#changes-title + ul li pre")[0]
    assert [line.text_content() for line in newest.cssselect("del, ins")] == [
        "− - pending auto",
        "+ - pending reminder",
    ]
    history = await web.get("/admin/settings/history")
    assert history.texts(".admin__name") == [name, name]
    assert history.has("mira")


async def test_a_hash_is_edited_in_rows(web: WebBrowser, site: Site) -> None:
    address = "/admin/settings/TimeWorkingHours"
    page = await web.get(address)
    keys = [field.get("value") for field in page.all("tbody input[name=value-key]")]
    assert keys == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "", "", ""]

    rows = {"value-key": ["Mon", "Tue", "", "Wed"], "value-value": ["8, 9 10", "", "", "11"]}
    assert await post(web, address, **rows) == 303
    async with site.read() as read:
        assert await sysconfig.get(read, settings.TIME_WORKING_HOURS) == {"Mon": [8, 9, 10], "Tue": [], "Wed": [11]}

    twice = {"value-key": ["Mon", "Mon"], "value-value": ["8", "9"]}
    assert await post(web, address, **twice) == 422
    assert await post(web, address, **{"value-key": [""], "value-value": ["9"]}) == 422
    assert await post(web, address, **{"value-key": ["Mon", "Tue"], "value-value": ["8"]}) == 422


async def test_a_hash_below_a_hash_keeps_its_place_and_a_list_of_hashes_has_columns(
    web: WebBrowser, site: Site
) -> None:
    match = settings.POSTMASTER_MATCHES[0]
    address = f"/admin/settings/{quote(match.name, safe='')}"
    rows = {"value-key": ["Match###From", "Set###X-OTRS-Ignore"], "value-value": ["noreply@", "yes"]}
    assert await post(web, address, **rows) == 303
    async with site.read() as read:
        wanted = {"Match": {"From": "noreply@"}, "Set": {"X-OTRS-Ignore": "yes"}}
        assert await sysconfig.get(read, match) == wanted
    page = await web.get(address)
    assert [one.get("value") for one in page.all("tbody input[name=value-key]")][:2] == rows["value-key"]
    assert await post(web, address, off="1") == 303
    async with site.read() as read:
        assert await sysconfig.get(read, match) == {}

    day = {"value-c0": ["2027", ""], "value-c1": ["5", ""], "value-c2": ["14", ""], "value-c3": ["Bridge day", ""]}
    assert await post(web, "/admin/settings/TimeVacationDaysOneTime", **day) == 303
    async with site.read() as read:
        assert await sysconfig.get(read, settings.TIME_VACATION_DAYS_ONE_TIME) == [
            {"year": "2027", "month": "5", "day": "14", "name": "Bridge day"}
        ]


async def test_every_setting_says_in_its_form_what_it_is(web: WebBrowser, site: Site) -> None:
    """What the form shows, sent back, changes nothing: whatever kind of setting it is."""
    async with site.read() as read:
        rows = await service.list_settings(read, Principal.system("test"))
    for row in rows:
        editor = editor_of(row)
        sent: list[tuple[str, str]] = []
        if editor.kind in ("pairs", "table"):
            parts = ("key", "value") if editor.kind == "pairs" else [f"c{n}" for n in range(len(editor.columns))]
            sent = [(f"value-{part}", cell) for cells in editor.rows for part, cell in zip(parts, cells, strict=True)]
        elif editor.kind != "checkbox" or editor.value:
            sent = [("value", str(editor.value))]
        typed = typed_value(row, FormData(sent))
        assert settings.ALL[row.name].parse(typed) == row.value, row.name


async def test_the_tree_of_places_leads_to_what_stands_there_and_below(web: WebBrowser) -> None:
    tree = [link.get("href") for link in (await web.get("/admin/settings")).all(".admin__places a")]
    assert "/admin/settings?group=Core%3A%3ATime%3A%3ACalendar3" in tree
    below = await web.get("/admin/settings?group=Core::Time&q=Calendar3")
    assert "TimeZone::Calendar3Name" in below.links()
    assert "Ticket::Hook" not in (await web.get("/admin/settings?group=Frontend::Agent")).links()
    assert (await web.get("/admin/settings?group=Core::Time")).one(".admin__places [aria-current=page]") is not None


async def test_an_agent_chooses_in_his_profile_what_the_administrator_leaves_to_agents(
    web: WebBrowser, factories: Factories
) -> None:
    full, bare = await factories.queue("Full"), await factories.queue("Bare")
    await factories.agent("ann", password=PASSWORD, rights={full: "rw", bare: "rw"})
    ticket = await factories.ticket("Zebra", queue=full)
    await factories.ticket("Ant", queue=full)
    for subject in ("first words", "last words"):
        await factories.article(ticket, body=subject)
    hide, order, sort = settings.HIDE_EMPTY_QUEUES, settings.ZOOM_EXPAND_SORT, settings.LIST_SORTS["Queue"]
    await sign_in_as(web, "ann")
    assert await _what_ann_sees(web, full.id, ticket.id) == (True, ["first", "last"], ["Ant", "Zebra"])
    page = await web.get("/agent/profile")
    own = {hide.name: "True", order.name: "reverse", sort.name: "Title"}
    fields = {"csrf_token": page.all("input[name=csrf_token]")[0].get("value"), **own}
    assert (await web.client.post("/agent/profile/settings", data=fields)).status_code == 303

    assert await _what_ann_sees(web, full.id, ticket.id) == (False, ["last", "first"], ["Zebra", "Ant"])
    await sign_in_as(web, "mira")
    assert await post(web, f"/admin/settings/{quote(order.name, safe='')}", value="normal") == 303  # without the tick
    await sign_in_as(web, "ann")
    assert (await _what_ann_sees(web, full.id, ticket.id))[1] == ["first", "last"]
    assert not (await web.get("/agent/profile")).all(f"select[name='{order.name}']")


async def test_values_of_agents_are_listed_and_taken_back(
    web: WebBrowser, uow: UnitOfWork, factories: Factories
) -> None:
    order, hide = settings.ZOOM_EXPAND_SORT, settings.HIDE_EMPTY_QUEUES
    for login in ("ann", "ben"):
        agent = await factories.agent(login)
        await changing.put_own(uow, order, agent.id, "reverse")
    await changing.put_own(uow, hide, agent.id, True)
    page = await web.get(f"/admin/settings/{quote(hide.name, safe='')}")
    page = await web.get(page.links()["1 agent has a value of their own"])
    (own,) = page.all("a[data-row-link]")
    page = await web.get(own.get("href"))
    assert page.texts(".props dd")[:4] == [hide.name, "ben", "true", "false"]
    await web.send(f"{own.get('href', '').partition('?')[0]}/removal")
    page = await web.follow()
    assert (page.has("2 entries"), page.has(hide.name)) == (True, False)

    assert await post(web, f"/admin/settings/{quote(order.name, safe='')}", value="normal") == 303  # without the tick
    page = await web.get(page.all("a[data-row-link]")[0].get("href"))
    assert page.has("this one counts again when they may")
    await web.get(f"/admin/settings/agent-values?setting={order.name}")
    await web.send("/admin/settings/agent-values/removal")
    assert (await web.follow()).has("2 agents have it as the desk again.")
    assert (await web.get("/admin/settings/agent-values")).has("Agents choose them on their own page")


async def sign_in_as(web: WebBrowser, login: str) -> None:
    web.client.cookies.clear()
    await web.sign_in(login)


async def _what_ann_sees(web: WebBrowser, queue_id: int, ticket_id: int) -> tuple[bool, list[str], list[str]]:
    """Whether the empty queue stands in the tree; the words of the messages and the titles in the queue, in their order."""
    listed = await web.get(f"/agent/queues/{queue_id}")
    zoom = (await web.get(f"/agent/tickets/{ticket_id}")).text
    words = sorted(("first", "last"), key=lambda word: zoom.index(f"{word} words"))
    titles = sorted(("Ant", "Zebra"), key=lambda title: listed.text.index(title))
    return "Bare" in listed.text, words, titles


async def test_what_waits_in_otrs_to_be_deployed_is_shown_until_it_is_saved_here(
    web: WebBrowser, uow: UnitOfWork, site: Site
) -> None:
    await changing.put(uow, settings.TICKET_HOOK, "Call#")
    await uow.session.execute(update(SysconfigModified).values(is_dirty=1))
    touched(uow, SysconfigModified)

    waiting = await web.get(HOOK)
    assert waiting.has("This value does not count.")
    assert waiting.has("Call#")
    assert waiting.all("input[name=value]")[0].get("value") == "Ticket#"
    assert list((await web.get("/admin/settings?modified=waiting")).links()).count("Ticket::Hook") == 1

    assert await post(web, HOOK, value="Call#") == 303
    assert not (await web.get(HOOK)).has("This value does not count.")
    async with site.read() as read:
        assert await sysconfig.get(read, settings.TICKET_HOOK) == "Call#"
