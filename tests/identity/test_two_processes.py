"""Two processes on one database: what one takes away is gone in the other within five seconds, and a request's
principal costs one query at most."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import cast

import pytest
from fastapi import Request

from gotrs_api.identity import principals
from gotrs_api.identity.authenticate import principal_of
from gotrs_api.identity.errors import InvalidToken
from gotrs_api.identity.models import User
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.service import memberships, sessions, tokens
from gotrs_api.identity.signed_in import SignedIn
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.settings import Settings
from gotrs_api.uow import Site, UnitOfWork, snapshot
from tests.support.factories import Factories
from tests.support.pinned import PinnedDatabase
from tests.support.sites import make_site
from tests.tickets.desk import Statements

ROOT = Principal.system("test")


@dataclass
class Seconds:
    """What the caches go by instead of the machine's time."""

    now: float = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> Seconds:
    moving = Seconds()
    for module in (principals, snapshot):
        monkeypatch.setattr(module, "time", moving)
    return moving


@pytest.fixture
def elsewhere(settings: Settings, database: PinnedDatabase, clock: FakeClock, seconds: Seconds) -> Site:
    """Another process: nothing but the database is shared with `site`."""
    return make_site(settings, database, clock)


@pytest.fixture
async def ann(factories: Factories) -> User:
    return await factories.agent("ann", rights={await factories.queue("Support"): "rw"})


async def groups_of(site: Site, token: str) -> set[str]:
    """By a personal access token, as a request brings it."""
    request = SimpleNamespace(state=SimpleNamespace(site=site, address="192.0.2.1"))
    return set((await principal_of(cast("Request", request), token)).groups)


async def test_a_right_that_is_taken_away_here_is_gone_there_within_five_seconds(
    site: Site, elsewhere: Site, seconds: Seconds, factories: Factories, ann: User
) -> None:
    token = await factories.api_token(ann)
    assert await groups_of(site, token) == await groups_of(elsewhere, token) != set()
    async with site.uow() as uow:
        await memberships.set_groups_of_agent(uow, ROOT, ann.id, [])
    assert await groups_of(site, token) == set(), "at once where it was done"
    seconds.now += principals.FRESH_FOR_S + 0.01
    assert await groups_of(elsewhere, token) == set()
    assert principals.FRESH_FOR_S <= 5


async def test_a_token_that_is_revoked_here_opens_nothing_there_after_five_seconds(
    site: Site, elsewhere: Site, seconds: Seconds, factories: Factories, uow: UnitOfWork, ann: User
) -> None:
    token = await factories.api_token(ann)
    await groups_of(elsewhere, token)
    owner = await factories.principal(ann)
    async with site.uow(acting_id=ann.id) as writing:
        (row,) = await tokens.list_own(writing, owner)
        await tokens.revoke(writing, owner, row.id)
    with pytest.raises(InvalidToken):
        await groups_of(site, token)
    seconds.now += principals.FRESH_FOR_S + 0.01
    with pytest.raises(InvalidToken):
        await groups_of(elsewhere, token)


async def test_a_request_costs_one_query_and_none_while_the_answer_is_fresh(
    elsewhere: Site, seconds: Seconds, uow: UnitOfWork, ann: User
) -> None:
    made = SignedIn(kind=Kind.AGENT, subject=str(ann.id), login=ann.login)
    first, second = [await sessions.create(uow, made, "192.0.2.1", "test") for _ in range(2)]
    await uow.settle()
    await sessions.find(elsewhere, Kind.AGENT, first)  # thereby settings are known, as in a process that runs
    for expected in (1, 0, 0):
        with Statements(uow) as sent:
            assert await sessions.find(elsewhere, Kind.AGENT, second) is not None
        assert len(sent.texts) == expected, sent.texts
