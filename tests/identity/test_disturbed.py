"""The database ends one of two transactions that wait for each other: nobody who asked gets to see a fault of ours."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any, NoReturn

import httpx
import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import DBAPIError, OperationalError

from gotrs_api.identity.models import IdempotencyRecord, PermissionGroup
from gotrs_api.identity.service import groups
from gotrs_api.jobs.models import Lease
from gotrs_api.uow import Site
from gotrs_api.uow.holding import hold
from tests.support.clients import SharedApp, open_client
from tests.support.factories import Factories

GROUPS = "/api/v1/groups"


async def boss(site: Site) -> dict[str, str]:
    async with site.uow() as uow:
        factories = Factories(uow)
        return await factories.bearer(await factories.agent("boss", admin=True))


def deadlock(*_: Any, **__: Any) -> NoReturn:
    raise OperationalError("UPDATE groups", {}, Exception(1213, "Deadlock found when trying to get lock"))


@pytest.fixture
def disturb(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], list[str]]:
    """The first so many times that a group is made it is made for nothing; answers the names asked for."""

    def arrange(times: int) -> list[str]:
        asked: list[str] = []
        create = groups.create_group

        async def create_or_not(uow: Any, principal: Any, body: Any) -> Any:
            asked.append(body.name)
            made = await create(uow, principal, body)
            return deadlock() if len(asked) <= times else made

        monkeypatch.setattr(groups, "create_group", create_or_not)
        return asked

    return arrange


@pytest.mark.backends("postgresql", "mariadb")
async def test_what_a_real_deadlock_ended_runs_again(committed_site: Site, shared_app: SharedApp) -> None:
    headers = await boss(committed_site)
    shared_app.site = committed_site
    async with open_client(shared_app.app(web=False)) as client:
        client.headers.update(headers)
        address = (await client.post(GROUPS, json={"name": "night"})).headers["location"]
        await _change(client, address, "evening")  # leaves the row that it holds, for `_held`
        was_ended = False
        for name in (f"day {number}" for number in range(20)):
            # PostgreSQL ends whoever has waited longer, so it may be us.
            with contextlib.suppress(DBAPIError):
                async with committed_site.uow() as other:
                    # More to undo than the request has: MariaDB ends whoever did less.
                    await other.session.execute(update(PermissionGroup).values(comments="in the way"))
                    change = asyncio.create_task(_change(client, address, name))
                    held = await _held(committed_site, change)
                    await other.session.scalar(select(Lease.name).where(Lease.name == held).with_for_update())
                    # We still hold the group, and have what the request held: so it was ended.
                    was_ended = True
                    await other.session.rollback()
            assert await change == (200, name)
            if was_ended:
                break
        assert was_ended
    shared_app.site = None


async def _change(client: httpx.AsyncClient, address: str, name: str) -> tuple[int, str]:
    tag = (await client.get(address)).headers["etag"]
    answer = await client.patch(address, json={"name": name}, headers={"If-Match": tag})
    return answer.status_code, answer.json()["name"]


async def _held(site: Site, change: asyncio.Task[tuple[int, str]]) -> str:
    """The name that the change holds, as soon as it does; it has left its row there before."""
    while not change.done():
        async with site.uow() as look:
            free = set(await look.session.scalars(select(Lease.name).with_for_update(skip_locked=True)))
            everything = set(await look.session.scalars(select(Lease.name)))
        if everything - free:
            return (everything - free).pop()
    raise AssertionError("the change was not held up")


@pytest.mark.backends("postgresql", "mariadb")
async def test_many_begin_to_hold_a_name_that_nobody_held(committed_site: Site) -> None:
    inside: list[int] = []

    async def enter(number: int) -> None:
        async with committed_site.uow() as uow:
            await hold(uow.session, "new to all")
            inside.append(number)
            await asyncio.sleep(0)
            assert inside == [number]
            inside.clear()

    await asyncio.gather(*(enter(number) for number in range(5)))


@pytest.mark.backends("postgresql", "mariadb")
async def test_of_many_with_one_key_one_is_carried_out(committed_site: Site, shared_app: SharedApp) -> None:
    headers = {**await boss(committed_site), "Idempotency-Key": "one key"}
    shared_app.site = committed_site
    async with open_client(shared_app.app(web=False)) as client:
        answers = await asyncio.gather(
            *(client.post(GROUPS, json={"name": "night"}, headers=headers) for _ in range(5))
        )
    shared_app.site = None
    assert {answer.status_code for answer in answers} <= {201, 409}
    fresh = [one for one in answers if one.status_code == 201 and "idempotency-replayed" not in one.headers]
    assert len(fresh) == 1


@pytest.mark.principal("admin")
async def test_what_is_done_again_is_done_once(client: httpx.AsyncClient, disturb: Any, site: Site) -> None:
    asked = disturb(2)
    answer = await client.post(GROUPS, json={"name": "night"}, headers={"Idempotency-Key": "k"})
    assert (answer.status_code, len(asked)) == (201, 3)
    async with site.read() as read:
        named = select(func.count()).select_from(PermissionGroup).where(PermissionGroup.name == "night")
        assert await read.session.scalar(named) == 1


@pytest.mark.principal("admin")
async def test_what_is_disturbed_each_time_says_when_to_try_again(
    client: httpx.AsyncClient, disturb: Any, site: Site
) -> None:
    asked = disturb(99)
    answer = await client.post(GROUPS, json={"name": "night"}, headers={"Idempotency-Key": "k"})
    assert (answer.status_code, answer.json()["code"], answer.headers["retry-after"]) == (503, "disturbed", "1")
    assert len(asked) == 3
    async with site.read() as read:
        assert not await read.session.scalar(select(func.count()).select_from(IdempotencyRecord))


@pytest.mark.principal("admin")
async def test_a_form_is_read_once(client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gotrs_api.articles.routes.uploads.receive", deadlock)
    answer = await client.post("/api/v1/files/upload", files={"file": ("a.txt", b"text", "text/plain")})
    assert (answer.status_code, answer.json()["code"]) == (503, "disturbed")
