"""Every page has a rule, the rules are those agreed on, and the server keeps to them: as to who asks, and where a form comes from."""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from gotrs_api.kernel.settings import Settings
from gotrs_api.uow import Site
from gotrs_web import csrf
from tests.contracts.page_rules import PUBLIC, TABLE, calls, declared, page_routes
from tests.contracts.route_rules import api_routes
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

# What anybody may see: signing in, OTRS's addresses (which lead on), what a browser needs to show and install us.
PUBLIC_AREAS = ("/auth/", "/branding/", "/otrs", "/otobo", "/znuny", "/swagger")
PUBLIC_PAGES = {
    "/", "/login", "/admin", "/agent", "/customer", "/customer/login", "/index.pl", "/customer.pl", "/public.pl",
    "/1/appearance",
    *(f"/{area}/{name}" for area in ("agent", "customer") for name in ("app.webmanifest", "offline", "worker.js")),
    "/customer/tickets",  # leads to the portal
}  # fmt: skip
SAFE = ("GET", "HEAD")
WEB = Path(csrf.__file__).parent


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"requests_per_minute": 1_000_000})


def test_rules_are_those_of_the_table() -> None:
    difference = "".join(difflib.unified_diff(TABLE.read_text().splitlines(True), declared().splitlines(True)))
    assert difference == "", "wanted? then run: .venv/bin/python -m tests.contracts.page_rules"


def test_a_link_that_names_a_page_leads_to_no_route_of_the_api() -> None:
    """Both are looked up by name in one application, and the API comes first."""
    sources = [path.read_text(encoding="utf-8") for path in WEB.rglob("*") if path.suffix in (".html", ".py")]
    named = {name for source in sources for name in re.findall(r'url_for\(\s*"(\w+)"', source)}
    pages = {route.name for route in page_routes()}
    assert len(named & pages) > 100
    assert named & pages & {route.name for route in api_routes()} == set()


def test_public_pages_are_on_the_short_list() -> None:
    public = {address for _, address, rule in calls() if rule == PUBLIC}
    assert {one for one in public if not one.startswith(PUBLIC_AREAS)} - PUBLIC_PAGES == set()


def test_pages_ask_for_whom_their_area_is() -> None:
    """Only administrators below /admin, nobody but customers below /customer."""
    rules = {(address.split("/")[1], rule) for _, address, rule in calls() if rule != PUBLIC}
    assert rules == {
        ("admin", "administrator"),
        *(("agent", rule) for rule in ("agent", "person", "administrator")),
        *(("customer", rule) for rule in ("customer", "person")),
    }


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("who", ["nobody", "customer", "agent"])
async def test_nobody_gets_past_a_rule(web: WebBrowser, factories: Factories, site: Site, who: str) -> None:
    """Each page is asked for by whom its rule refuses, with a right token: to the sign-in page, or 403."""
    await _sign_in(web, factories, who)
    wrong = {}
    for method, address, rule in calls():
        if rule == PUBLIC or (rule in ("agent", "person") and who == "agent" and not address.startswith("/customer/")):
            continue
        if who == "customer" and address.startswith("/customer/"):
            continue
        answer = await web.client.request(method, address, **_form(web.client, site, method, address))
        refused_here = rule == "administrator" and who == "agent"
        door = "/auth/customer/login" if address.startswith("/customer/") else "/auth/login"
        led_away = answer.status_code in (303, 401) and door in (
            answer.headers.get("location", "") + answer.headers.get("hx-redirect", "")
        )
        if not (answer.status_code == 403 if refused_here else led_away):
            wrong[f"{method} {address}"] = (answer.status_code, answer.headers.get("location", ""))
    assert wrong == {}


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("who", ["nobody", "customer", "administrator"])
@pytest.mark.parametrize("forged", ["no token", "another origin", "another session's token"])
async def test_no_form_counts_that_is_not_ours(
    web: WebBrowser, factories: Factories, site: Site, who: str, forged: str
) -> None:
    """Each request that may change something, as whoever may send it."""
    await _sign_in(web, factories, who)
    accepted = {}
    for method, address, rule in calls():
        if method in SAFE or address.startswith("/auth/saml/"):  # signed messages of a provider
            continue
        if rule != PUBLIC and (who == "nobody" or (who == "customer") != address.startswith("/customer/")):
            continue
        sent = _form(web.client, site, method, address)
        if forged == "no token":
            sent["data"] = {}
        elif forged == "another origin":
            sent["headers"] = {"Origin": "https://evil.example"}
        else:
            sent["data"] = {"csrf_token": csrf.issue_token(site.settings.effective_secret_key, "another session")}
        answer = await web.client.request(method, address, **sent)
        if answer.status_code != 403:
            accepted[f"{method} {address}"] = answer.status_code
    assert accepted == {}


async def _sign_in(web: WebBrowser, factories: Factories, who: str) -> None:
    if who == "customer":
        await factories.customer_user("paul", password=PASSWORD)
        await web.sign_in("paul", kind="customer")
    elif who != "nobody":
        await factories.agent("mira", password=PASSWORD, admin=who == "administrator")
        await web.sign_in("mira")
    else:
        await web.get("/auth/login")


def _form(client: httpx.AsyncClient, site: Site, method: str, address: str) -> dict[str, Any]:
    """A form with a right token for what this browser has in that area, as of one of our pages."""
    if method in SAFE:
        return {}
    area = "customer" if address.startswith("/customer/") else "agent"
    binding = client.cookies.get(f"gotrs_{area}") or client.cookies["gotrs_visitor"]
    return {"data": {"csrf_token": csrf.issue_token(site.settings.effective_secret_key, binding)}}
