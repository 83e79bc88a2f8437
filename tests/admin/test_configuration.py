"""Settings: each one is listed, changed with its type, reset, and taken back."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from gotrs_api.admin.configuration import service
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import Forbidden, InvalidInput
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.sysconfig import changing, settings
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.uow import Site, UnitOfWork
from tests.support.factories import Factories

HOOK = "Ticket::Hook"


@pytest.fixture
async def boss(factories: Factories) -> Principal:
    return await factories.principal(await factories.agent(login="boss", admin=True))


async def test_a_change_counts_at_once_and_can_be_taken_back(uow: UnitOfWork, boss: Principal) -> None:
    await service.change_setting(uow, boss, HOOK, "Case#")
    assert await sysconfig.get(uow, settings.TICKET_HOOK) == "Case#"
    await service.change_setting(uow, boss, HOOK, "Call#")
    await service.change_setting(uow, boss, "FQDN", "desk.example.com")
    newest_first = (await service.list_changes(uow, boss, PageRequest(limit=10))).rows
    assert [(change.name, change.value_before, change.value_after) for change in newest_first] == [
        ("FQDN", None, "desk.example.com"),
        (HOOK, "Case#", "Call#"),
        (HOOK, None, "Case#"),
    ]

    restored = await service.take_back(uow, boss, newest_first[1].id)

    assert set(restored.names) == {HOOK, "FQDN"}
    assert await sysconfig.get(uow, settings.TICKET_HOOK) == "Case#"
    assert await sysconfig.get(uow, settings.FQDN) == settings.FQDN.default


async def test_a_reset_setting_is_as_delivered_and_a_repeated_one_leaves_no_trace(
    uow: UnitOfWork, boss: Principal
) -> None:
    await service.change_setting(uow, boss, HOOK, "Case#")
    await service.change_setting(uow, boss, HOOK, "Case#")
    await service.reset_setting(uow, boss, HOOK)
    setting = await service.reset_setting(uow, boss, HOOK)

    assert (setting.value, setting.is_modified) == (settings.TICKET_HOOK.default, False)
    assert len((await service.list_changes(uow, boss, PageRequest(limit=10), name=HOOK)).rows) == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [("OTRSTimeZone", "Mars/Olympus"), ("Ticket::SubjectFormat", "Middle"), ("TimeWorkingHours", {"Mon": ["x"]})],
)
async def test_a_value_that_does_not_fit_is_refused(uow: UnitOfWork, boss: Principal, name: str, value: Any) -> None:
    with pytest.raises(InvalidInput) as refusal:
        await service.change_setting(uow, boss, name, value)
    assert refusal.value.errors[0].pointer == "/value"


async def test_agents_without_the_group_admin_see_no_setting(uow: UnitOfWork, factories: Factories) -> None:
    agent = await factories.principal(await factories.agent(login="ann"))
    with pytest.raises(Forbidden):
        await service.list_settings(uow, agent)


@pytest.mark.principal("admin")
async def test_over_the_api_with_an_etag(client: httpx.AsyncClient) -> None:
    listed = (await client.get("/api/v1/sysconfig?q=ticket::hook&limit=5")).json()
    assert HOOK in [row["name"] for row in listed["data"]]
    read = await client.get(f"/api/v1/sysconfig/{HOOK}")
    body = {"value": "Case#"}
    changed = await client.put(f"/api/v1/sysconfig/{HOOK}", json=body, headers={"If-Match": read.headers["etag"]})
    assert (changed.status_code, changed.json()["value"]) == (200, "Case#")
    again = await client.put(f"/api/v1/sysconfig/{HOOK}", json=body, headers={"If-Match": read.headers["etag"]})
    assert again.status_code == 412
    assert (await client.put("/api/v1/sysconfig/No::Such", json=body)).status_code == 404


async def test_a_change_that_is_rolled_back_counts_for_nobody(committed_site: Site) -> None:
    with pytest.raises(RuntimeError):
        async with committed_site.uow() as uow:
            await changing.put(uow, settings.TICKET_HOOK, "Case#")
            assert await sysconfig.get(uow, settings.TICKET_HOOK) == "Case#"
            raise RuntimeError

    async with committed_site.read() as read:
        assert await sysconfig.get(read, settings.TICKET_HOOK) == settings.TICKET_HOOK.default
