"""`Idempotency-Key`: one effect, the same answer, and the truth after a crash."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from sqlalchemy import func, select, update

from gotrs_api.identity import idempotency
from gotrs_api.identity.models import IdempotencyRecord, PermissionGroup, User
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.uow import Site, UnitOfWork
from tests.support.clients import SharedApp, open_client
from tests.support.factories import Factories

GROUPS = "/api/v1/groups"


@pytest.fixture
async def headers(factories: Factories) -> dict[str, str]:
    boss: User = await factories.agent("boss", admin=True)
    return {**await factories.bearer(boss), "Idempotency-Key": "a key"}


async def count(uow: UnitOfWork) -> int:
    return await uow.session.scalar(select(func.count()).select_from(PermissionGroup)) or 0


async def test_a_repeated_request_has_one_effect_and_the_same_answer(
    client: httpx.AsyncClient, headers: dict[str, str], uow: UnitOfWork
) -> None:
    before = await count(uow)
    first = await client.post(GROUPS, json={"name": "night"}, headers=headers)
    second = await client.post(GROUPS, json={"name": "night"}, headers=headers)
    assert first.status_code == second.status_code == 201
    assert first.content == second.content
    assert first.headers["location"] == second.headers["location"]
    assert "idempotency-replayed" not in first.headers
    assert second.headers["idempotency-replayed"] == "true"
    assert await count(uow) == before + 1


async def test_a_key_belongs_to_one_request_and_one_person(
    client: httpx.AsyncClient, headers: dict[str, str], factories: Factories
) -> None:
    await client.post(GROUPS, json={"name": "night"}, headers=headers)
    for answer in (
        await client.post(GROUPS, json={"name": "day"}, headers=headers),
        await client.post("/api/v1/roles", json={"name": "night"}, headers=headers),
    ):
        assert (answer.status_code, answer.json()["code"]) == (422, "idempotency.key_reused")
    other = await factories.bearer(await factories.agent("other", admin=True))
    answer = await client.post(GROUPS, json={"name": "day"}, headers={**other, "Idempotency-Key": "a key"})
    assert answer.status_code == 201


async def test_refusals_are_not_kept(client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    assert (await client.post(GROUPS, json={"name": ""}, headers=headers)).status_code == 422
    assert (await client.post(GROUPS, json={"name": "users"}, headers=headers)).status_code == 409
    assert (await client.post(GROUPS, json={"name": "night"}, headers=headers)).status_code == 201


async def state(uow: UnitOfWork, state: str) -> None:
    await uow.session.execute(update(IdempotencyRecord).values(state=state))


@pytest.mark.backends("sqlite")
async def test_a_request_that_still_runs_is_not_repeated(
    client: httpx.AsyncClient, headers: dict[str, str], uow: UnitOfWork
) -> None:
    await client.post(GROUPS, json={"name": "night"}, headers=headers)
    await state(uow, idempotency.RUNNING)
    answer = await client.post(GROUPS, json={"name": "night"}, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency.in_progress")


@pytest.mark.backends("sqlite")
async def test_a_request_whose_answer_was_lost_is_not_repeated_however_late(
    client: httpx.AsyncClient, headers: dict[str, str], uow: UnitOfWork, clock: FakeClock
) -> None:
    await client.post(GROUPS, json={"name": "night"}, headers=headers)
    await state(uow, idempotency.COMMITTED)
    clock.advance(minutes=10)
    answer = await client.post(GROUPS, json={"name": "night"}, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency.answer_lost")


@pytest.mark.backends("sqlite")
async def test_one_that_is_sent_twice_at_once_waits_until_the_answer_is_kept(
    client: httpx.AsyncClient, headers: dict[str, str], uow: UnitOfWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await client.post(GROUPS, json={"name": "night"}, headers=headers)
    await state(uow, idempotency.COMMITTED)

    async def keeps(_seconds: float) -> None:
        await state(uow, idempotency.DONE)

    monkeypatch.setattr("gotrs_api.identity.idempotency.asyncio.sleep", keeps)
    second = await client.post(GROUPS, json={"name": "night"}, headers=headers)
    assert (second.status_code, second.json()) == (201, first.json())
    assert second.headers["idempotency-replayed"] == "true"


@pytest.mark.backends("sqlite")
async def test_a_request_that_died_before_it_did_anything_is_repeated(
    client: httpx.AsyncClient, headers: dict[str, str], uow: UnitOfWork, clock: FakeClock
) -> None:
    await client.post(GROUPS, json={"name": "night"}, headers=headers)
    await state(uow, idempotency.RUNNING)
    clock.advance(minutes=3)
    answer = await client.post(GROUPS, json={"name": "day"}, headers=headers)
    assert answer.status_code == 201


@pytest.mark.backends("sqlite")
async def test_an_answer_is_kept_for_a_day(
    client: httpx.AsyncClient, headers: dict[str, str], uow: UnitOfWork, clock: FakeClock
) -> None:
    await client.post(GROUPS, json={"name": "night"}, headers=headers)
    clock.advance(hours=25)
    assert (await client.post(GROUPS, json={"name": "day"}, headers=headers)).status_code == 201


@pytest.mark.backends("sqlite")
async def test_secrets_shown_once_are_not_kept(
    client: httpx.AsyncClient, headers: dict[str, str], uow: UnitOfWork, factories: Factories
) -> None:
    ann = await factories.agent("ann")
    address = f"/api/v1/admin/users/{ann.id}/reset-password"
    first = await client.post(address, headers=headers)
    assert first.headers["cache-control"] == "no-store"
    password = first.json()["password"]
    (record,) = (await uow.session.execute(IdempotencyRecord.__table__.select())).all()
    assert (record.state, record.body) == (idempotency.COMMITTED, None)
    assert password not in str(record)
    again = await client.post(address, headers=headers)
    assert (again.status_code, again.json()["code"]) == (409, "idempotency.answer_lost")


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("key", ["", "x" * 256, "a\tb"])
async def test_a_key_that_is_none_is_refused(client: httpx.AsyncClient, headers: dict[str, str], key: str) -> None:
    answer = await client.post(GROUPS, json={"name": "night"}, headers={**headers, "Idempotency-Key": key})
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency.key_invalid")


async def test_on_a_real_database_the_work_is_committed_before_its_answer_is_kept(
    committed_site: Site, shared_app: SharedApp
) -> None:
    async with committed_site.uow() as uow:
        factories = Factories(uow)
        headers = {**await factories.bearer(await factories.agent("boss", admin=True)), "Idempotency-Key": "a key"}
    shared_app.site = committed_site
    async with open_client(shared_app.app(web=False)) as client:
        refused = await client.post(GROUPS, json={"name": ""}, headers=headers)
        answers = await asyncio.gather(
            *(client.post(GROUPS, json={"name": "night"}, headers=headers) for _ in range(4))
        )
        again = await client.post(GROUPS, json={"name": "night"}, headers=headers)
    shared_app.site = None
    assert refused.status_code == 422
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert (again.status_code, again.headers["idempotency-replayed"]) == (201, "true")
    async with committed_site.read() as read:
        names = await read.session.scalars(select(PermissionGroup.name).where(PermissionGroup.name == "night"))
        assert names.all() == ["night"]
        (record,) = (await read.session.execute(IdempotencyRecord.__table__.select())).all()
    assert (record.state, record.status) == (idempotency.DONE, 201)
