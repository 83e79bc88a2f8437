"""What holds for every page: where forms come from, errors as pages, addresses of old."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from gotrs_api.admin.maintenance import service as maintenance
from gotrs_api.admin.maintenance.schemas import MaintenanceCreate
from gotrs_api.identity.agents import set_preference
from gotrs_api.identity.principal import Principal
from gotrs_api.uow import Site
from gotrs_web.old_addresses import _parameters, agent_page, customer_page
from tests.support.clients import BASE_URL, SharedApp
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")
SIGN_IN = {"login": "rosa", "password": PASSWORD}


async def test_the_root_is_the_workplace(web: WebBrowser) -> None:
    assert (await web.get("/")).location == "/agent/"


async def test_a_form_without_its_token_is_refused(web_client: httpx.AsyncClient, factories: Factories) -> None:
    await factories.agent("rosa", password=PASSWORD)
    await web_client.get("/auth/login")
    answer = await web_client.post("/auth/login", data=SIGN_IN)
    assert answer.status_code == 403
    assert "expired" in answer.text


async def test_a_token_of_another_visitor_is_refused(web: WebBrowser, factories: Factories) -> None:
    await factories.agent("rosa", password=PASSWORD)
    await web.get("/auth/login")
    token = web.page.form("/auth/login").fields["csrf_token"]  # type: ignore[union-attr]
    web.client.cookies.clear()
    await web.get("/auth/login")
    assert (await web.send("/auth/login", {**SIGN_IN, "csrf_token": token})).status == 403


@pytest.mark.parametrize("header", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
async def test_a_form_sent_from_elsewhere_is_refused(
    web: WebBrowser, factories: Factories, header: dict[str, str]
) -> None:
    await factories.agent("rosa", password=PASSWORD)
    await web.get("/auth/login")
    web.client.headers.update(header)
    assert (await web.send("/auth/login", SIGN_IN)).status == 403


async def test_a_visitors_token_does_not_count_once_somebody_is_signed_in(
    web: WebBrowser, factories: Factories
) -> None:
    await factories.agent("rosa", password=PASSWORD)
    await web.get("/auth/login")
    token = web.page.form("/auth/login").fields["csrf_token"]  # type: ignore[union-attr]
    await web.sign_in("rosa")
    answer = await web.client.post("/agent/appearance", data={"csrf_token": token, "theme": "classic"})
    assert answer.status_code == 403


async def test_a_session_cookie_alone_opens_no_api(web: WebBrowser, factories: Factories) -> None:
    await factories.agent("rosa", password=PASSWORD)
    await web.sign_in("rosa")
    assert (await web.client.get("/api/v1/admin/jobs")).status_code == 401


async def test_an_unknown_page_is_a_page_and_an_unknown_api_address_a_problem(web: WebBrowser) -> None:
    page = await web.get("/nothing/here")
    assert page.status == 404
    assert page.has("Nothing here")
    answer = await web.client.get("/api/v1/nothing")
    assert answer.headers["content-type"] == "application/problem+json"


async def test_errors_speak_the_visitors_language(web: WebBrowser) -> None:
    web.client.headers["Accept-Language"] = "de"
    page = await web.get("/nothing")
    assert page.one("html").get("lang") == "de"
    assert not page.has("Nothing here")


async def test_pages_forbid_foreign_scripts_and_frames(web: WebBrowser) -> None:
    policy = (await web.get("/auth/login")).response.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy


async def test_who_is_no_administrator_is_told_which_right_is_missing(web: WebBrowser, factories: Factories) -> None:
    await factories.agent("rosa", password=PASSWORD)
    await web.sign_in("rosa")
    page = await web.get("/admin/")
    assert page.status == 403
    assert page.has("admin:rw")


async def test_an_administrator_sees_the_start_page(web: WebBrowser, factories: Factories) -> None:
    await factories.agent("ada", admin=True, password=PASSWORD)
    await web.sign_in("ada")
    assert (await web.get("/admin/")).status == 200


async def test_all_that_is_told_above_a_page_stands_in_one_box(
    web: WebBrowser, site: Site, factories: Factories, monkeypatch: pytest.MonkeyPatch
) -> None:
    await factories.agent("rosa", password=PASSWORD)
    await web.sign_in("rosa")
    assert (await web.get("/agent/tickets/new/phone")).all(".alerts") == []
    monkeypatch.setattr(site, "settings", site.settings.model_copy(update={"sandbox": True}))
    start = site.clock.now() + timedelta(minutes=5)
    period = MaintenanceCreate(start=start, stop=start + timedelta(hours=1), comment="Update", notify_message="Soon")
    await maintenance.create_maintenance(factories.uow, Principal.system("test"), period)
    page = await web.get("/agent/tickets/new/phone")
    assert page.has("Sandbox")
    assert page.has("Maintenance from")
    above, _content = page.one("main").getchildren()
    assert above.get("class") == "alerts", "what has a row of its own takes the height of the page's"


async def test_the_api_can_be_read_about(web: WebBrowser) -> None:
    page = await web.get("/swagger/")
    assert page.one("#api-docs").get("data-url") == "/openapi.json"


@pytest.mark.parametrize(
    ("query", "target"),
    [
        ("Action=AgentTicketZoom;TicketID=42", "/agent/tickets/42"),
        ("Action=AgentTicketZoom&TicketID=42&ArticleID=3", "/agent/tickets/42#article-3"),
        ("Action=AgentTicketZoom;TicketNumber=2026030210000017", "/agent/tickets?q=2026030210000017"),
        ("Action=AgentTicketQueue;QueueID=5", "/agent/queues/5"),
        ("Action=AgentTicketQueue", "/agent/queues"),
        ("Action=AgentTicketLockedView", "/agent/tickets?view=locked"),
        ("Action=AdminQueue", "/admin/queues"),
        ("Action=AgentTicketZoom;TicketID=x", "/agent/tickets"),
        ("", "/agent/"),
    ],
)
def test_an_agents_bookmark_of_old_leads_to_the_new_page(query: str, target: str) -> None:
    assert agent_page(_parameters(query)) == target


def test_a_customers_bookmark_of_old_leads_to_the_new_page() -> None:
    assert customer_page(_parameters("Action=CustomerTicketZoom;TicketNumber=17/x")) == "/customer/tickets/17%2Fx"
    assert customer_page(_parameters("Action=CustomerTicketMessage")) == "/customer/tickets/new"


async def test_the_old_addresses_answer(web: WebBrowser) -> None:
    for path in ("/otrs/index.pl", "/index.pl"):
        assert (await web.get(f"{path}?Action=AgentTicketZoom;TicketID=7")).location == "/agent/tickets/7"
    assert (await web.get("/otrs/customer.pl")).location == "/customer/"


async def test_a_bug_is_a_page_with_its_number_and_all_headers(
    site: Site, shared_app: SharedApp, factories: Factories, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_args: object) -> None:
        raise RuntimeError("not what anybody should read")

    monkeypatch.setattr("gotrs_web.agent.dashboard.tickets.queue_counts", broken)
    await factories.agent("rosa", password=PASSWORD)
    shared_app.site = site
    transport = httpx.ASGITransport(app=shared_app.app(web=True), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=BASE_URL) as client:
        web = WebBrowser(client)
        await web.sign_in("rosa")
        page = await web.get("/agent/")
    assert page.status == 500
    assert page.has(page.response.headers["x-request-id"])
    assert "not what anybody" not in page.response.text
    assert "script-src 'self'" in page.response.headers["content-security-policy"]


async def test_an_address_that_nobody_answers_is_told_in_ones_own_desk_and_language(
    web: WebBrowser, factories: Factories
) -> None:
    rosa = await factories.agent("rosa", password=PASSWORD)
    await set_preference(factories.uow, rosa.id, "UserLanguage", "de")
    await web.sign_in("rosa")
    page = await web.get("/agent/nothing-of-the-kind")
    assert page.status == 404
    assert page.all("nav.rail")
    assert page.has("Zur Startseite")
    assert not (await web.get("/customer/nothing-of-the-kind")).all("nav.rail")
