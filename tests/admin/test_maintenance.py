"""Maintenance periods: planned by administrators, told to all, closed for everybody else."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from gotrs_api.admin.maintenance import service
from gotrs_api.admin.maintenance.errors import MaintenanceNotFound
from gotrs_api.admin.maintenance.schemas import MaintenanceCreate, MaintenanceUpdate
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import Forbidden, InvalidInput
from gotrs_api.sysconfig import maintenance
from gotrs_api.uow import UnitOfWork
from tests.support.factories import Factories

LOGIN = "/api/v1/auth/login"


@pytest.fixture
async def boss(factories: Factories) -> Principal:
    return await factories.principal(await factories.agent(login="boss", admin=True))


def period(uow: UnitOfWork, begins_in: timedelta, **more: object) -> MaintenanceCreate:
    start = uow.clock.now() + begins_in
    values = {"comment": "Disks", "start": start, "stop": start + timedelta(hours=1), **more}
    return MaintenanceCreate.model_validate(values)


async def test_a_period_acts_while_it_lasts_and_is_announced_before(uow: UnitOfWork, boss: Principal) -> None:
    later = await service.create_maintenance(uow, boss, period(uow, timedelta(minutes=45)))
    assert await maintenance.notices(uow) == maintenance.Notices(None, None, "", "")

    soon = await service.update_maintenance(
        uow, boss, later.id, MaintenanceUpdate(start=uow.clock.now() + timedelta(minutes=29))
    )
    coming = (await maintenance.notices(uow)).coming
    assert coming is not None
    assert (coming.id, coming.start) == (soon.id, soon.start)
    assert await maintenance.refusal(uow) == ""

    now = await service.create_maintenance(
        uow, boss, period(uow, timedelta(0), show_login_message=True, notify_message="Back at noon.")
    )
    told = await maintenance.notices(uow)
    assert now.active
    assert told.notification == "Back at noon."
    assert told.login.startswith("We are performing scheduled maintenance.")
    assert "not available" in await maintenance.refusal(uow)

    await service.delete_maintenance(uow, boss, now.id)
    assert await maintenance.refusal(uow) == ""
    with pytest.raises(MaintenanceNotFound):
        await service.read_maintenance(uow, boss, now.id)


async def test_an_invalid_period_does_nothing(uow: UnitOfWork, boss: Principal) -> None:
    planned = await service.create_maintenance(uow, boss, period(uow, timedelta(0), valid="invalid"))
    assert not planned.active
    assert await maintenance.active(uow) is None


async def test_what_is_refused(uow: UnitOfWork, boss: Principal, factories: Factories) -> None:
    with pytest.raises(InvalidInput):
        await service.create_maintenance(uow, boss, period(uow, timedelta(0), stop=uow.clock.now()))
    agent = await factories.principal(await factories.agent(login="nora"))
    with pytest.raises(Forbidden):
        await service.create_maintenance(uow, agent, period(uow, timedelta(0)))


async def test_only_administrators_sign_in_during_a_maintenance(
    client: httpx.AsyncClient, uow: UnitOfWork, factories: Factories
) -> None:
    await factories.agent(login="boss", password="Correct-horse-1", admin=True)
    await factories.agent(login="nora", password="Correct-horse-1")
    boss = await factories.principal(await factories.agent(login="chief", admin=True))
    await service.create_maintenance(uow, boss, period(uow, timedelta(0)))
    await uow.session.flush()

    async def sign_in(login: str) -> httpx.Response:
        return await client.post(LOGIN, json={"login": login, "password": "Correct-horse-1"})

    assert (await sign_in("boss")).status_code == 200
    refused = await sign_in("nora")
    assert (refused.status_code, refused.json()["code"]) == (403, "auth.maintenance")
    assert "maintenance" in refused.json()["detail"]
