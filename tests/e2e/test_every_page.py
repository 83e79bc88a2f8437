"""Every page that a link of the menus leads to, as agent, administrator, customer and stranger: there, whole, in the reader's
language, accessible in one theme and mode each, and no wider than the window."""

from __future__ import annotations

import gettext
import os
import re
from collections import deque
from collections.abc import AsyncIterator
from itertools import cycle
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from babel.dates import get_day_names
from lxml import html

from gotrs_api.i18n import LANGUAGES, catalogue
from gotrs_web.appearance import COOKIE, themes
from gotrs_web.view import LANGUAGE_COOKIE
from tests.support import databases
from tests.support.axe import complaints
from tests.support.desk import AGENT, CUSTOMER, Desk, running_desk
from tests.support.factories import PASSWORD
from tests.support.pages import PHONE, TABLET, VIEWPORT
from tests.support.servers import Servers
from tests.support.web import WebPage

if TYPE_CHECKING:
    from playwright.async_api import Page

pytestmark = pytest.mark.timeout(180)

# Where each person starts, and what no link leads to: forms that a script opens, empty states, what is refused.
STARTS: dict[str, tuple[str, ...]] = {
    "stranger": ("/auth/login", "/auth/customer/login", "/customer/offline"),
    "customer": ("/customer/", "/customer/tickets/new", "/customer/?show=closed"),
    "agent": (
        "/agent/",
        "/agent/queues?pane=tree",
        "/agent/tickets?state=any",
        "/agent/tickets/1",
        "/agent/tickets/1?tab=history",
        "/agent/tickets/new/phone?customer=rosa",
        "/agent/tickets/new/email",
        "/agent/customers/1",
    ),
    "administrator": ("/admin/",),
}
BELOW = {"stranger": "/auth/", "customer": "/customer/", "agent": "/agent/", "administrator": "/admin"}
SEEDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("customer-companies", {"customer_id": "north/west", "name": "Northwest"}),
    ("customer-users", {"email": "per@northwest.example", "first_name": "Per", "last_name": "Lind"}),
    ("roles", {"name": "desk"}),
    ("services", {"name": "Mail"}),
    ("slas", {"name": "Gold", "service_ids": [1]}),
)
FEWEST = {"stranger": 3, "customer": 5, "agent": 40, "administrator": 80}
# Longest first. Names of OTRS's initial data, of what the desk and the seeds hold, of themes and languages.
GIVEN = sorted(
    (
        *themes().values(),
        *(language.name for language in LANGUAGES.values()),
        *("Welcome to GOTRS", "GOTRS", "Your service desk", "Lena Agent", "Rosa Customer", "Per Lind", "Northwind"),
        *("northwind", "Northwest", "LA", "RC", "Printer prints nothing", "Postmaster", "Raw", "Junk", "Misc", "Mail"),
        *(
            "empty answer",
            "test answer",
            "python-httpx/0.28.1",
            "welcome@localhost",
            "Gold",
            "gotrs@localhost",
            "for a test",
        ),
        *("auto follow up", "auto reject", "auto remove", "auto reply/new ticket", "auto reply", "automation.notify"),
        *("closed successful", "closed unsuccessful", "pending auto close+", "pending auto close-", "pending auto"),
        *("pending reminder", "system standard salutation (en)", "system standard signature (en)", "agent 2"),
        *(
            "default follow-up (after a ticket follow-up has been added)",
            "The mail has no header.",
            "Mail in quarantine",
        ),
        *("default reject (after follow-up and rejected of a closed ticket)",),
        *("default reject/new ticket created (after closed follow-up with new ticket creation)",),
        *(
            "1 very low",
            "2 low",
            "3 normal",
            "4 high",
            "5 very high",
            "Admin GOTRS",
            "Appointment reminder notification",
        ),
        *get_day_names("wide", locale="de").values(),
        *(f"Ctrl {key}" for key in "BIUZ"),
        *("default reply (after new ticket has been created)", "users", "admin", "stats", "lena"),
    ),
    key=len,
    reverse=True,
)
# On wide screens the page itself never scrolls, so what does not fit into the bar would just be gone.
STICKS_OUT = """document.documentElement.scrollWidth > innerWidth ||
    [...document.querySelectorAll(".bar *")].map((one) => one.getBoundingClientRect())
        .some(({ left, right, width }) => width > 1 && (left < -1 || right > innerWidth + 1))"""
Pages: TypeAlias = dict[str, dict[str, httpx.Response]]
NUMBERS = re.compile(r"/(\d+|north%2Fwest)(?=/|$)")
ONE_OF_A_KIND = re.compile(r"(/settings|/translations|/agent/dashboard/[a-z]+|/relations/[^/]+(?=/)|/old)/.+")


@pytest.fixture(scope="session")
async def desk(servers: Servers, slot: int, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    """Not the shared one: every name on its pages is known."""
    database = databases.prepare_desk(servers, slot, "walk")
    async with running_desk(database, tmp_path_factory.mktemp("walk")) as running:
        yield running


@pytest.fixture(scope="session")
async def found(desk: Desk) -> Pages:
    """The pages of each person by address, their German marked."""
    await desk.ticket("Printer prints nothing")
    for path, body in SEEDS:
        (await desk.api.post(f"/{path}", json=body)).raise_for_status()
    (await desk.api.post("/mail/inbound", content=b"no header at all")).raise_for_status()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue("de"), "_translations", Marked())
        return await everybodys(desk)


async def everybodys(desk: Desk) -> Pages:
    pages = {}
    for person, starts in STARTS.items():
        async with httpx.AsyncClient(base_url=desk.url, timeout=30) as client:
            client.cookies.set(LANGUAGE_COOKIE, "de")
            await enter(client, person)
            pages[person] = await crawl(client, starts, BELOW[person])
    return pages


async def enter(client: httpx.AsyncClient, person: str) -> None:
    if person == "stranger":
        return
    login, door = (CUSTOMER, "/auth/customer/login") if person == "customer" else (AGENT, "/auth/login")
    form = WebPage(await client.get(door)).values(door)
    answer = await client.post(door, data={**form, "login": login, "password": PASSWORD})
    assert answer.status_code == 303


async def crawl(client: httpx.AsyncClient, starts: tuple[str, ...], below: str) -> dict[str, httpx.Response]:
    """One page of each shape that links lead to; numbers and queries make no new shape, a module does."""
    shapes: set[str] = set()
    pages: dict[str, httpx.Response] = {}
    waiting = deque(starts)
    while waiting:
        address = waiting.popleft()
        path = urlsplit(address).path
        shape = address if address in starts else ONE_OF_A_KIND.sub(r"\1/1", NUMBERS.sub("/1", path))
        if shape in shapes or path in pages:
            continue
        shapes.add(shape)
        answer = await client.get(address)
        if answer.is_redirect:
            target = urljoin(address, answer.headers["location"])
            waiting.extend([target] if target.startswith("/") else [])  # else to a provider elsewhere
            continue
        if not answer.headers.get("content-type", "").startswith("text/html"):
            assert answer.is_success, f"{address}: {answer.status_code}"
            continue
        pages[address] = answer
        for link in html.fromstring(answer.text).cssselect("a[href]"):
            target = urljoin(address, link.get("href", "")).partition("#")[0]
            if target.startswith(below):
                waiting.append(target)
    return pages


def test_every_link_leads_somewhere(found: Pages) -> None:
    broken = [f"{url}: {page.status_code}" for pages in found.values() for url, page in pages.items() if page.is_error]
    assert broken == []
    assert {person: len(pages) >= FEWEST[person] for person, pages in found.items()} == dict.fromkeys(found, True)


def test_nothing_is_left_in_english(found: Pages) -> None:
    """Whatever did not come out of the catalogue is a name that somebody gave."""
    ours = {
        f"{text} ({url})"
        for person, pages in found.items()
        for url, page in pages.items()
        for text in unmarked(page)
        if not is_given(text, identifiers=person == "administrator")
    }
    assert not ours, "\n".join(sorted(ours))


@pytest.mark.parametrize("person", list(STARTS))
async def test_everybody_can_use_it(found: Pages, desk: Desk, page: Page, person: str) -> None:
    if person != "stranger":
        await desk.sign_in(page, CUSTOMER if person == "customer" else AGENT)
    looks = cycle([f"{theme}.{mode}" for mode in ("light", "dark") for theme in themes()])
    sizes = cycle([VIEWPORT, PHONE, TABLET])
    addresses = found[person] if "CI" in os.environ else with_something_new(found[person])
    wrong: dict[str, list[str]] = {}
    for address, look, size in zip(addresses, looks, sizes, strict=False):
        await page.context.add_cookies([{"name": COOKIE, "value": look, "url": desk.url}])
        await page.set_viewport_size(size)
        await page.goto(desk.url + address)
        said = await complaints(page)
        if await page.evaluate(STICKS_OUT):
            said.append("wider than the window")
        if said:
            wrong[f"{address} in {look} at {size['width']}"] = said
    assert not wrong, "\n".join(f"{where}: {said}" for where, said in wrong.items())


def with_something_new(pages: dict[str, httpx.Response]) -> list[str]:
    """Those that hold an element of a kind that none before them held: modules of administration share their templates."""
    seen: set[tuple[str, ...]] = set()
    new = []
    for url, page in pages.items():
        kinds = {(one.tag, one.get("class", ""), *sorted(one.keys())) for one in WebPage(page).all("body *")}
        if kinds - seen:
            new.append(url)
        seen |= kinds
    return new


class Marked(gettext.NullTranslations):
    """Texts that show where they come from."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return f"⟦{plural}⟧"


def unmarked(page: httpx.Response) -> set[str]:
    """Words that are read out or shown and are not marked; what people wrote and what machines read left aside."""
    tree = WebPage(page).tree
    for element in tree.cssselect(
        "script, template, style, bdi, code, pre, textarea, time, kbd, .prose, .prose__plain, [lang=en]"
    ):
        element.drop_tree()
    shown = tree.xpath("//text()|//@title|//@aria-label|//@placeholder|//@alt")
    assert isinstance(shown, list)
    return {rest for piece in shown if re.search(r"[A-Za-z]{2}", rest := outside(" ".join(str(piece).split())))}


def outside(text: str) -> str:
    """What stands outside of marks, which may lie in each other."""
    while (less := re.sub(r"⟦[^⟦⟧]*⟧", "", text)) != text:
        text = less
    return text.strip()


def is_given(text: str, *, identifiers: bool) -> bool:
    for name in GIVEN:
        text = text.replace(name, "")
    return not re.search(r"[A-Za-z]{2}", text) or (identifiers and " " not in text.strip(" ·:"))
