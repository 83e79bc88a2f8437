"""What the mouse moves and what moves by itself: widgets, rows onto queues and people, lists that hear of new tickets, views that count."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from gotrs_api.mail.models import MailQueue
from gotrs_web import found_choices
from tests.support.desk import AGENT, CUSTOMER, Desk
from tests.support.factories import PASSWORD, Factories
from tests.support.waiting import eventually

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

LINK = re.compile(r"/auth/customer/register/confirm\?token=[\w=-]+")


async def order(page: Page) -> list[str]:
    keys = await page.locator("[data-board] > [data-widget]").evaluate_all("all => all.map(one => one.dataset.widget)")
    return [str(key) for key in keys]


async def test_widgets_are_moved_by_mouse_and_by_keyboard_and_stay_there(page: Page, desk: Desk) -> None:
    await desk.sign_in(page)
    first, second, third, *rest = await order(page)
    async with page.expect_response(lambda answer: "/agent/board/" in answer.url) as placed:
        await page.locator(f"#widget-{third} header h2").drag_to(page.locator(f"#widget-{first} header h2"))
    assert (await placed.value).ok
    assert await order(page) == [third, first, second, *rest]
    await page.reload()
    assert await order(page) == [third, first, second, *rest]

    await page.locator(f"#widget-{third} header button").first.focus()
    await page.keyboard.press("Enter")
    later = page.get_by_role("button", name="Move later").locator("visible=true")
    await later.focus()
    await page.keyboard.press("Enter")
    await page.wait_for_url(f"**/agent/#widget-{third}")
    assert (await order(page))[:3] == [first, third, second]

    await page.locator(f"#widget-{third} header button").first.click()
    await page.get_by_role("button", name="Hide", exact=True).locator("visible=true").click()
    await page.locator(f"#widget-{third}").wait_for(state="detached")
    await page.get_by_role("button", name="Add a widget").click()
    await page.locator("#add-widget").get_by_role("button").first.click()
    await page.locator(f"#widget-{third}").wait_for()


async def test_rows_are_dropped_on_a_queue_on_me_and_on_a_colleague(page: Page, desk: Desk) -> None:
    async with desk.site.uow() as uow:
        factories = Factories(uow)
        junk, raw = await factories.existing_queue("Junk"), await factories.existing_queue("Raw")
        mira = await factories.agent("mira", rights={junk: "rw", raw: "rw"}, password=PASSWORD)
    ticket = await desk.ticket("Dragged about")
    await desk.sign_in(page)
    await page.goto(f"{desk.url}/agent/queues/{raw.id}")
    row = page.locator(f"[data-drag='{ticket}']")

    async def now() -> dict[str, object]:
        return dict((await desk.api.get(f"/tickets/{ticket}")).json())

    tree = page.locator("#queue-tree")
    await row.drag_to(tree.get_by_role("link", name="Junk"), source_position={"x": 300, "y": 8})
    await page.get_by_text("1 ticket changed.").first.wait_for()
    assert (await now())["queue"]["name"] == "Junk"  # type: ignore[index]
    await page.get_by_role("button", name="Undo").click()
    await row.wait_for()
    assert (await now())["queue"]["name"] == "Raw"  # type: ignore[index]

    await row.drag_to(tree.get_by_role("link", name="My open tickets"), source_position={"x": 300, "y": 8})
    await page.get_by_text("1 ticket changed.").first.wait_for()
    assert (await now())["owner"]["login"] == AGENT  # type: ignore[index]

    await page.reload()  # what is said of the last change would stand in the way
    await page.locator("#colleagues summary").click()
    colleague = page.locator("#colleagues a[href*='owner_id']").first
    await colleague.wait_for()
    await row.drag_to(colleague, source_position={"x": 300, "y": 8})
    await page.get_by_text("1 ticket changed.").first.wait_for()
    assert (await now())["owner"]["id"] == mira.id  # type: ignore[index]


async def test_a_list_hears_of_new_tickets_and_shows_them_when_asked(page: Page, desk: Desk) -> None:
    await desk.sign_in(page)
    await page.goto(f"{desk.url}/agent/tickets?view=new")
    await page.locator("body.is-live").wait_for(state="attached")
    ticket = await desk.ticket("Heard of")
    assert not await page.locator(f"[data-drag='{ticket}']").count()
    await page.get_by_role("link", name="1 new ticket: show it").click()
    await page.locator(f"[data-drag='{ticket}']").wait_for()
    await page.locator(".browse__new").wait_for(state="detached")


async def test_a_view_is_saved_under_a_name_and_counts(page: Page, desk: Desk) -> None:
    ticket = await desk.ticket("Counted")
    (await desk.api.patch(f"/tickets/{ticket}", json={"priority": "5 very high"})).raise_for_status()
    await desk.sign_in(page)
    await page.goto(f"{desk.url}/agent/tickets?priority=5")
    await page.get_by_role("button", name="More for this list").click()
    await page.get_by_role("link", name="Save this view").click()
    await page.get_by_label("Name of the view").fill("Burning")
    await page.get_by_role("button", name="Save the view").click()
    view = page.locator("#saved-views a", has_text="Burning")
    await view.locator(".count", has_text="1").wait_for()
    await view.click()
    await page.locator(f"[data-drag='{ticket}']").wait_for()


async def test_a_customer_signs_up_and_is_in(page: Page, desk: Desk) -> None:
    await page.goto(f"{desk.url}/auth/customer/login")
    await page.get_by_role("link", name="Sign up").click()
    await page.locator("[name=email]").fill("nora@example.com")
    await page.locator("[name=first_name]").fill("Nora")
    await page.locator("[name=last_name]").fill("Newcomer")
    await page.get_by_role("button", name="Sign up").click()
    await page.get_by_text("nora@example.com").first.wait_for()

    async def link() -> str | None:
        async with desk.site.read() as read:
            wanted = select(MailQueue.raw_message).where(MailQueue.recipient == "nora@example.com")
            mails = [message_from_bytes(raw, policy=default) for raw in await read.session.scalars(wanted)]
        texts = [body.get_content() for mail in mails if (body := mail.get_body(("plain",))) is not None]
        return next((found.group() for text in texts if (found := LINK.search(text))), None)

    await page.goto(desk.url + str(await eventually(link)))
    await page.locator("[name=password]").fill(PASSWORD)
    await page.locator("[name=again]").fill(PASSWORD)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/auth/customer/login")
    await page.locator("[name=login]").fill("nora@example.com")
    await page.locator("[name=password]").fill(PASSWORD)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/customer/")
    assert CUSTOMER not in await page.locator("body").inner_text()


async def test_the_desks_name_and_colours_are_on_every_page(page: Page, browser: Browser, desk: Desk) -> None:
    await desk.sign_in(page)
    await page.goto(f"{desk.url}/admin/branding")
    before = await page.locator("[name=name]").input_value()
    await page.locator("[name=name]").fill("Northwind Help")
    await page.locator("[name=accent_light]").first.fill("#0a3d62")
    await page.get_by_role("button", name="Save").click()
    await page.get_by_text("Saved.").first.wait_for()
    stranger = await (await browser.new_context()).new_page()
    for address in ("/auth/login", "/auth/customer/login"):
        await stranger.goto(desk.url + address)
        assert "Northwind Help" in await stranger.locator(".brand").first.inner_text()
        assert "Northwind Help" in await stranger.title()
    await stranger.context.close()
    await page.goto(f"{desk.url}/admin/branding")
    await page.locator("[name=name]").fill(before)
    await page.locator("[name=accent_light]").first.fill("")
    await page.get_by_role("button", name="Save").click()
    await page.get_by_text("Saved.").first.wait_for()


async def test_a_queue_of_many_is_found_by_typing(page: Page, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found_choices, "MOST_OFFERED", 1)
    ticket = await desk.ticket("To be found by typing")
    await desk.sign_in(page)
    await page.goto(f"{desk.url}/agent/profile")
    mine = page.locator("#my-queues")
    assert await mine.locator("label.check").count() == 1
    await mine.get_by_label("Find by name").fill("mis")
    await mine.get_by_label("Misc").check()
    await mine.get_by_label("Find by name").fill("raw")
    await mine.get_by_label("Raw").wait_for()
    assert await mine.get_by_label("Misc").is_checked(), "what is chosen stays"
    await mine.get_by_role("button", name="Save").click()
    await page.get_by_text("Saved.").first.wait_for()
    assert await mine.get_by_label("Misc").is_checked()

    await page.goto(f"{desk.url}/agent/tickets/{ticket}/queue")
    await page.get_by_label("Find by name").fill("junk")
    await page.locator("[name=queue_id] option", has_text="Junk").wait_for(state="attached")
    await page.locator("[name=queue_id]").select_option(label="Junk")
    await page.locator("form.property-form .btn--primary").click()

    async def moved() -> bool:
        return bool((await desk.api.get(f"/tickets/{ticket}")).json()["queue"]["name"] == "Junk")

    await eventually(moved)

    await page.goto(f"{desk.url}/agent/tickets/new/phone")
    await page.locator("#properties").get_by_label("Find by name").first.fill("misc")
    await page.locator("#f-queue option", has_text="Misc").wait_for(state="attached")
    await page.locator("#f-queue").select_option(label="Misc")
    await page.locator("#f-owner option", has_text="Lena").first.wait_for(state="attached")
    assert await page.locator("#f-queue option:checked").inner_text() == "Misc", "it stays when the form follows"
