"""Lists and forms of master data."""

from __future__ import annotations

import pytest

from gotrs_api.identity.principal import Principal
from gotrs_api.queues import service as queues
from gotrs_api.queues.schemas import QueueUpdate
from gotrs_api.uow import Site
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")


@pytest.fixture(autouse=True)
async def signed_in(factories: Factories, web: WebBrowser) -> None:
    await factories.agent("mira", password=PASSWORD, admin=True)
    await web.sign_in("mira")


async def test_a_queue_is_made_found_and_changed(web: WebBrowser, factories: Factories) -> None:
    await web.get("/admin/queues/new")
    await web.send("/admin/queues/new", {"name": "Network", "first_response_time": "60", "comment": "Cables"})
    entry = await web.follow()
    assert entry.has("Mira Agent created it")
    assert entry.one("#f-first_response_time").get("value") == "60"
    address = entry.response.url.path

    await web.send(address, {"name": "Wires", "comment": "Cables", "valid": "invalid", "stay": "1"})
    entry = await web.follow()
    assert entry.has("Mira Agent changed Name, Valid")
    assert (await web.get("/admin/queues?q=wir&valid=invalid")).texts("a[data-row-link]") == ["Wires"]
    assert (await web.get("/admin/queues?q=wir&valid=valid")).has("Nothing fits what was asked for.")


async def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(web: WebBrowser) -> None:
    await web.get("/admin/queues/new")
    page = await web.send("/admin/queues/new", {"name": "", "unlock_timeout": "a day", "comment": "Cables"})
    assert page.status == 422
    assert page.texts("#f-name-error") == ["This is required."]
    assert page.texts("#f-unlock_timeout-error") == ["Give a whole number."]
    assert page.one("#f-unlock_timeout").get("value") == "a day"
    assert page.one("#f-comment").text_content().strip() == "Cables"
    page = await web.send("/admin/queues/new", {"name": "Raw", "unlock_timeout": "0"})
    assert page.texts("#f-name-error") == ["This name is in use."]


async def test_only_what_was_changed_is_written(web: WebBrowser, factories: Factories, site: Site) -> None:
    """Somebody else changes the comment while the form is open; the group that is not valid any more stays."""
    group = await factories.group("Old", valid=False)
    queue = await factories.queue("Network", group=group)
    address = f"/admin/queues/{queue.id}"
    await web.get(address)
    async with site.uow(acting_id=1) as uow:
        await queues.update_queue(uow, Principal.system("test"), queue.id, QueueUpdate(solution_time=480))
    page = await web.send(address, {"comment": "Cables"})
    assert page.status == 303, page.text
    async with site.read() as read:
        saved = await queues.read_queue(read, Principal.system("test"), queue.id)
    assert (saved.comment, saved.solution_time, saved.group.name) == ("Cables", 480, "Old")


async def test_who_uses_an_entry_is_shown(web: WebBrowser, factories: Factories) -> None:
    await factories.queue("Network")
    page = await web.get("/admin/system-addresses/1")
    assert "Network" in page.texts(".admin__used a")


async def test_a_company_may_have_a_slash_in_its_id(web: WebBrowser, factories: Factories) -> None:
    await factories.customer_company("north/west", name="Northwind")
    page = await web.get("/admin/customer-companies")
    page = await web.get(page.links()["Northwind"])
    await web.send("/admin/customer-companies/north%2Fwest", {"city": "Oslo", "stay": "1"})
    assert (await web.follow()).one("#f-city").get("value") == "Oslo"


async def test_a_service_level_covers_services(web: WebBrowser) -> None:
    await web.get("/admin/services/new")
    await web.send("/admin/services/new", {"name": "Mail"})
    service = (await web.follow()).response.url.path.rpartition("/")[2]
    await web.get("/admin/slas/new")
    await web.send("/admin/slas/new", {"name": "Gold", "service_ids": [service]})
    page = await web.follow()
    assert page.one("#f-service_ids input[checked]").get("value") == service
    assert "Gold" in (await web.get(f"/admin/services/{service}")).texts(".admin__used a")


async def test_long_lists_come_in_pages_and_keep_their_filter(web: WebBrowser, factories: Factories) -> None:
    for number in range(60):
        await factories.group(f"team {number:02}")
    page = await web.get("/admin/groups?q=team")
    assert len(page.all("a[data-row-link]")) == 50
    page = await web.get(
        page.links()["2"] if page.links()["2"].startswith("/") else f"/admin/groups{page.links()['2']}"
    )
    assert page.texts("a[data-row-link]")[-1] == "team 59"
    assert "q=team" in page.all("a[data-row-link]")[0].get("href")


async def test_a_queue_gets_its_automatic_replies_and_templates(web: WebBrowser) -> None:
    await web.get("/admin/templates/new")
    await web.send("/admin/templates/new", {"name": "Thanks", "text": "Thank you."})
    template = (await web.follow()).response.url.path.rpartition("/")[2]
    page = await web.get("/admin/queues/2/answers")
    reply = page.all('select[name="occasion-1"] option[value]:not([value=""])')[0].get("value")
    await web.send("/admin/queues/2/answers", {"occasion-1": reply, "template": [template]})
    page = await web.follow()
    assert page.one('select[name="occasion-1"] option[selected]').get("value") == reply
    assert template in [box.get("value") for box in page.all("#f-template input[checked]")]
    await web.send("/admin/queues/2/answers", {"occasion-1": "", "template": []})
    page = await web.follow()
    assert page.all('select[name="occasion-1"] option[selected]:not([value=""])') == []


async def test_a_customer_sees_further_companies_and_services(web: WebBrowser, factories: Factories) -> None:
    paul = await factories.customer_user("paul")
    await web.get("/admin/services/new")
    await web.send("/admin/services/new", {"name": "Mail"})
    service = (await web.follow()).response.url.path.rpartition("/")[2]
    address = f"/admin/customer-users/{paul.id}/belongings"
    await web.get(address)
    await web.send(address, {"customer_ids": "north\r\n\r\nwest ", "service": [service]})
    page = await web.follow()
    assert page.one("#f-customer_ids").text_content().split() == ["north", "west"]
    assert page.one("#f-service input[checked]").get("value") == service
    page = await web.send(address, {"customer_ids": "x" * 151})
    assert page.status == 422
    assert page.texts("#f-customer_ids-error") == ["This is too long."]


async def test_a_file_for_templates_is_sent_kept_and_downloaded(web: WebBrowser) -> None:
    await web.get("/admin/attachments/new")
    refused = await web.send("/admin/attachments/new", {"name": "Terms"})
    assert refused.texts("#f-content-error") == ["This is required."]
    files = [("content", ("terms.pdf", b"%PDF-1.7 terms", "application/pdf"))]
    await web.send("/admin/attachments/new", {"name": "Terms"}, files=files)
    page = await web.follow()
    address = page.response.url.path
    answer = (await web.get(f"{address}/content")).response
    assert (answer.content, answer.headers["content-type"]) == (b"%PDF-1.7 terms", "application/pdf")
    assert 'filename="terms.pdf"' in answer.headers["content-disposition"]
    await web.get(address)
    await web.send(address, {"name": "Conditions"})
    assert (await web.get(f"{address}/content")).response.content == b"%PDF-1.7 terms"


@pytest.mark.parametrize(
    "page", ["transfer/groups", "relation-files/agents-groups", "customer-imports", "translations/files?language=en"]
)
async def test_a_file_looked_at_before_that_is_no_longer_what_it_was_is_refused(web: WebBrowser, page: str) -> None:
    address = f"/admin/{page}"
    await web.get(address)
    sent = {"filename": "groups.yaml", "content": "AAA", "start": "1", "kind": "customer_users", "language": "en"}
    assert (await web.send(address, sent)).status == 422
