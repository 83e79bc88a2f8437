"""Of those who change the same thing at once, each on the condition that it is as they read it, one succeeds."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import URL

from gotrs_api.db.database import Database
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.settings import Settings
from gotrs_api.uow import Site
from tests.support.clients import SharedApp, open_client
from tests.support.factories import Factories
from tests.support.sites import make_site

PRIORITY, PREFERENCES = "/api/v1/priorities/3", "/api/v1/users/me/preferences"
WRITERS = 6


async def _headers(site: Site) -> dict[str, str]:
    async with site.uow() as uow:
        factories = Factories(uow)
        return await factories.bearer(await factories.agent("boss", admin=True))


# One compares by itself, by a picture of master data; the other is known by what it shows.
@pytest.mark.parametrize(
    ("address", "change"),
    [(PRIORITY, lambda n: {"name": f"3 level {n}"}), (PREFERENCES, lambda n: {"values": {"UserSkin": f"skin{n}"}})],
    ids=["priority", "preferences"],
)
async def test_one_of_many_succeeds(committed_site: Site, shared_app: SharedApp, address: str, change: Any) -> None:
    headers = await _headers(committed_site)
    shared_app.site = committed_site
    async with open_client(shared_app.app(web=False)) as client:
        client.headers.update(headers)
        tag = (await client.get(address)).headers["etag"]

        async def write(number: int) -> int:
            return (await client.patch(address, json=change(number), headers={"If-Match": tag})).status_code

        answers = await asyncio.gather(*(write(number) for number in range(WRITERS)))
    shared_app.site = None
    assert sorted(answers) == [200, *[412] * (WRITERS - 1)]


async def test_another_process_has_changed_it(
    committed_site: Site, committed_url: URL, settings: Settings, clock: FakeClock, shared_app: SharedApp
) -> None:
    headers = await _headers(committed_site)
    there = make_site(settings, Database(committed_url, pool_size=2), clock)
    try:
        async with open_client(shared_app.app(web=False)) as client:
            client.headers.update(headers)
            shared_app.site = there
            tag = (await client.get(PRIORITY)).headers["etag"]
            shared_app.site = committed_site
            first = await client.patch(PRIORITY, json={"name": "3 middle"}, headers={"If-Match": tag})
            shared_app.site = there
            second = await client.patch(PRIORITY, json={"name": "3 lost"}, headers={"If-Match": tag})
        assert (first.status_code, second.status_code) == (200, 412)
    finally:
        shared_app.site = None
        await there.close()
