"""Writing by keyboard: where the caret is, who and what the editor offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.axe import complaints
from tests.support.desk import Desk

if TYPE_CHECKING:
    from playwright.async_api import Page, Route

EDITOR = "#composer [contenteditable=true]"
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


async def test_one_writes_behind_the_salutation_and_is_offered_colleagues_and_texts(page: Page, desk: Desk) -> None:
    about = {"login": "nils", "email": "nils@desk.example", "first_name": "Nils", "last_name": "Ek"}
    nils = (await desk.api.post("/users", json={**about, "password": "A long one 4 Nils"})).raise_for_status().json()
    groups = (await desk.api.get("/groups")).json()["data"]
    rights = [{"group_id": one["id"], "rights": ["rw"]} for one in groups if one["name"] == "users"]
    (await desk.api.put(f"/users/{nils['id']}/groups", json={"groups": rights})).raise_for_status()
    queue = next(one for one in (await desk.api.get("/queues")).json()["data"] if one["name"] == "Raw")
    text = {
        "name": "Gateway note",
        "text": "Gateway was restarted.",
        "template_type": "Note",
        "queue_ids": [queue["id"]],
    }
    (await desk.api.post("/templates", json=text)).raise_for_status()
    ticket = f"{desk.url}/agent/tickets/{await desk.ticket('VPN drops in the editor')}"
    await desk.sign_in(page)

    await page.goto(f"{ticket}/reply")
    editor = page.locator(EDITOR)
    await page.locator(f"{EDITOR}:focus").wait_for()
    await page.keyboard.type("Use Gothenburg.")
    before, _written, after = (await editor.inner_text()).partition("Use Gothenburg.")
    assert "thank you for writing to us" in before
    assert "wrote:" in after
    await page.get_by_label("Plain text").check()
    await page.goto(f"{ticket}/reply")
    await page.keyboard.type("Use Gothenburg.")
    before, _written, after = (await page.locator("#f-body").input_value()).partition("Use Gothenburg.")
    assert ("thank you for writing to us" in before, "wrote:" in after) == (True, True)
    await page.get_by_label("Plain text").uncheck()

    await page.goto(f"{ticket}/note")
    await page.locator(f"{EDITOR}:focus").wait_for()
    await page.keyboard.type("Ask @ni")
    await page.get_by_role("option", name="Nils Ek @nils", selected=True).wait_for()
    assert await editor.get_attribute("aria-activedescendant") == await page.locator("[role=option]").get_attribute(
        "id"
    )
    assert await page.get_by_role("status").filter(has_text="1 offer.").count() == 1
    assert await complaints(page) == []
    await page.keyboard.press("Enter")
    await page.keyboard.type("please. ::gate")
    await page.get_by_role("option", name="Gateway note").wait_for()
    await page.keyboard.press("Escape")
    assert await page.locator(".offers").is_hidden()
    await page.keyboard.type("w")
    await page.get_by_role("option", name="Gateway note").wait_for()
    await page.keyboard.press("Tab")
    await editor.get_by_text("Ask @nils please. Gateway was restarted.").wait_for()


async def test_an_image_that_the_text_shows_has_no_card_below_it(page: Page, desk: Desk) -> None:
    ticket = await desk.ticket("A plan in the text")
    image = {"filename": "plan.png", "content_type": "image/png", "content": PIXEL}
    files = [
        {**image, "disposition": "inline", "content_id": "plan@desk"},
        {**image, "filename": "other.png"},
    ]
    article = {
        "subject": "Plan",
        "body": '<p>Like this: <img src="cid:plan@desk"></p>',
        "content_type": "text/html",
        "channel": "internal",
        "attachments": files,
    }
    (await desk.api.post(f"/tickets/{ticket}/articles", json=article)).raise_for_status()
    await desk.sign_in(page)
    await page.goto(f"{desk.url}/agent/tickets/{ticket}")
    await page.frame_locator("article iframe").get_by_text("Like this:").wait_for()
    await page.locator(".attachment").filter(has_text="plan.png").wait_for(state="hidden")
    assert await page.locator(".attachment").filter(has_text="other.png").is_visible()


async def test_a_file_that_is_being_sent_survives_loading_the_page_again(page: Page, desk: Desk) -> None:
    ticket = await desk.ticket("A long recording")
    await desk.sign_in(page)
    await page.goto(f"{desk.url}/agent/tickets/{ticket}/note")
    under_way: list[Route] = []

    async def hold_the_first(route: Route) -> None:
        if under_way:
            await route.continue_()
        under_way.append(route)

    await page.route("**/agent/uploads", hold_the_first)
    recording = {"name": "recording.txt", "mimeType": "text/plain", "buffer": b"hum " * 100}
    async with page.expect_response("**/drafts/note"):
        await page.locator("#composer input[type=file]").set_input_files([recording])
    await page.get_by_role("progressbar", name="recording.txt").wait_for()
    await page.reload()
    await page.locator("#composer").get_by_role("checkbox", name="recording.txt").wait_for()
    assert len(under_way) == 2


async def test_keys_can_be_changed_on_a_device(page: Page, desk: Desk) -> None:
    await desk.sign_in(page)
    await page.keyboard.press("?")
    await page.get_by_role("button", name="Change the key for: Queues").press("Enter")
    await page.keyboard.press("/")
    await page.get_by_text("/ does something else already.").wait_for()
    await page.get_by_role("button", name="Change the key for: Queues").press("Enter")
    await page.keyboard.press("y")
    await page.keyboard.press("Escape")
    await page.keyboard.press("g")
    await page.keyboard.press("q")  # given away
    await page.keyboard.press("y")
    await page.wait_for_url("**/agent/queues")
    await page.keyboard.press("?")
    await page.get_by_role("button", name="Change the key for: Queues").press("Enter")
    await page.keyboard.press("Backspace")
    await page.get_by_role("button", name="g q: Change the key for: Queues").wait_for()
    assert await complaints(page) == []


async def test_a_property_changed_on_a_page_of_its_own_leads_back_to_the_ticket(page: Page, desk: Desk) -> None:
    await desk.sign_in(page)
    ticket = await desk.ticket("Opened in a new tab")
    await page.goto(f"{desk.url}/agent/tickets/{ticket}/title")
    await page.locator("[name=title]").fill(" ")
    await page.get_by_role("button", name="Save").click()
    await page.locator("[name=title][aria-invalid=true]").fill("Changed in a new tab")
    await page.get_by_role("button", name="Save").click()
    await page.wait_for_url(f"**/agent/tickets/{ticket}")
    await page.get_by_role("heading", level=1, name="Changed in a new tab").wait_for()


async def test_leaving_a_page_that_took_the_lock_leads_back_to_the_ticket(page: Page, desk: Desk) -> None:
    await desk.sign_in(page)
    ticket = await desk.ticket("Entered by mistake")
    await page.goto(f"{desk.url}/agent/tickets/{ticket}/closure")
    await page.get_by_text("The ticket is now locked for you.").wait_for()
    await page.get_by_role("button", name="Undo").click()
    await page.wait_for_url(f"**/agent/tickets/{ticket}")
    await page.get_by_text("Unlocked, and given back.").wait_for()
