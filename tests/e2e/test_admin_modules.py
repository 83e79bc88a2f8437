"""Access, integration and system of the administration in a browser: each made, changed, seen to act, and taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zipfile import ZipFile

import httpx
import pytest
from sqlalchemy import select, update

from gotrs_api.admin.performance.recorder import PerformanceLog
from gotrs_api.identity.models import AuditEntry
from gotrs_api.kernel.logging import recent_log
from tests.support.administrator import Administrator
from tests.support.desk import AGENT, CUSTOMER, Desk
from tests.support.factories import PASSWORD

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page


@pytest.fixture
async def boss(page: Page, desk: Desk) -> Administrator:
    await desk.sign_in(page)
    return Administrator(page, desk)


async def test_settings_are_found_in_their_tree_and_rows_are_added_and_taken_out(boss: Administrator) -> None:
    page = boss.page
    await boss.open("/admin/settings?group=Core::Time")
    await page.locator(".admin__places [aria-current=page]", has_text="Time").wait_for()
    await page.get_by_role("link", name="TimeVacationDaysOneTime", exact=True).click()
    before = await page.locator("[data-rows-edited] tbody tr").count()
    await boss.press("Add")
    assert await page.locator("[data-rows-edited] tbody tr").count() == before + 1
    await boss.fill(**{"value-c0": "2031", "value-c1": "5", "value-c2": "14", "value-c3": "Bridge day"})
    await boss.save()
    await boss.open("/admin/calendars/0")
    assert "2031-05-14 Bridge day" in await page.locator("[name=vacation_dates]").input_value()

    await boss.open("/admin/settings/TimeVacationDaysOneTime")
    await page.get_by_role("button", name="Remove", exact=True).first.click()
    await boss.save()
    await boss.open("/admin/calendars/0")
    assert "Bridge" not in await page.locator("[name=vacation_dates]").input_value()


async def test_an_agent_has_it_his_way_until_the_administrator_says_no(boss: Administrator) -> None:
    page, name = boss.page, "Ticket::Frontend::AgentTicketQueue###HideEmptyQueues"
    setting = f"/admin/settings/{name.replace('#', '%23')}"
    # A queue of its own, in which no other test puts a ticket.
    await boss.open("/admin/queues/new")
    await boss.fill(name="Never anything in it", group_id="users")
    await boss.save("Create")
    empty = page.locator(".tree a", has_text="Never anything in it").first
    form = page.locator("form[action$='/profile/settings']")

    async def hide_them() -> None:
        await boss.open("/agent/profile")
        await form.locator(f"select[name='{name}']").select_option("True")
        async with page.expect_navigation():
            await form.get_by_role("button", name="Save").click()

    await boss.open("/agent/queues")
    await empty.wait_for(state="attached")
    await hide_them()
    await boss.open("/agent/queues")
    assert await empty.count() == 0
    await boss.open(setting)
    await page.get_by_role("link", name="1 agent has a value of their own").click()
    await page.locator("[data-row-link]").click()
    await boss.confirm("As the desk has it")
    await boss.open("/agent/queues")
    await empty.wait_for(state="attached")

    await hide_them()
    await boss.open(setting)
    await boss.fill(agents_may_change="no")
    await boss.save()
    await boss.open("/agent/queues")
    await empty.wait_for(state="attached")
    await boss.open(setting)
    await boss.save("As delivered")
    await boss.open("/agent/profile")
    await form.locator(f"select[name='{name}']").select_option("")
    await form.get_by_role("button", name="Save").click()


async def test_a_web_service_is_built_called_and_made_invalid(boss: Administrator) -> None:
    page = boss.page
    await boss.open("/admin/web-services/new")
    await boss.fill(name="Doorbell")
    await boss.save("Create")
    here = page.url
    await page.get_by_role("link", name="Add operation").click()
    await boss.fill(name="Ring", type="Session::SessionGet", route="/ring")
    await boss.save()
    await page.goto(f"{here}/transport/provider")
    await boss.fill(**{"Transport-Type": "HTTP::SOAP"})
    await page.locator("[name=Transport-Config-NameSpace]").wait_for()
    assert not await page.locator("[name=Transport-Config-KeepAlive]").is_visible()
    await boss.fill(**{"Transport-Type": "HTTP::REST", "Transport-Config-MaxLength": "1000"})
    await boss.save()
    address = f"{boss.desk.url}/otrs/nph-genericinterface.pl/Webservice/Doorbell/ring"
    async with httpx.AsyncClient() as client:
        answer = await client.get(address)
        assert (answer.status_code, "Error" in answer.json()) == (200, True)
        await page.goto(here)
        await boss.fill(valid="invalid")
        await boss.save()
        assert (await client.get(address)).status_code == 500


async def test_a_webhook_is_tried_and_switched_off(boss: Administrator) -> None:
    page = boss.page
    await boss.open("/admin/webhooks/new")
    await boss.fill(name="Pager", url="https://pager.example/hook")
    await page.locator("details:has([name=events]) > summary").first.click()
    await page.locator("[name=events]").first.check()
    await boss.save("Create")
    await boss.save("Send a test event")
    await page.locator("main, .admin__form").get_by_text("system.test").first.wait_for()
    await boss.open("/admin/webhooks")
    await page.get_by_role("link", name="Pager", exact=True).click()
    await boss.save("Switch off")
    await page.get_by_role("button", name="Switch on").wait_for()


async def test_a_maintenance_is_told_at_the_door_until_it_is_invalid(boss: Administrator) -> None:
    now = datetime.now(UTC)
    moment = "%Y-%m-%dT%H:%M"
    await boss.open("/admin/maintenance/new")
    period = {"start": now - timedelta(days=2), "stop": now + timedelta(days=2)}
    await boss.fill(comment="New disks", **{name: one.strftime(moment) for name, one in period.items()})
    await boss.fill(show_login_message="yes", login_message="Disks are changed.")
    await boss.save("Create")
    try:
        assert "Disks are changed." in await boss.at_the_door()
    finally:
        await boss.fill(valid="invalid")
        await boss.save()
    assert "Disks are changed." not in await boss.at_the_door()


async def test_a_sign_in_provider_stands_at_the_door_while_it_is_enabled(boss: Administrator) -> None:
    await boss.open("/admin/sign-in-providers/new?kind=oidc")
    await boss.fill(
        name="corp", label="Corporate", issuer="https://id.example.com", client_id="desk", client_secret="x"
    )
    await boss.save("Create")
    assert "Corporate" in await boss.at_the_door()
    await boss.open("/admin/sign-in-providers")
    await boss.page.get_by_role("link", name="Corporate", exact=True).click()
    await boss.fill(enabled="no")
    await boss.save()
    assert "Corporate" not in await boss.at_the_door()


async def test_lost_passwords_are_no_way_in_while_they_are_switched_off(boss: Administrator) -> None:
    await boss.open("/admin/setting-groups/passwords")
    await boss.fill(**{"s-LostPassword": "no"})
    await boss.save()
    assert "Forgotten?" not in await boss.at_the_door()
    await boss.fill(**{"s-LostPassword": "yes"})
    await boss.save()
    assert "Forgotten?" in await boss.at_the_door()


async def test_work_that_comes_round_is_done_now_and_a_select_is_in_the_audit_log(boss: Administrator) -> None:
    page = boss.page
    await boss.open("/admin/jobs/periodic")
    row = page.get_by_role("row", name="admin.prune")
    async with page.expect_navigation():
        await row.get_by_role("button", name="Run now").click()
    await page.locator(".admin__form", has_text="admin.run_round").wait_for()
    await boss.open("/admin/sql")
    await page.locator("[name=query]").fill("SELECT name FROM queue WHERE name = 'Raw'")
    await page.get_by_role("button", name="Run").first.click()
    await page.get_by_role("cell", name="Raw").first.wait_for()
    await boss.open("/admin/audit-log?action=sql_box.select")
    await page.locator("tr[data-row]", has_text="sql_box.select").first.wait_for()


async def test_a_session_and_a_token_end_when_the_administrator_ends_them(
    boss: Administrator, browser: Browser
) -> None:
    page, desk = boss.page, boss.desk
    async with httpx.AsyncClient(base_url=f"{desk.url}/api/v1") as other:
        signed_in = await other.post("/auth/login", json={"login": AGENT, "password": PASSWORD})
        other.headers["Authorization"] = f"Bearer {signed_in.json()['access_token']}"
        made = await other.post("/tokens", json={"name": "robot", "scopes": ["profile:read"]})
        assert made.status_code == 201, made.text
        robot = {"Authorization": f"Bearer {made.json()['token']}"}
        assert (await other.get("/users/me", headers=robot)).status_code == 200
        await boss.open("/admin/tokens?q=robot")
        await page.locator("a.admin__name").first.click()
        await boss.confirm("Revoke")
        assert (await other.get("/users/me", headers=robot)).status_code == 401

    context = await browser.new_context()
    try:
        theirs = await context.new_page()
        await desk.sign_in(theirs)
        await boss.open("/admin/sessions")
        ours = page.locator("tr[data-row]")
        for number in range(await ours.count()):
            await boss.open("/admin/sessions")
            await ours.nth(number).locator("[data-row-link]").click()
            await page.get_by_role("button", name="End this session").wait_for()
            if await page.get_by_text("this one").count() == 0:
                await boss.save("End this session")
                break
        await theirs.goto(f"{desk.url}/agent/profile")
        assert "/auth/login" in theirs.url
    finally:
        await context.close()


@pytest.mark.parametrize(
    ("language", "shipped", "wanted"),
    [("en", "Performance log", "Stopwatch"), ("de", "Leistungsprotokoll", "Stoppuhr")],
)
async def test_a_text_is_another_in_its_language_until_it_is_as_delivered(
    boss: Administrator, browser: Browser, language: str, shipped: str, wanted: str
) -> None:
    page = boss.page
    await boss.open(f"/admin/translations?language={language}&q=Performance log")
    await page.get_by_role("link", name="Performance log", exact=True).last.click()
    await boss.fill(texts="Stopwatch {n}")
    await boss.save()
    await page.get_by_text("places in braces").first.wait_for()
    await boss.fill(texts=wanted)
    await boss.save()
    text = page.url
    for wished in ("en", "de"):
        context = await browser.new_context(locale=wished, storage_state=await page.context.storage_state())
        try:
            theirs = await context.new_page()
            for told in (wanted, shipped) if wished == language else (None,):
                if told == shipped:
                    await page.goto(text)
                    await boss.save("As delivered")
                await theirs.goto(f"{boss.desk.url}/admin/")
                names = await theirs.locator("main a").all_inner_texts()
                assert (wanted in names, shipped in names) == (told == wanted, told == shipped)
        finally:
            await context.close()


async def test_the_performance_log_is_switched_on_and_off(boss: Administrator) -> None:
    page, log = boss.page, PerformanceLog(boss.desk.site)
    await boss.open("/admin/performance-log")
    await boss.save("Switch on")
    await page.get_by_text("switched on", exact=True).wait_for()
    await log.look()
    await boss.open("/agent/queues")
    await log.write()
    await boss.open("/admin/performance-log?area=agent")
    await page.get_by_role("cell", name="GET /agent/queues").wait_for()
    await boss.confirm("Empty the log")
    assert await page.get_by_role("cell", name="GET /agent/queues").count() == 0
    await boss.save("Switch off")
    await page.get_by_text("switched off", exact=True).wait_for()
    await log.look()


async def test_the_bundle_for_support_tells_settings_and_no_secrets(boss: Administrator) -> None:
    await boss.open("/admin/system")
    async with boss.page.expect_download() as download:
        await boss.page.get_by_role("link", name="Bundle for support").click()
    with ZipFile(await (await download.value).path()) as bundle:
        content = "".join(bundle.read(name).decode() for name in bundle.namelist())
    assert "sqlite" in content
    assert boss.desk.site.settings.secret_key.get_secret_value() not in content


async def test_a_box_offers_a_template_in_a_queue_until_it_is_taken_out(boss: Administrator) -> None:
    desk, page = boss.desk, boss.page
    made = await desk.api.post("/templates", json={"name": "Look under the mat", "text": "It lies under the mat."})
    template = made.json()["id"]
    queue = (await desk.api.post("/queues", json={"name": "Doormats", "group": "users"})).json()["id"]
    ticket = await desk.ticket("Where is my key")
    (await desk.api.patch(f"/tickets/{ticket}", json={"queue": "Doormats"})).raise_for_status()
    offered = page.locator("#composer option, #composer a", has_text="Look under the mat")
    for wanted in (True, False):
        await boss.open(f"/admin/relations/queues-templates/queues/{queue}")
        await page.locator(f"[name=cell-{template}]").set_checked(wanted)
        await boss.save()
        await boss.open(f"/agent/tickets/{ticket}/reply")
        assert bool(await offered.count()) is wanted


async def test_a_customer_sees_the_tickets_of_another_company_while_they_are_its_customer(
    boss: Administrator, browser: Browser
) -> None:
    desk = boss.desk
    company = {"customer_id": "southwind", "name": "Southwind"}
    person = {"login": "sue", "email": "sue@southwind.example", "first_name": "Sue", "last_name": "South"}
    (await desk.api.post("/customer-companies", json=company)).raise_for_status()
    (await desk.api.post("/customer-users", json={**person, "customer_id": "southwind"})).raise_for_status()
    article = {"subject": "No wind", "body": "from the south", "channel": "phone", "visible_for_customer": True}
    told = {"title": "No wind from the south", "queue": "Raw", "customer_user": "sue", "article": article}
    (await desk.api.post("/tickets", json=told)).raise_for_status()
    context = await browser.new_context()
    try:
        theirs = await context.new_page()
        await desk.sign_in(theirs, CUSTOMER)
        for wanted in (True, False):
            await boss.open(f"/admin/relations/customer-users-companies/customer-users/{CUSTOMER}")
            await boss.page.locator("[name=cell-southwind]").set_checked(wanted)
            await boss.save()
            await theirs.goto(f"{desk.url}/customer/company")
            assert ("No wind from the south" in await theirs.locator("main").inner_text()) is wanted
    finally:
        await context.close()


async def test_a_lock_is_that_of_a_ticket_somebody_works_on(boss: Administrator) -> None:
    page = boss.page
    await boss.open("/admin/locks")
    locks = [name.strip() for name in await page.locator("tbody td:first-child").all_inner_texts()]
    assert locks == ["lock", "tmp_lock", "unlock"]
    assert await page.locator(".admin__list a[href$='/new']").count() == 0, "they cannot be changed"
    ticket = await boss.desk.ticket("Locked to be seen")
    for lock in ("lock", "unlock"):
        (await boss.desk.api.post(f"/tickets/{ticket}/{lock}", json={})).raise_for_status()
        assert (await boss.desk.api.get(f"/tickets/{ticket}")).json()["lock"]["name"] == lock
        assert lock in locks


async def test_what_fails_is_in_the_log_and_found_by_its_words(boss: Administrator) -> None:
    page = boss.page
    told = {
        "event": "mail.fetch_failed",
        "level": "warning",
        "timestamp": "2031-03-02T09:30:00Z",
        "words": "dam broken",
    }
    recent_log(boss.desk.site.settings).keep(told)
    await boss.open("/admin/logs?level=warning&q=dam broken")
    await page.locator("[data-row-link]").first.click()
    await page.locator(".admin__form").get_by_text("dam broken").first.wait_for()
    assert not await boss.shows("/admin/logs?level=error&q=dam broken", "mail.fetch_failed")


async def test_the_audit_log_is_whole_until_somebody_alters_a_line(boss: Administrator) -> None:
    page, site = boss.page, boss.desk.site
    await boss.open("/admin/audit-log")
    await page.get_by_role("link", name="Verify the log").click()
    await page.get_by_text("The log is whole").wait_for()
    async with boss.page.expect_download() as download:
        await page.get_by_role("link", name="As CSV").click()
    assert "sign_in.succeeded" in (await (await download.value).path()).read_text()
    async with site.uow() as uow:
        entry = (await uow.session.scalars(select(AuditEntry).order_by(AuditEntry.id).limit(1))).one()
        number, told = entry.id, entry.details
        await uow.session.execute(update(AuditEntry).where(AuditEntry.id == number).values(details='{"forged": true}'))
    try:
        assert await boss.shows("/admin/audit-log/verification", f"tampered with at entry {number}")
    finally:
        async with site.uow() as uow:
            await uow.session.execute(update(AuditEntry).where(AuditEntry.id == number).values(details=told))


async def test_a_stylesheet_that_hides_everything_is_taken_away_where_it_does_not_count(boss: Administrator) -> None:
    page = boss.page
    await boss.open("/admin/themes/synthwave")
    await boss.fill(css="body { display: none }")
    await boss.save()
    try:
        await boss.open("/agent/")
        assert not await page.locator("main").is_visible()
        await boss.open("/admin/themes")
        await page.get_by_role("link", name="Synthwave", exact=True).click()
    finally:
        await boss.save("Remove")
    await boss.open("/agent/")
    assert await page.locator("main").is_visible()
