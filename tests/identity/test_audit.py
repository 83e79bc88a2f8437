"""The audit log: every entry stays, and whatever is done to it shows."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import delete, insert, select, update

from gotrs_api.identity import audit
from gotrs_api.identity.models import AuditEntry, AuditHead, User
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.settings import Settings
from gotrs_api.uow import Site, UnitOfWork
from tests.identity.signing_in import signed_in
from tests.support.factories import PASSWORD, Factories

WHO = Principal.system("a test")


async def write(site: Site, number: int) -> None:
    async with site.uow() as uow:
        await audit.record(uow, WHO, "test.done", "thing", number, {"number": number}, address="192.0.2.1")


async def entries(site: Site) -> list[AuditEntry]:
    async with site.read() as read:
        return list(await read.session.scalars(select(AuditEntry).order_by(AuditEntry.id)))


async def verdict(site: Site) -> audit.Verdict:
    async with site.read() as read:
        return await audit.verify(read)


async def test_a_log_that_nobody_touched_is_whole(site: Site) -> None:
    assert await verdict(site) == audit.Verdict(0, True)
    for number in range(3):
        await write(site, number)
    assert await verdict(site) == audit.Verdict(3, True)
    first, second, _ = await entries(site)
    assert first.previous_hash == audit.BEGINNING
    assert second.previous_hash == first.hash
    assert (first.actor_kind, first.action, first.object_id, first.address) == ("system", "test.done", "0", "192.0.2.1")


async def test_what_is_rolled_back_leaves_no_gap(site: Site) -> None:
    await write(site, 0)
    with pytest.raises(RuntimeError):
        async with site.uow() as uow:
            await audit.record(uow, WHO, "test.undone")
            await uow.settle()
            raise RuntimeError
    await write(site, 1)
    assert await verdict(site) == audit.Verdict(2, True)


@pytest.mark.parametrize("harm", ["changed", "removed", "removed at the end", "all removed", "added", "forged end"])
async def test_every_harm_shows(site: Site, uow: UnitOfWork, harm: str) -> None:
    for number in range(4):
        await write(site, number)
    ids = [entry.id for entry in await entries(site)]
    broken_at: int | None = None
    match harm:
        case "changed":
            broken_at = ids[1]
            await uow.session.execute(update(AuditEntry).where(AuditEntry.id == ids[1]).values(details='{"number":9}'))
        case "removed":
            broken_at = ids[2]
            await uow.session.execute(delete(AuditEntry).where(AuditEntry.id == ids[1]))
        case "removed at the end":
            await uow.session.execute(delete(AuditEntry).where(AuditEntry.id == ids[3]))
        case "all removed":
            await uow.session.execute(delete(AuditEntry))
        case "added":
            row = (await uow.session.execute(AuditEntry.__table__.select().where(AuditEntry.id == ids[3]))).one()
            values = {**row._mapping, "id": ids[3] + 1, "previous_hash": row.hash}
            await uow.session.execute(insert(AuditEntry).values(values))
            broken_at = ids[3] + 1
        case "forged end":
            last = (await entries(site))[2]
            await uow.session.execute(delete(AuditEntry).where(AuditEntry.id == ids[3]))
            await uow.session.execute(update(AuditHead).values(entries=3, hash=last.hash))
    found = await verdict(site)
    assert not found.intact
    assert found.broken_at == broken_at
    assert found.reason


async def test_entries_of_many_at_once_form_one_chain(committed_site: Site) -> None:
    await write(committed_site, 0)  # as the first agent's does, before anybody else can act
    await asyncio.gather(*(write(committed_site, number) for number in range(1, 20)))
    assert await verdict(committed_site) == audit.Verdict(20, True)


@pytest.mark.backends("sqlite")
async def test_another_secret_does_not_fit_the_seal(site: Site) -> None:
    await write(site, 0)
    site.settings = Settings(var=site.settings.var, secret_key=SecretStr("another"))
    assert not (await verdict(site)).intact


@pytest.mark.backends("sqlite")
async def test_signing_in_leaves_traces_that_administrators_can_search(
    client: httpx.AsyncClient, factories: Factories
) -> None:
    boss = await factories.agent("boss", admin=True, password=PASSWORD)
    await client.post("/api/v1/auth/login", json={"login": "boss", "password": "wrong"})
    headers = await signed_in(client, "boss")
    logs = "/api/v1/admin/audit/logs"
    listed = (await client.get(logs, params={"action": "sign_in.*"}, headers=headers)).json()["data"]
    assert [each["action"] for each in listed] == ["sign_in.succeeded", "sign_in.failed"]
    assert listed[0]["actor_id"] == str(boss.id)
    assert (listed[1]["actor_kind"], listed[1]["details"]) == ("anonymous", {"login": "boss", "reason": "password"})
    assert listed[1]["address"] == "127.0.0.1"
    assert listed[1]["request_id"]
    one = await client.get(f"{logs}/{listed[1]['id']}", headers=headers)
    assert one.json() == listed[1]
    assert (await client.get(logs, params={"q": "succeeded by nobody"}, headers=headers)).json()["data"] == []
    page = (await client.get(logs, params={"limit": 1}, headers=headers)).json()
    assert page["meta"]["has_more"] is True
    stats = (await client.get("/api/v1/admin/audit/stats", headers=headers)).json()
    assert stats["intact"] is True
    assert stats["actions"] == {"sign_in.failed": 1, "sign_in.succeeded": 1}


@pytest.mark.backends("sqlite")
async def test_what_is_done_in_a_request_carries_its_address_and_id(
    client: httpx.AsyncClient, factories: Factories, site: Site
) -> None:
    boss = await factories.bearer(await factories.agent("boss", admin=True))
    await client.post("/api/v1/groups", json={"name": "night"}, headers={**boss, "X-Request-Id": "abc-123"})
    (entry,) = await entries(site)
    assert (entry.action, entry.address, entry.request_id) == ("group.created", "127.0.0.1", "abc-123")


@pytest.mark.backends("sqlite")
async def test_nobody_else_reads_it(client: httpx.AsyncClient, factories: Factories) -> None:
    await factories.agent("ann", password=PASSWORD)
    headers = await signed_in(client, "ann")
    for path in ("logs", "logs/1", "stats"):
        assert (await client.get(f"/api/v1/admin/audit/{path}", headers=headers)).status_code == 403


@pytest.mark.backends("sqlite")
async def test_no_password_or_code_gets_into_it(client: httpx.AsyncClient, factories: Factories, site: Site) -> None:
    agent: User = await factories.agent("boss", admin=True, password=PASSWORD)
    await client.post("/api/v1/auth/login", json={"login": "boss", "password": "mistyped secret"})
    headers = await signed_in(client, "boss")
    await client.post(
        f"/api/v1/admin/users/{agent.id}/reset-password", json={"password": "brand new secret 1"}, headers=headers
    )
    kept = " ".join(f"{entry.details} {entry.object_id}" for entry in await entries(site))
    assert "secret" not in kept
    assert PASSWORD not in kept
