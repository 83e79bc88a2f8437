"""Every page of administration, its modules' lists and forms filled: on a tablet, and with the keyboard alone."""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import AsyncIterator
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from gotrs_api.i18n import LANGUAGES
from gotrs_web.appearance import COOKIE
from gotrs_web.view import LANGUAGE_COOKIE
from tests.e2e.test_every_page import crawl, enter, with_something_new
from tests.support import databases
from tests.support.axe import complaints
from tests.support.desk import CUSTOMER, Desk, running_desk
from tests.support.pages import PHONE
from tests.support.servers import Servers
from tests.support.walking import cut_off, walk

if TYPE_CHECKING:
    from playwright.async_api import Page, ViewportSize

pytestmark = pytest.mark.timeout(900)  # of all pages, on a busy machine

IS_WHOLE = "CI" in os.environ
MODES = ("light", "dark")
LOOKS = (("en", "light"), ("ar", "dark"))
TABLET: ViewportSize = {"width": 768, "height": 1024}
SERVICE = Path(__file__).parents[1] / "generic_interface/Monitoring.yml"
FIELDS = ("Text", "TextArea", "Checkbox", "Date", "DateTime", "Dropdown", "Multiselect")
OF_VALUES = ("Dropdown", "Multiselect")
SEEDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("customer-companies", {"customer_id": "north/west", "name": "Northwest"}),
    ("customer-users", {"email": "per@northwest.example", "first_name": "Per", "last_name": "Lind"}),
    ("groups", {"name": "diggers"}),
    ("roles", {"name": "desk"}),
    ("services", {"name": "Mail"}),
    ("services", {"name": "Mail::Lists"}),
    ("slas", {"name": "Gold", "service_ids": [1]}),
    ("queues", {"name": "A queue of a name that needs a second line on nearly every screen", "group": "users"}),
    ("attachments", {"name": "Terms", "filename": "terms-of-service-for-everybody.pdf", "content": "aGVsbG8="}),
    ("templates", {"name": "Where we are", "text": "Second floor.", "queue_ids": [1]}),
    ("webhooks", {"name": "Pager", "url": "https://pager.example/hook", "events": ["ticket.created"]}),
    ("mail-accounts", {"login": "desk@northwind.example", "host": "imap.northwind.example", "password": "x"}),
    ("oauth2-accesses", {"name": "Mailboxes", "client_id": "desk", "client_secret": "x"}),
    ("admin/sign-in-providers", {
        "name": "corp", "label": "Corporate", "type": "oidc",
        "config": {"issuer": "https://id.example.com", "client_id": "desk", "client_secret": "x"},
    }),
    ("admin/sign-in-providers", {
        "name": "tree", "label": "Directory", "type": "ldap",
        "config": {"host": "ldap.example.com", "base_dn": "dc=example"},
    }),
    ("ticket-attribute-relations", {
        "filename": "urgent.csv", "content": b64encode(b"Queue;Priority\nRaw;5 very high\nJunk;1 very low\n").decode(),
    }),
    ("system-maintenance", {"comment": "New disks", "start": "2031-05-01T10:00:00Z", "stop": "2031-05-01T12:00:00Z"}),
    ("web-services/import", {"name": "Monitor", "yaml": SERVICE.read_text()}),
)  # fmt: skip
# What stands for many of its kind in the crawl: boxes of relations, and settings of each kind.
SHOWN = (
    "/admin/relations/agents-groups/agents/2",
    "/admin/relations/agents-groups/groups/1",
    "/admin/relations/agents-roles/roles/1",
    "/admin/relations/roles-groups/roles/1",
    f"/admin/relations/customer-users-groups/customer-users/{CUSTOMER}",
    "/admin/relations/customer-companies-groups/customer-companies/northwind",
    f"/admin/relations/customer-users-companies/customer-users/{CUSTOMER}",
    f"/admin/relations/customer-users-services/customer-users/{CUSTOMER}",
    "/admin/relations/queues-templates/queues/1",
    "/admin/relations/queues-auto-responses/queues/1",
    "/admin/relations/templates-attachments/templates/1",
    "/admin/settings/FQDN",
    "/admin/settings/HttpType",
    "/admin/settings/DefaultLanguage",
    "/admin/settings/TimeVacationDays",
    "/admin/settings/TimeVacationDaysOneTime",
    "/admin/settings/TimeWorkingHours",
    "/admin/settings/SystemMaintenance::IsActiveDefaultLoginMessage",
    "/admin/settings/GOTRS::SecondFactor::RequiredForGroups",
    "/admin/settings/Ticket::UnlockStateType",
    "/admin/settings?group=Core::Time",
)


@pytest.fixture(scope="module")
async def own_desk(servers: Servers, slot: int, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    async with running_desk(
        databases.prepare_desk(servers, slot, "tablet"), tmp_path_factory.mktemp("tablet")
    ) as running:
        yield running


@pytest.fixture(scope="module")
async def addresses(own_desk: Desk) -> list[str]:
    for path, body in SEEDS:
        answer = await own_desk.api.post(f"/{path}", json=body)
        assert answer.is_success, f"{path}: {answer.text}"
    for kind in FIELDS:
        config = {"possible_values": {"a": "First floor", "b": "Second floor"}} if kind in OF_VALUES else {}
        field = {"name": f"F{kind}", "label": f"Our {kind}", "type": kind, "object_type": "Ticket", "config": config}
        answer = await own_desk.api.post("/dynamic-fields", json=field)
        assert answer.is_success, answer.text
    (await own_desk.api.post("/mail/inbound", content=b"no header at all")).raise_for_status()
    async with httpx.AsyncClient(base_url=own_desk.url, timeout=30) as client:
        await enter(client, "administrator")
        pages = await crawl(client, ("/admin/", *SHOWN), "/admin")
    return list(pages) if IS_WHOLE else with_something_new(pages)


async def test_a_tablet_shows_all_of_it_and_keys_reach_all_of_it(
    own_desk: Desk, page: Page, addresses: list[str]
) -> None:
    """In each language in turn; and a phone cuts nothing off either."""
    await own_desk.sign_in(page)
    wrong: dict[str, list[str]] = {}
    for address, language, mode in zip(addresses, cycle(LANGUAGES), cycle(MODES), strict=False):
        await look(page, own_desk, language, mode)
        await page.set_viewport_size(TABLET)
        await page.goto(own_desk.url + address)
        said = await cut_off(page)
        said += await walk(page)
        await page.set_viewport_size(PHONE)
        said += [f"on a phone {one}" for one in await cut_off(page)]
        if said:
            wrong[f"{address} in {language}"] = said
    assert not wrong, told(wrong)


async def test_axe_finds_nothing_by_day_and_from_right_to_left_by_night(
    own_desk: Desk, page: Page, addresses: list[str]
) -> None:
    """Each page in both looks; in turn where time is short."""
    await own_desk.sign_in(page)
    await page.set_viewport_size({**TABLET, "height": 3000})
    wrong: dict[str, list[str]] = {}
    for number, (language, mode) in enumerate(LOOKS):
        await look(page, own_desk, language, mode)
        for address in addresses if IS_WHOLE else addresses[number :: len(LOOKS)]:
            await page.goto(own_desk.url + address)
            if said := await complaints(page, sizes=True):
                wrong[f"{address} in {language}"] = said
    assert not wrong, told(wrong)


async def look(page: Page, desk: Desk, language: str, mode: str) -> None:
    await page.context.add_cookies(
        [
            {"name": LANGUAGE_COOKIE, "value": language, "url": desk.url},
            {"name": COOKIE, "value": f"synthwave.{mode}", "url": desk.url},
        ]
    )


def told(wrong: dict[str, list[str]]) -> str:
    return "\n".join(f"{where}:\n  " + "\n  ".join(said) for where, said in wrong.items())
