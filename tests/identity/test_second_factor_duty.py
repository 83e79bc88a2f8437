"""A second factor that becomes a must while somebody is signed in: what was begun without opens nothing more."""

from __future__ import annotations

import httpx
import pyotp
import pytest
from sqlalchemy import insert

from gotrs_api.db.statement_count import counting
from gotrs_api.identity import factors, principals
from gotrs_api.identity.directory import directory
from gotrs_api.identity.models import GroupUser, Passkey, User
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.service import sessions
from gotrs_api.identity.signed_in import SignedIn
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.sysconfig import settings
from gotrs_api.uow import Site, UnitOfWork
from tests.identity.signing_in import bearer
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

ME, LOGIN, REFRESH = "/api/v1/users/me", "/api/v1/auth/login", "/api/v1/auth/refresh"


async def pair_of(client: httpx.AsyncClient, login: str, kind: str = "agent") -> dict[str, str]:
    pair: dict[str, str] = (await client.post(LOGIN, json={"login": login, "password": PASSWORD, "kind": kind})).json()
    assert "access_token" in pair
    return pair


async def demanded(factories: Factories, site: Site) -> None:
    """Other processes follow within ten seconds; here at once."""
    await factories.setting(settings.SECOND_FACTOR_GROUPS, ["guarded"])
    await factories.setting(settings.SECOND_FACTOR_FOR_CUSTOMERS, True)
    principals.forget_all(site)


async def refusal_of(client: httpx.AsyncClient, pair: dict[str, str]) -> tuple[str, str]:
    read = await client.get(ME, headers=bearer(pair["access_token"]))
    again = await client.post(REFRESH, json={"refresh_token": pair["refresh_token"]})
    assert (read.status_code, again.status_code) == (401, 401)
    return read.json()["code"], again.json()["code"]


@pytest.mark.parametrize("kind", ["agent", "customer"])
async def test_who_is_signed_in_sets_one_up_before_anything_else(
    client: httpx.AsyncClient, factories: Factories, site: Site, clock: FakeClock, kind: str
) -> None:
    group = await factories.group("guarded")
    if kind == "agent":
        await factories.agent("rosa", password=PASSWORD, rights={group: "ro"})
    else:
        await factories.customer_user("rosa", password=PASSWORD)
    before = await pair_of(client, "rosa", kind)
    await demanded(factories, site)
    assert await refusal_of(client, before) == ("auth.second_factor_needed", "auth.second_factor_needed")

    waits = (await client.post(LOGIN, json={"login": "rosa", "password": PASSWORD, "kind": kind})).json()
    secret = (await client.post("/api/v1/auth/mfa/enrol", json={"challenge": waits["challenge"]})).json()["secret"]
    answer = {"challenge": waits["challenge"], "method": "totp", "code": pyotp.TOTP(secret).at(clock.now())}
    after = (await client.post("/api/v1/auth/mfa/verify", json=answer)).json()

    assert (await client.get(ME, headers=bearer(after["access_token"]))).status_code == 200
    principals.forget_all(site)
    assert await refusal_of(client, before) == ("auth.invalid_token", "auth.invalid_token"), "a thief would be in again"


async def test_a_right_that_comes_with_the_duty_brings_it_at_once(
    client: httpx.AsyncClient, factories: Factories, site: Site, uow: UnitOfWork
) -> None:
    group = await factories.group("guarded")
    rosa = await factories.agent("rosa", password=PASSWORD)
    pair = await pair_of(client, "rosa")
    await demanded(factories, site)
    assert (await client.get(ME, headers=bearer(pair["access_token"]))).status_code == 200
    now = {"create_time": uow.clock.now(), "create_by": 1, "change_time": uow.clock.now(), "change_by": 1}
    await uow.session.execute(insert(GroupUser).values(user_id=rosa.id, group_id=group.id, permission_key="ro", **now))
    principals.forget_all(site)
    assert (await refusal_of(client, pair))[0] == "auth.second_factor_needed"


@pytest.mark.parametrize("factor", ["authenticator", "passkey", "OTRS"])
async def test_who_has_one_goes_on(factories: Factories, site: Site, uow: UnitOfWork, factor: str) -> None:
    group = await factories.group("guarded")
    otrs = {"UserGoogleAuthenticatorSecretKey": "JBSWY3DPEHPK3PXP"} if factor == "OTRS" else {}
    rosa = await factories.agent("rosa", password=PASSWORD, rights={group: "ro"}, preferences=otrs)
    token = await session_of(uow, rosa)
    await give(uow, site, rosa, factor)
    before = await statements_to_find(site, token)
    await demanded(factories, site)
    after = await statements_to_find(site, token)
    assert after == before or factor == "OTRS"


async def statements_to_find(site: Site, token: str) -> int:
    assert await sessions.find(site, Kind.AGENT, token) is not None
    principals.forget_all(site)
    with counting() as statements:
        assert await sessions.find(site, Kind.AGENT, token) is not None
    return statements[0]


async def session_of(uow: UnitOfWork, agent: User) -> str:
    signed_in = SignedIn(kind=Kind.AGENT, subject=str(agent.id), login=agent.login)
    return await sessions.create(uow, signed_in, "192.0.2.1", "")


async def give(uow: UnitOfWork, site: Site, agent: User, factor: str) -> None:
    account = await directory(site, Kind.AGENT).find(uow, agent.login)
    assert account is not None
    if factor == "authenticator":
        secret = pyotp.random_base32()
        await factors.prepare(uow, account, secret)
        assert await factors.confirm(uow, account, pyotp.TOTP(secret).at(uow.clock.now()))
    elif factor == "passkey":
        uow.session.add(
            Passkey(
                kind="agent", subject=account.subject, login=account.login, name="Key", user_handle="h",
                credential_id="c", credential_hash="c", public_key="k", sign_count=0, transports="",
                is_backed_up=0, created_at=uow.clock.now(),
            )
        )  # fmt: skip
        await uow.session.flush()


@pytest.mark.backends("sqlite")
async def test_where_an_administrator_sets_it_nothing_is_remembered(
    client: httpx.AsyncClient, factories: Factories
) -> None:
    boss = await factories.agent("boss", admin=True, password=PASSWORD)
    pair = await pair_of(client, "boss")
    assert (await client.get(ME, headers=bearer(pair["access_token"]))).status_code == 200
    changed = await client.put(
        f"/api/v1/sysconfig/{settings.SECOND_FACTOR_GROUPS.name}",
        json={"value": ["admin"]},
        headers=await factories.bearer(boss),
    )
    assert changed.status_code == 200, changed.text
    assert await refusal_of(client, pair) == ("auth.second_factor_needed", "auth.second_factor_needed")


@pytest.mark.backends("sqlite")
async def test_a_personal_access_token_goes_on(client: httpx.AsyncClient, factories: Factories, site: Site) -> None:
    """Its program cannot show a code; its owner could make it only while he was let in."""
    group = await factories.group("guarded")
    header = await factories.bearer(await factories.agent("rosa", rights={group: "ro"}))
    await demanded(factories, site)
    assert (await client.get(ME, headers=header)).status_code == 200


@pytest.mark.backends("sqlite")
async def test_a_browser_is_led_to_the_set_up_and_the_old_session_is_over(
    web: WebBrowser, factories: Factories, site: Site, clock: FakeClock
) -> None:
    group = await factories.group("guarded")
    await factories.agent("rosa", password=PASSWORD, rights={group: "ro"})
    await web.sign_in("rosa")
    before = web.client.cookies["gotrs_agent"]
    await demanded(factories, site)

    page = await web.get("/agent/tickets")
    assert page.location == "/auth/login?next=%2Fagent%2Ftickets"
    page = await web.follow()
    assert page.has("Your account must have a second factor now.")
    fragment = await web.client.get("/agent/tickets", headers={"HX-Request": "true"})
    assert (fragment.status_code, fragment.headers["hx-redirect"].partition("?")[0]) == (401, "/auth/login")
    page = await web.send("/auth/login", {"login": "rosa", "password": PASSWORD})
    assert page.location == "/auth/enrolment?next=%2Fagent%2Ftickets"
    await web.follow()
    page = await web.send("/auth/enrolment")
    code = pyotp.TOTP(page.texts(".gate__secret")[0]).at(clock.now())
    assert (await web.send("/auth/second-step", {"code": code})).location == "/agent/tickets"

    assert (await web.get("/agent/tickets")).status == 200
    web.client.cookies.clear()
    web.client.cookies.set("gotrs_agent", before)
    assert (await web.get("/agent/tickets")).status == 303
