"""Administrators' modules in the browser: each is made, changed, seen where it should show, and made invalid, which shows, too."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from sqlalchemy import select

from gotrs_api.mail.inbound.spool import SPOOL, IntakeOptions, accept
from gotrs_api.mail.models import MailQueue
from gotrs_api.sysconfig import settings
from tests.mail.inbound.letters import letter
from tests.support.desk import AGENT, CUSTOMER, Desk
from tests.support.factories import PASSWORD, Factories
from tests.support.waiting import eventually

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.async_api import BrowserContext, Page

Values = dict[str, str | list[str] | bool]
PHONE = "/agent/tickets/new/phone"
_SHOWN = """() => {
  const main = document.querySelector("main").cloneNode(true)
  main.querySelectorAll("nav, select, template, [hidden]").forEach((one) => one.remove())
  return main.textContent
}"""


class Office:
    """Administration, through its forms alone."""

    def __init__(self, page: Page, desk: Desk) -> None:
        self.page, self.desk = page, desk

    async def goto(self, path: str) -> None:
        answer = await self.page.goto(self.desk.url + path)
        assert answer is not None
        assert answer.ok, f"{path}: {answer.status}"

    async def make(self, key: str, **values: Any) -> str:
        """The address of what was made."""
        await self.goto(f"/admin/{key}/new")
        await self.enter(values)
        await self.press()
        await self.page.wait_for_url(lambda url: not url.endswith("/new"))
        assert "Saved." in await self.page.locator("body").inner_text()
        return self.page.url.removeprefix(self.desk.url)

    async def change(self, path: str, **values: Any) -> None:
        await self.goto(path)
        await self.enter(values)
        await self.press()
        await self.page.get_by_text("Saved.").first.wait_for()

    async def enter(self, values: Values) -> None:
        for name, value in values.items():
            fields = self.page.locator(f"#admin-form [name='{name}'], .admin__form [name='{name}']")
            if isinstance(value, list):
                for one in value:
                    box = self.page.locator(f"[name='{name}'][value='{one}']").first
                    await box.evaluate("box => { const fold = box.closest('details'); if (fold) fold.open = true }")
                    await box.check()
            elif isinstance(value, bool):
                await fields.first.set_checked(value)
            elif await fields.first.evaluate("field => field.tagName") == "SELECT":
                # By what one reads, or by what is sent.
                if await fields.first.locator("option", has_text=re.compile(f"^{re.escape(value)}$")).count():
                    await fields.first.select_option(label=value)
                else:
                    await fields.first.select_option(value)
            else:
                await fields.first.fill(value)

    async def press(self) -> None:
        await self.page.locator(".admin__save button.btn--primary").click()

    async def offers(self, path: str, selector: str, words: str) -> bool:
        await self.goto(path)
        return any(words in text for text in await self.page.locator(selector).all_text_contents())

    async def shows(self, path: str, words: str) -> bool:
        """In what the page is about: not in its navigation, nor among what a field has to choose from."""
        await self.goto(path)
        return words in await self.page.evaluate(_SHOWN)


@pytest.fixture
async def office(page: Page, desk: Desk) -> Office:
    await desk.sign_in(page)
    return Office(page, desk)


class Offered(NamedTuple):
    """A module, what its form is told (`{}` is the entry's name), and the choice in which it must show."""

    key: str
    values: Values
    where: str
    selector: str
    name: str = "name"
    called: str = "Otter{}"
    invalid: str = "invalid"


OFFERED = (
    Offered("groups", {}, "/admin/queues/new", "#f-group_id option", invalid="false"),
    Offered("roles", {}, "/admin/agents/1/roles", "label.check", invalid="false"),
    Offered("queues", {"group_id": "users"}, PHONE, "#f-queue option"),
    Offered("states", {"type_id": "open"}, PHONE, "#f-state option"),
    Offered("priorities", {"color": "#1a6b3c"}, PHONE, "#f-priority option", called="9 otter{}"),
    Offered("types", {}, PHONE, "#f-type option"),
    Offered("services", {}, PHONE, "#f-service option"),
    Offered("slas", {"first_response_time": "60"}, "/admin/calendars/0", ".admin__used"),
    Offered("salutations", {"text": "Dear Sir,"}, "/admin/queues/new", "#f-salutation_id option"),
    Offered("signatures", {"text": "Yours"}, "/admin/queues/new", "#f-signature_id option"),
    Offered(
        "system-addresses", {"display_name": "Otters", "queue_id": "Raw"}, "/admin/queues/new",
        "#f-system_address_id option", name="email", called="otter{}@desk.example",
    ),
    Offered("templates", {"text": "Hello", "queue_ids": ["2"]}, "/admin/queues/1/answers", "label.check"),
    Offered(
        "auto-responses", {"subject": "Got it", "text": "Thank you"}, "/admin/queues/2/answers", "option"
    ),
    Offered(
        "oauth2-accesses", {"client_id": "desk", "client_secret": "x"}, "/admin/mail-accounts/new",
        "#f-oauth2_token_config_id option",
    ),
    Offered("customer-companies", {"customer_id": "otters"}, "/admin/customer-companies?valid=valid", "a[data-row-link]"),
)  # fmt: skip


@pytest.mark.parametrize("case", OFFERED, ids=lambda case: case.key)
async def test_what_is_made_is_offered_until_it_is_not_valid(office: Office, desk: Desk, case: Offered) -> None:
    async with desk.site.uow() as uow:
        for setting in (settings.TICKET_SERVICE, settings.TICKET_TYPE):
            await Factories(uow).setting(setting, True)
    first, second = case.called.format("first"), case.called.format("second")
    address = await office.make(case.key, **{case.name: first}, **case.values)
    address = re.sub(r"/(rights|access|fetching|config|grant)$", "", address)
    assert await office.offers(case.where, case.selector, first)
    await office.change(address, **{case.name: second})
    assert await office.offers(case.where, case.selector, second)
    assert not await office.offers(case.where, case.selector, first)
    await office.change(address, valid=case.invalid)
    if case.key != "slas":  # it is told as long as it is there
        assert not await office.offers(case.where, case.selector, second)


async def test_an_agent_signs_in_as_long_as_valid(office: Office, desk: Desk) -> None:
    address = await office.make("agents", login="otto", first_name="Otto", last_name="Otter", email="otto@desk.example")
    await office.page.locator("[name=password]").first.fill(PASSWORD)
    await office.page.locator("[name=must_change]").uncheck()
    await office.page.get_by_role("button", name="Set the password").click()
    await office.page.get_by_text("The password is set.").first.wait_for()
    assert await _signs_in(office, "/auth/login", "otto", "**/agent/")
    await office.change(address.removesuffix("/access"), last_name="Badger")
    assert await office.shows("/admin/agents?q=otto", "Otto Badger")
    await office.change(address.removesuffix("/access"), valid="false")
    assert not await _signs_in(office, "/auth/login", "otto", "**/agent/")


async def test_a_customer_signs_in_as_long_as_valid(office: Office) -> None:
    address = await office.make(
        "customer-users", first_name="Olga", last_name="Otter", email="olga@otter.example", login="olga",
        password=PASSWORD, customer_id="northwind",
    )  # fmt: skip
    assert await _signs_in(office, "/auth/customer/login", "olga", "**/customer/")
    await office.change(address, last_name="Badger", city="Lisbon")
    assert await office.shows(address, "City: – → Lisbon")
    await office.change(address, valid="invalid")
    assert not await _signs_in(office, "/auth/customer/login", "olga", "**/customer/")


async def _signs_in(office: Office, door: str, login: str, inside: str) -> bool:
    assert office.page.context.browser is not None
    context = await office.page.context.browser.new_context()
    try:
        page = await context.new_page()
        await page.goto(office.desk.url + door)
        await page.locator("[name=login]").fill(login)
        await page.locator("[name=password]").fill(PASSWORD)
        async with page.expect_navigation():
            await page.keyboard.press("Enter")
        return "/auth/" not in page.url
    finally:
        await context.close()


async def test_a_box_of_a_relation_opens_a_queue_to_an_agent(office: Office, desk: Desk) -> None:
    group = (await office.make("groups", name="Diggers")).rpartition("/")[2]
    await office.make("queues", name="Burrow", group_id="Diggers")
    assert not await office.offers(PHONE, "#f-queue option", "Burrow")
    me = (await desk.api.get("/users/me")).json()["id"]
    path = f"/admin/relations/agents-groups/agents/{me}"
    await office.change(path, **{f"cell-{group}": ["rw"]})
    assert await office.offers(PHONE, "#f-queue option", "Burrow")
    assert await office.shows(f"/admin/relations/agents-groups/groups/{group}", f"{AGENT}: – → rw")
    await office.page.goto(desk.url + path)
    await office.page.locator(f"[name='cell-{group}'][value=rw]").uncheck()
    await office.page.locator(".admin__save button.btn--primary").click()
    await office.page.get_by_text("Saved.").first.wait_for()
    assert not await office.offers(PHONE, "#f-queue option", "Burrow")


async def test_a_role_opens_a_queue_to_its_agents(office: Office, desk: Desk) -> None:
    group = (await office.make("groups", name="Weavers")).rpartition("/")[2]
    await office.make("queues", name="Nest", group_id="Weavers")
    role = await office.make("roles", name="Spinners")
    number = re.search(r"\d+", role)
    assert number
    me = (await desk.api.get("/users/me")).json()["id"]
    await office.change(f"/admin/relations/roles-groups/roles/{number[0]}", **{f"cell-{group}": ["rw"]})
    assert not await office.offers(PHONE, "#f-queue option", "Nest")
    await office.change(f"/admin/relations/agents-roles/agents/{me}", **{f"cell-{number[0]}": ["yes"]})
    assert await office.offers(PHONE, "#f-queue option", "Nest")
    await office.change(f"/admin/roles/{number[0]}", valid="false")
    assert not await office.offers(PHONE, "#f-queue option", "Nest")


@pytest.mark.parametrize(
    ("relation", "mark", "field"),
    [
        (f"customer-users-services/customer-users/{CUSTOMER}", "yes", "service_id"),
        (f"customer-users-groups/customer-users/{CUSTOMER}", "rw", "queue_id"),
        ("customer-companies-groups/customer-companies/northwind", "rw", "queue_id"),
    ],
)
async def test_customers_are_offered_what_their_relations_say(
    office: Office, desk: Desk, browser_context: BrowserContext, relation: str, mark: str, field: str
) -> None:
    name = f"Otters of {relation.partition('/')[0]}"
    if field == "service_id":
        entry = await office.make("services", name=name)
    else:
        entry = await office.make("groups", name=name)
        await office.make("queues", name=name, group_id=name)
    portal = Office(await browser_context.new_page(), desk)
    await desk.sign_in(portal.page, CUSTOMER)
    offered = ("/customer/tickets/new", f"[name={field}] option", name)
    box = office.page.locator(f"[name='cell-{entry.rpartition('/')[2]}'][value={mark}]")
    async with desk.site.uow() as uow:
        for setting in (settings.TICKET_SERVICE, settings.CUSTOMER_GROUP_SUPPORT):
            await Factories(uow).setting(setting, True)
    try:
        for wanted in (True, False):
            await office.goto(f"/admin/relations/{relation}")
            await box.set_checked(wanted)
            await office.press()
            await office.page.get_by_text("Saved.").first.wait_for()
            assert await portal.offers(*offered) is wanted
    finally:
        async with desk.site.uow() as uow:
            await Factories(uow).setting(settings.CUSTOMER_GROUP_SUPPORT, False)


async def test_a_file_comes_along_with_its_template_while_it_is_valid(
    office: Office, desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "map-of-the-river.txt"
    file.write_text("upstream")
    await office.goto("/admin/attachments/new")
    await office.page.locator("[name=content]").set_input_files(file)
    await office.enter({"name": "River"})
    await office.press()
    await office.page.get_by_text("Saved.").first.wait_for()
    attachment = office.page.url.removeprefix(desk.url)
    template = await office.make("templates", name="Way", text="See the map.", queue_ids=["2"])
    number = template.rpartition("/")[2]
    reply = f"/agent/tickets/{await desk.ticket('Where is the river')}/reply?template={number}"
    assert not await office.shows(reply, file.name)
    related = f"/admin/relations/templates-attachments/templates/{number}"
    await office.change(related, **{f"cell-{attachment.rpartition('/')[2]}": ["yes"]})
    assert await office.shows(reply, file.name)
    await office.change(attachment, valid="invalid")
    assert not await office.shows(reply, file.name)


async def test_a_mail_that_waits_for_a_decision_becomes_a_ticket_by_force(office: Office, desk: Desk) -> None:
    await accept(desk.site, b"no header at all", "test", options=IntakeOptions())
    waiting = "/admin/mail/spool?status=quarantined"
    await _until(lambda: office.offers(waiting, "tbody tr", "waits for a decision"))
    await office.page.locator("[data-row-link]").first.click()
    ticket = office.page.get_by_role("link", name="Open the ticket")
    asking = await ticket.get_attribute("href")  # until the mail has one of its own
    await office.page.get_by_role("button", name="Make a ticket by force").click()
    address = office.page.url.removeprefix(desk.url)

    async def has_one_of_its_own() -> bool:
        await office.goto(address)
        return await ticket.get_attribute("href") != asking

    await _until(has_one_of_its_own)
    await ticket.click()
    await office.page.get_by_text("no header at all").first.wait_for()
    assert not await office.offers(waiting, "tbody tr", "waits for a decision")


async def test_replies_are_made_of_salutation_signature_template_and_file(office: Office, desk: Desk) -> None:
    await office.make("salutations", name="Warm", text="Good day to you,")
    signature = await office.make("signatures", name="Otter desk", text="The otters")
    queue = await office.make("queues", name="Care", group_id="users", salutation_id="Warm", signature_id="Otter desk")
    number = queue.rpartition("/")[2]
    template = await office.make("templates", name="Found it", text="We found your stick.", queue_ids=[number])
    article = {"subject": "My stick", "body": "is gone", "channel": "phone", "visible_for_customer": True}
    told = {"title": "My stick", "queue": "Care", "customer_user": CUSTOMER, "article": article}
    ticket = (await desk.api.post("/tickets", json=told)).json()["id"]
    reply = f"/agent/tickets/{ticket}/reply"
    assert await office.shows(reply, "Good day to you,")
    assert await office.shows(reply, "The otters")
    await office.change(signature, text="The badgers")
    assert await office.shows(reply, "The badgers")
    assert await office.shows(f"{reply}?template={template.rpartition('/')[2]}", "We found your stick.")
    assert await office.shows(reply, "Found it")
    await office.change(template, valid="invalid")
    assert not await office.shows(reply, "Found it")
    # In use it stays; a new queue cannot have it.
    assert await office.offers("/admin/queues/new", "#f-signature_id option", "Otter desk")
    await office.change(signature, valid="invalid")
    assert await office.shows(reply, "The badgers")
    assert not await office.offers("/admin/queues/new", "#f-signature_id option", "Otter desk")


async def test_mail_is_sorted_by_filter_and_address_and_answered(office: Office, desk: Desk) -> None:
    await office.make("queues", name="Dam", group_id="users")
    address = await office.make("system-addresses", email="dam@desk.example", display_name="Dam", queue_id="Dam")
    assert await _queue_of(desk, letter("Leak", to="dam@desk.example")) == "Dam"
    await office.change(address, queue_id="Misc")
    assert await _queue_of(desk, letter("Leak", to="dam@desk.example")) == "Misc"

    await office.goto("/admin/postmaster-filters/new")
    await office.page.locator("[name=name]").fill("beavers")
    await office.page.locator("[name=condition-key]").first.fill("Subject")
    await office.page.locator("[name=condition-value]").first.fill("^beaver")
    await office.page.locator("[name=set-key]").first.fill("X-OTRS-Queue")
    await office.page.locator("[name=set-value]").first.fill("Dam")
    await office.page.get_by_role("button", name="Create").click()
    await office.page.get_by_text("Saved.").first.wait_for()
    assert await _queue_of(desk, letter("Beaver at work", to="dam@desk.example")) == "Dam"
    rule = "/admin/postmaster-filters/rule/beavers"
    await office.goto(rule)
    await office.page.locator("[name=set-value]").first.fill("Junk")
    await office.page.locator(".admin__save button.btn--primary").click()
    await office.page.get_by_text("Saved.").first.wait_for()
    assert await _queue_of(desk, letter("Beaver at work", to="dam@desk.example")) == "Junk"
    await office.change(rule, valid="false")
    assert await _queue_of(desk, letter("Beaver at work", to="dam@desk.example")) == "Misc"

    answer = await office.make("auto-responses", name="Gnawing", subject="We gnaw on it", text="Soon.")
    misc = next(row["id"] for row in (await desk.api.get("/queues?q=Misc")).json()["data"])
    reply = answer.rpartition("/")[2]
    await office.change(f"/admin/relations/queues-auto-responses/queues/{misc}", **{f"cell-{reply}": ["yes"]})
    await _queue_of(desk, letter("A log", to="dam@desk.example", sender="bo@beaver.example"))
    assert await _answers(desk, "bo@beaver.example") == 1
    await office.change(answer, valid="invalid")
    await _queue_of(desk, letter("A twig", to="dam@desk.example", sender="bea@beaver.example"))
    assert await _answers(desk, "bea@beaver.example") == 0


async def _queue_of(desk: Desk, raw: bytes) -> str:
    """Where a mail's ticket went."""
    taken = await accept(desk.site, raw, "test", options=IntakeOptions())

    async def ticket() -> int | None:
        async with desk.site.read() as read:
            row = (await read.session.execute(select(SPOOL).where(SPOOL.c.id == taken.spool_id))).one()
            return int(row.ticket_id) if row.ticket_id else None

    number = await eventually(ticket, within_s=30)
    return str((await desk.api.get(f"/tickets/{number}")).json()["queue"]["name"])


async def _answers(desk: Desk, recipient: str) -> int:
    async with desk.site.read() as read:
        rows = await read.session.scalars(select(MailQueue.recipient).where(MailQueue.recipient == recipient))
        return len(rows.all())


async def test_a_notification_is_told_until_it_is_not_valid(office: Office, desk: Desk) -> None:
    """By mail: nobody is told of what they did themselves."""
    me = (await desk.api.get("/users/me")).json()["id"]
    page = office.page
    await office.goto("/admin/notification-events/new")
    await office.enter(
        {
            "name": "Otters told",
            "events": ["TicketCreate"],
            "recipient_agent_ids": [str(me)],
            "transports": ["InApp"],
            "subject_en": "An otter called",
            "body_en": "about <OTRS_TICKET_Title>",
        }
    )
    await office.press()
    await page.get_by_text("Saved.").first.wait_for()
    address = page.url.removeprefix(desk.url)
    await _queue_of(desk, letter("Otter one"))
    await _until(lambda: office.shows("/agent/notices", "An otter called"))
    await office.change(address, subject_en="A badger called")
    await _queue_of(desk, letter("Otter two"))
    await _until(lambda: office.shows("/agent/notices", "A badger called"))
    await office.change(address, valid="invalid", subject_en="Nobody called")
    await _queue_of(desk, letter("Otter three"))
    assert not await office.shows("/agent/notices", "Nobody called")


async def _until(look: Callable[[], Awaitable[bool]]) -> None:
    await eventually(look, within_s=20, every_s=0.2)


async def test_a_dynamic_field_shows_where_its_screens_say(office: Office) -> None:
    made = {"name": "Burrow", "label": "Burrow no.", "object_type": "Ticket", "type": "Text"}
    address = (await office.make("dynamic-fields", **made)).removesuffix("/config")
    number = address.rpartition("/")[2]
    assert not await office.shows(PHONE, "Burrow no.")
    await office.change("/admin/dynamic-fields/screens", **{f"use-{number}-AgentTicketPhone": "shown"})
    assert await office.shows(PHONE, "Burrow no.")
    await office.change(address, label="Holt no.")
    assert await office.shows(PHONE, "Holt no.")
    await office.change(address, valid="invalid")
    assert not await office.shows(PHONE, "Holt no.")


async def test_a_calendar_is_offered_while_it_has_a_name(office: Office) -> None:
    await office.change("/admin/calendars/7", name="Night otters", time_zone="Europe/Oslo")
    assert await office.offers("/admin/queues/1", "#f-calendar option", "Night otters")
    await office.change("/admin/calendars/7", name="")
    assert not await office.offers("/admin/queues/1", "#f-calendar option", "Night otters")


async def test_a_week_of_boxes_and_days_off_decide_when_a_ticket_is_due(office: Office, desk: Desk) -> None:
    calendar, page = "/admin/calendars/6", office.page
    await office.change(calendar, name="Tide", time_zone="UTC", vacation_days="", vacation_dates="")
    await office.make("queues", name="Ebb", group_id="users", calendar="Tide", solution_time="60")
    article = {"subject": "Stranded", "body": "high and dry", "channel": "phone", "visible_for_customer": True}
    told = {"title": "Stranded", "queue": "Ebb", "customer_user": CUSTOMER, "article": article}
    made = datetime.now(UTC)
    ticket = (await desk.api.post("/tickets", json=told)).json()["id"]

    async def minutes_left() -> int:
        await office.goto(f"/agent/tickets/{ticket}")
        words = await page.locator(".clock--box").text_content() or ""
        found = re.search(r"(?:(\d+) d )?(?:(\d+) h ?)?(?:(\d+) min)?$", words)
        assert found, words
        days, hours, minutes = (int(part or 0) for part in found.groups())
        return (days * 24 + hours) * 60 + minutes

    async def is_due(moment: datetime) -> bool:
        """As exactly as it is told: to the hour where days are left."""
        return 0 <= (moment - datetime.now(UTC)).total_seconds() / 60 - await minutes_left() <= 61

    await office.goto(calendar)
    boxes = page.locator("[data-grid] input")
    await boxes.first.set_checked(False)
    await boxes.first.click()
    await boxes.last.click(modifiers=["Shift"])
    await office.press()
    await page.get_by_text("Saved.").first.wait_for()
    assert await page.locator("[data-grid] input:checked").count() == 7 * 24
    await _until(lambda: is_due(made + timedelta(hours=1)))

    today = made.replace(hour=0, minute=0, second=0, microsecond=0)
    off = {"vacation_days": f"{today:%m-%d} Storm", "vacation_dates": f"{today + timedelta(days=1):%Y-%m-%d} Flood"}
    await office.change(calendar, **off)
    await _until(lambda: is_due(today + timedelta(days=2, hours=1)))
    await office.change(calendar, time_zone="Pacific/Kiritimati")  # where each day begins 14 hours earlier
    await _until(lambda: is_due(today + timedelta(days=1, hours=11)))


async def test_a_type_of_link_is_offered_while_its_setting_says_so(office: Office, desk: Desk) -> None:
    setting = "/admin/settings/LinkObject%3A%3APossibleLink%23%23%230201"
    roles = (f"/agent/tickets/{await desk.ticket('Linked to none')}/link", "#f-role option[value=parent]", "")
    assert await office.offers(*roles)
    assert await office.offers("/admin/link-types", "tr:has-text('ParentChild') td:nth-child(6)", "yes")
    await office.goto(setting)
    try:
        for box in await office.page.locator("[name=value-value]").all():
            await box.fill("")
        await office.press()
        await office.page.get_by_text("Saved.").first.wait_for()
        assert not await office.offers(*roles)
        assert await office.offers("/admin/link-types", "tr:has-text('ParentChild') td:nth-child(6)", "no")
    finally:
        await office.goto(setting)
        async with office.page.expect_navigation():
            await office.page.get_by_role("button", name="As delivered").last.click()
    assert await office.offers(*roles)


async def test_an_attribute_relation_narrows_the_form(office: Office, tmp_path: Any) -> None:
    page = office.page
    file = tmp_path / "urgent.csv"
    file.write_text("Queue;Priority\nRaw;5 very high\n")
    await office.goto("/admin/attribute-relations/new")
    await page.locator("[name=file]").set_input_files(str(file))
    await page.get_by_role("button", name="Preview").click()
    await page.get_by_text("1 pair").first.wait_for()
    await page.locator(".admin__save button.btn--primary").click()
    await page.get_by_text("Saved.").first.wait_for()
    address = page.url.removeprefix(office.desk.url)
    raw = next(row["id"] for row in (await office.desk.api.get("/queues?q=Raw")).json()["data"])
    priorities = "#f-priority option"
    assert not await office.offers(f"{PHONE}?queue={raw}", priorities, "3 normal")
    assert await office.offers(f"{PHONE}?queue={raw}", priorities, "5 very high")
    await office.goto(address)
    await page.get_by_role("button", name="Remove").click()
    await page.get_by_role("button", name="Go ahead").click()
    await page.wait_for_url("**/admin/attribute-relations")
    assert await office.offers(f"{PHONE}?queue={raw}", priorities, "3 normal")


async def test_a_mail_account_is_tried_and_rests_when_not_valid(office: Office) -> None:
    made = {"host": "127.0.0.1:1", "login": "otters", "password": "never-shown-1", "type": "IMAP", "fetch": False}
    address = (await office.make("mail-accounts", **made)).removesuffix("/fetching")
    await office.page.get_by_role("button", name="Test").click()
    await office.page.locator(".notice--danger, .notice--warn").first.wait_for()
    await office.change(address, interval_s="90")
    assert await office.shows(address, "60 → 90")
    assert "never-shown" not in await office.page.content()
    assert await office.offers("/admin/mail-accounts?valid=valid", "a[data-row-link]", "otters")
    await office.change(address, valid="invalid")
    assert await office.offers("/admin/mail-accounts?valid=invalid", "tbody tr", "not fetched")
    assert not await office.offers("/admin/mail-accounts?valid=valid", "a[data-row-link]", "otters")
