"""Browser sessions: how long they last, who may end them, and that their cookie is nothing but a cookie."""

from __future__ import annotations

import httpx
import pytest

from gotrs_api.identity.errors import SessionNotFound, SessionsExhausted
from gotrs_api.identity.models import SignInSession, User
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.service import sessions
from gotrs_api.identity.signed_in import SignedIn
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.sysconfig import settings
from gotrs_api.uow import Site, UnitOfWork
from tests.support.factories import PASSWORD, Factories


def proof(who: User) -> SignedIn:
    return SignedIn(kind=Kind.AGENT, subject=str(who.id), login=who.login)


async def open_session(uow: UnitOfWork, who: User) -> str:
    return await sessions.create(uow, proof(who), "192.0.2.1", "a browser")


async def test_a_session_is_found_by_its_token_and_kept_as_a_hash(
    site: Site, uow: UnitOfWork, factories: Factories
) -> None:
    ann = await factories.agent("ann", admin=True)
    token = await open_session(uow, ann)
    found = await sessions.find(site, Kind.AGENT, token)
    assert found is not None
    assert (found.principal.login, found.principal.is_admin) == ("ann", True)
    assert await sessions.find(site, Kind.CUSTOMER, token) is None
    assert await sessions.find(site, Kind.AGENT, token + "x") is None
    (row,) = (await uow.session.execute(SignInSession.__table__.select())).all()
    assert token not in (row.token_hash, row.csrf_secret)
    assert len(token) >= 43, "256 bits"


async def test_a_customers_session_knows_the_companies(site: Site, uow: UnitOfWork, factories: Factories) -> None:
    await factories.customer_user("cara", company=await factories.customer_company("ACME"))
    proof_of_cara = SignedIn(kind=Kind.CUSTOMER, subject="cara", login="cara")
    token = await sessions.create(uow, proof_of_cara, "192.0.2.1", "")
    found = await sessions.find(site, Kind.CUSTOMER, token)
    assert found is not None
    assert found.principal.customer_ids == {"ACME"}
    assert await sessions.find(site, Kind.AGENT, token) is None


@pytest.mark.backends("sqlite")
async def test_a_session_ends_when_it_is_idle_and_when_it_is_old(
    site: Site, uow: UnitOfWork, factories: Factories, clock: FakeClock
) -> None:
    await factories.setting(settings.AGENT_SESSION_MAX_IDLE_S, 3600)
    await factories.setting(settings.AGENT_SESSION_MAX_TIME_S, 3 * 3600)
    ann = await factories.agent("ann")
    token = await open_session(uow, ann)
    for _ in range(5):
        clock.advance(minutes=35)
        forget(site)
        assert await sessions.find(site, Kind.AGENT, token) is not None
    clock.advance(minutes=5)
    forget(site)
    assert await sessions.find(site, Kind.AGENT, token) is None, "three hours old"
    token = await open_session(uow, ann)
    clock.advance(minutes=61)
    assert await sessions.find(site, Kind.AGENT, token) is None, "idle for an hour"


@pytest.mark.backends("sqlite")
async def test_being_seen_is_written_once_a_minute(
    site: Site, uow: UnitOfWork, factories: Factories, clock: FakeClock
) -> None:
    token = await open_session(uow, await factories.agent("ann"))
    began = clock.now()
    seen = []
    for seconds in (30, 40, 30):
        clock.advance(seconds=seconds)
        forget(site)
        await sessions.find(site, Kind.AGENT, token)
        (row,) = (await uow.session.execute(SignInSession.__table__.select())).all()
        seen.append((row.last_seen_at - began).total_seconds())
    assert seen == [0, 70, 70]


async def test_one_session_too_many_ends_the_one_that_was_idle_longest(
    site: Site, uow: UnitOfWork, clock: FakeClock, factories: Factories
) -> None:
    await factories.setting(settings.AGENT_SESSION_PER_USER_LIMIT, 2)
    ann, bob = await factories.agent("ann"), await factories.agent("bob")
    tokens = []
    for who in (bob, ann, ann, ann):
        tokens.append(await open_session(uow, who))
        clock.advance(seconds=1)
    alive = [await sessions.find(site, Kind.AGENT, token) is not None for token in tokens]
    assert alive == [True, False, True, True]


@pytest.mark.backends("sqlite")
async def test_the_limit_of_everybodys_sessions_refuses_the_next_one(uow: UnitOfWork, factories: Factories) -> None:
    await factories.setting(settings.AGENT_SESSION_LIMIT, 1)
    await open_session(uow, await factories.agent("ann"))
    with pytest.raises(SessionsExhausted):
        await open_session(uow, await factories.agent("bob"))
    await open_session(uow, await factories.agent("boss", admin=True))  # who raises it again


@pytest.mark.backends("sqlite")
async def test_the_value_of_a_cookie_is_no_bearer_token(
    site: Site, client: httpx.AsyncClient, uow: UnitOfWork, factories: Factories
) -> None:
    token = await open_session(uow, await factories.agent("ann"))
    assert await sessions.find(site, Kind.AGENT, token) is not None, "and so it is remembered"
    answer = await client.get("/api/v1/users/me", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401


@pytest.mark.backends("sqlite")
async def test_one_ends_ones_own_sessions_and_administrators_end_any(
    site: Site, uow: UnitOfWork, factories: Factories
) -> None:
    ann, bob = await factories.agent("ann"), await factories.agent("bob")
    boss = await factories.principal(await factories.agent("boss", admin=True))
    anns, bobs = await open_session(uow, ann), await open_session(uow, bob)
    (listed,) = await sessions.list_own(uow, await factories.principal(bob))
    assert (listed.login, listed.address, listed.user_agent) == ("bob", "192.0.2.1", "a browser")
    with pytest.raises(SessionNotFound):
        await sessions.end_one(uow, await factories.principal(ann), listed.id)
    assert {each.login for each in await sessions.list_all(uow, boss)} == {"ann", "bob"}
    with pytest.raises(SessionNotFound):
        await sessions.end_one(uow, boss, listed.id)
    await sessions.end_one(uow, boss, listed.id, anybodys=True)
    assert await sessions.find(site, Kind.AGENT, bobs) is None
    assert await sessions.find(site, Kind.AGENT, anns) is not None
    assert await sessions.end_everybodys(uow, boss) == 1


@pytest.mark.backends("sqlite")
async def test_ending_everybodys_sessions_ends_sign_ins_of_programs_too(
    client: httpx.AsyncClient, factories: Factories
) -> None:
    await factories.agent("boss", admin=True, password=PASSWORD)
    await factories.agent("ann", password=PASSWORD)
    signed_in = [
        (await client.post("/api/v1/auth/login", json={"login": login, "password": PASSWORD})).json()
        for login in ("ann", "boss")
    ]
    ann, boss = ({"Authorization": f"Bearer {pair['access_token']}"} for pair in signed_in)
    assert (await client.delete("/api/v1/admin/sessions", headers=boss)).json() == {"ended": 1}
    assert (await client.get("/api/v1/users/me", headers=ann)).status_code == 401
    again = await client.post("/api/v1/auth/refresh", json={"refresh_token": signed_in[0]["refresh_token"]})
    assert again.status_code == 401
    assert (await client.get("/api/v1/users/me", headers=boss)).status_code == 200


@pytest.mark.backends("sqlite")
async def test_a_renewed_session_has_another_token(site: Site, uow: UnitOfWork, factories: Factories) -> None:
    token = await open_session(uow, await factories.agent("ann"))
    found = await sessions.find(site, Kind.AGENT, token)
    assert found is not None
    renewed = await sessions.renew(uow, found.principal)
    assert renewed is not None
    forget(site)
    assert await sessions.find(site, Kind.AGENT, token) is None
    assert await sessions.find(site, Kind.AGENT, renewed) is not None


@pytest.mark.parametrize(
    ("kind", "secure", "name"),
    [
        (Kind.AGENT, True, "__Host-gotrs_agent"),
        (Kind.CUSTOMER, True, "__Host-gotrs_customer"),
        (Kind.AGENT, False, "gotrs_agent"),
        (Kind.CUSTOMER, False, "gotrs_customer"),
    ],
)
def test_cookies_are_named_for_the_area_and_bound_to_the_host_on_https(kind: Kind, secure: bool, name: str) -> None:
    assert sessions.cookie_name(kind, secure=secure) == name
    assert sessions.cookie_attributes(secure=secure) == {
        "path": "/",
        "httponly": True,
        "samesite": "lax",
        "secure": secure,
    }


def forget(site: Site) -> None:
    """As if the five seconds had passed for which an answer is remembered."""
    from gotrs_api.identity import principals

    principals.forget_all(site)
