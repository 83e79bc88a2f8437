"""A change counts in every process within five seconds: two sites on one database, each with memories of its own."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import URL

from gotrs_api.admin.configuration import service as configuration
from gotrs_api.db.database import Database
from gotrs_api.identity import principals
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.schemas.agents import GroupRights
from gotrs_api.identity.service import memberships
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.settings import Settings
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings as known_settings
from gotrs_api.uow import Site, snapshot
from gotrs_api.uow.snapshot import Snapshot
from gotrs_web.admin.fields import VALID_OR_NOT, command_values, for_form, values_of
from gotrs_web.admin.listing import Query, validity_of
from gotrs_web.admin.module import Module
from gotrs_web.admin.modules import MODULES
from gotrs_web.forms import build
from tests.support.factories import Factories
from tests.support.sites import make_site
from tests.web.admin.test_modules import KNOWN_BY, PLAIN, TYPED, named

pytestmark = pytest.mark.backends("sqlite")
SYSTEM = Principal.system("test")
LIMIT_S = 5


class Passing:
    """What memories measure their age by."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def monotonic(self) -> float:
        return self.now_s


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Passing:
    passing = Passing()
    for module in (snapshot, principals):
        monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=passing.monotonic))
    return passing


@pytest.fixture
async def here(committed_site: Site, time: Passing) -> Site:
    return committed_site


@pytest.fixture
async def there(settings: Settings, committed_url: URL, clock: FakeClock, here: Site) -> AsyncIterator[Site]:
    site = make_site(settings, Database(committed_url, pool_size=2), clock)
    yield site
    await site.close()


def _pictures() -> set[Snapshot[Any]]:
    """Those of all modules that a site is built of."""
    modules = [module for name, module in list(sys.modules.items()) if name.startswith("gotrs_api.")]
    return {value for module in modules for value in vars(module).values() if isinstance(value, Snapshot)}


async def test_every_picture_of_master_data_is_made_anew_when_its_time_is_over(
    there: Site, time: Passing, monkeypatch: pytest.MonkeyPatch
) -> None:
    renewed: set[Snapshot[Any]] = set()
    renew = Snapshot._renew

    async def noted(picture: Snapshot[Any], *arguments: Any) -> Any:
        renewed.add(picture)
        return await renew(picture, *arguments)

    monkeypatch.setattr(Snapshot, "_renew", noted)
    pictures = _pictures()
    assert len({picture._name for picture in pictures}) == len(pictures) > 25
    async with there.read() as read:
        for passed_s, wanted in ((0, pictures), (LIMIT_S - 1, set()), (1.1, pictures)):
            time.now_s += passed_s
            renewed.clear()
            for picture in pictures:
                await picture.get(read)
            assert renewed == wanted


async def _made(site: Site, module: Module) -> Any:
    fields = for_form(module.fields, new=True)
    values = values_of(fields, None)
    async with site.uow() as uow:
        for one in fields:
            if callable(one.options) and one.kind == "select" and one.empty is None and not values[one.name]:
                values[one.name] = (await one.options(uow, SYSTEM, frozenset()))[0][0]
            elif one.required and not values[one.name]:
                values[one.name] = TYPED.get(one.name, "some text")
        values |= {one.name: False for one in fields if one.kind == "check" and values[one.name] == ""}
        values[KNOWN_BY[module.key]] = named(module.key)
        return await module.create(uow, SYSTEM, build(module.creation, command_values(fields, values, {})))


async def _listed(site: Site, module: Module) -> list[str]:
    async with site.read() as read:
        return [validity_of(row) for row in (await module.rows(read, SYSTEM, Query({"q": "network"}))).rows]


@pytest.mark.parametrize("key", PLAIN)
async def test_an_entry_made_and_made_invalid_in_one_process_is_seen_in_the_other(
    here: Site, there: Site, time: Passing, key: str
) -> None:
    module = MODULES[key]
    assert await _listed(there, module) == []
    entry = await _made(here, module)
    time.now_s += LIMIT_S + 0.1
    assert await _listed(there, module) == ["valid"]
    off = "false" if VALID_OR_NOT in module.fields else "invalid"
    async with here.uow() as uow:
        await module.update(uow, SYSTEM, module.parse_id(module.identify(entry)), build(module.change, {"valid": off}))
    time.now_s += LIMIT_S + 0.1
    assert await _listed(there, module) == ["invalid"]


async def test_settings_and_rights_follow(here: Site, there: Site, time: Passing) -> None:
    async with here.uow() as uow:
        factories = Factories(uow)
        group, rosa = await factories.group("network"), await factories.agent("rosa")
    async with there.read() as read:
        found = await principals.by_agent(read, rosa.id)
        assert found is not None
        assert not found.principal.has_right(group.id, "note")
        assert await sysconfig.get(read, known_settings.TICKET_HOOK) == "Ticket#"
    async with here.uow() as uow:
        await memberships.set_groups_of_agent(uow, SYSTEM, rosa.id, [GroupRights(group_id=group.id, rights=["note"])])
        await configuration.change_setting(uow, SYSTEM, "Ticket::Hook", "Case#")
    time.now_s += LIMIT_S + 0.1
    async with there.read() as read:
        found = await principals.by_agent(read, rosa.id)
        assert found is not None
        assert found.principal.has_right(group.id, "note")
        assert await sysconfig.get(read, known_settings.TICKET_HOOK) == "Case#"
