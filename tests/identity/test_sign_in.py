"""Signing in with a password: who may, who may not, and what a wrong password costs."""

from __future__ import annotations

import hashlib

import pytest

from gotrs_api.identity import agents
from gotrs_api.identity.errors import SignInFailed, TooManyAttempts
from gotrs_api.identity.models import LoginAttempt, User
from gotrs_api.identity.password_scheme import _Seen, password_scheme
from gotrs_api.identity.passwords.bcrypt_otrs import hash_bcrypt_otrs
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.service.sign_in import sign_in
from gotrs_api.identity.signed_in import SignedIn
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.sysconfig import settings
from gotrs_api.uow import Site, UnitOfWork
from tests.support.factories import PASSWORD, Factories

HASHED = {Kind.AGENT: settings.AGENT_CRYPT_TYPE, Kind.CUSTOMER: settings.CUSTOMER_CRYPT_TYPE}


def quick_hash(password: str) -> str:
    return hashlib.sha256(password.encode()).hexdigest()


async def attempt(
    site: Site, login: str, password: str, *, kind: Kind = Kind.AGENT, address: str = "192.0.2.1"
) -> object:
    return await sign_in(site, kind=kind, login=login, password=password, address=address)


async def test_agents_and_customers_sign_in_with_their_own_passwords(site: Site, factories: Factories) -> None:
    agent = await factories.agent("ann", password=PASSWORD)
    await factories.customer_user("cara", password=PASSWORD)
    assert await attempt(site, "ann", PASSWORD) == SignedIn(kind=Kind.AGENT, subject=str(agent.id), login="ann")
    assert await attempt(site, "cara", PASSWORD, kind=Kind.CUSTOMER) == SignedIn(
        kind=Kind.CUSTOMER, subject="cara", login="cara"
    )


@pytest.mark.parametrize(
    ("login", "password", "kind"),
    [
        ("ann", "wrong", Kind.AGENT),
        ("ann", "", Kind.AGENT),
        ("nobody", PASSWORD, Kind.AGENT),
        ("", PASSWORD, Kind.AGENT),
        ("x" * 300, PASSWORD, Kind.AGENT),
        ("gone", PASSWORD, Kind.AGENT),
        ("nopassword", "", Kind.AGENT),
        ("ann", PASSWORD, Kind.CUSTOMER),
        ("cara", PASSWORD, Kind.AGENT),
        ("ann", PASSWORD + "\0", Kind.AGENT),
    ],
)
@pytest.mark.backends("sqlite")
async def test_everything_else_gets_one_answer(
    site: Site, factories: Factories, login: str, password: str, kind: Kind
) -> None:
    await factories.agent("ann", password=PASSWORD)
    await factories.agent("gone", password=PASSWORD, valid=False)
    await factories.agent("nopassword")
    await factories.customer_user("cara", password=PASSWORD)
    with pytest.raises(SignInFailed) as refusal:
        await attempt(site, login, password, kind=kind)
    assert refusal.value.detail == SignInFailed().detail


@pytest.mark.backends("sqlite")
async def test_the_password_that_otrs_ships_never_works(site: Site, uow: UnitOfWork) -> None:
    root = await uow.session.get(User, 1)
    assert root is not None
    for stored in (root.pw, "roK20XGbWEsSM", quick_hash("root")):
        root.pw = stored
        await uow.session.flush()
        with pytest.raises(SignInFailed):
            await attempt(site, "root@localhost", "root", address=stored[:40])


async def test_an_old_hash_is_replaced_at_sign_in(site: Site, factories: Factories, uow: UnitOfWork) -> None:
    agent = await factories.agent("ann")
    agent.pw = quick_hash(PASSWORD)
    await uow.session.flush()
    assert isinstance(await attempt(site, "ann", PASSWORD), SignedIn)
    await uow.session.refresh(agent)
    assert agent.pw.startswith("$argon2id$")
    assert isinstance(await attempt(site, "ann", PASSWORD), SignedIn)


@pytest.mark.backends("sqlite")
async def test_beside_a_running_otrs_new_hashes_stay_readable_for_it(
    site: Site, factories: Factories, uow: UnitOfWork
) -> None:
    await factories.setting(settings.AGENT_CRYPT_TYPE, "sha2")
    await factories.setting(settings.AGENT_BCRYPT_COST, 9)
    agent = await factories.agent("ann")
    agent.pw = quick_hash(PASSWORD)
    await uow.session.flush()
    assert isinstance(await attempt(site, "ann", PASSWORD), SignedIn)
    await uow.session.refresh(agent)
    assert agent.pw.startswith("BCRYPT:9:")


@pytest.mark.backends("sqlite")
async def test_a_thousand_wrong_passwords_get_slower_and_slower(
    site: Site, factories: Factories, uow: UnitOfWork, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = 0

    async def cheap(password: str, stored: str | None, **_: object) -> bool:
        nonlocal hashed
        hashed += 1
        return quick_hash(password) == stored

    monkeypatch.setattr("gotrs_api.identity.passwords.verify_in_thread", cheap)
    agent = await factories.agent("ann")
    agent.pw = quick_hash(PASSWORD)
    await uow.session.flush()
    answers = []
    for number in range(1000):
        answers.append(await outcome(site, "ann", "192.0.2.1", f"guess {number}"))
        clock.advance(seconds=1)
    assert hashed < 20, "a thousand seconds allow few guesses"
    assert answers.count(TooManyAttempts) > 950
    with pytest.raises(TooManyAttempts):
        await attempt(site, "ann", PASSWORD)
    clock.advance(minutes=16)
    assert isinstance(await attempt(site, "ann", PASSWORD), SignedIn)
    with pytest.raises(SignInFailed):
        await attempt(site, "ann", "one more mistake is free again")


@pytest.mark.backends("sqlite")
async def test_many_addresses_do_not_help_against_one_login(
    site: Site, factories: Factories, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gotrs_api.identity.passwords.verify_in_thread", never)
    await factories.agent("ann", password=PASSWORD)
    answers = [await outcome(site, "ann", f"198.51.100.{number}") for number in range(30)]
    assert answers[:20] == [SignInFailed] * 20
    assert TooManyAttempts in answers[20:]


@pytest.mark.backends("sqlite")
async def test_many_logins_do_not_help_from_one_address(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gotrs_api.identity.passwords.verify_in_thread", never)
    answers = [await outcome(site, f"someone-{number}", "192.0.2.9") for number in range(40)]
    assert answers[:30] == [SignInFailed] * 30
    assert TooManyAttempts in answers[30:]


@pytest.mark.backends("sqlite")
async def test_addresses_of_one_ipv6_network_count_as_one(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gotrs_api.identity.passwords.verify_in_thread", never)
    answers = [await outcome(site, f"someone-{number}", f"2001:db8:1:2::{number:x}") for number in range(35)]
    assert answers[:30] == [SignInFailed] * 30
    assert TooManyAttempts in answers[30:]
    assert await outcome(site, "someone", "2001:db8:1:3::1") is SignInFailed


async def never(*_: object, **__: object) -> bool:
    return False


async def outcome(site: Site, login: str, address: str, password: str = "wrong") -> type[Exception]:
    try:
        await attempt(site, login, password, address=address)
    except (SignInFailed, TooManyAttempts) as error:
        return type(error)
    raise AssertionError("nobody may get in")


async def test_failures_are_kept_where_a_restart_finds_them(site: Site, uow: UnitOfWork) -> None:
    with pytest.raises(SignInFailed):
        await attempt(site, "ann", "wrong")
    rows = (await uow.session.execute(LoginAttempt.__table__.select())).all()
    assert sorted(row.key.partition(":")[0] for row in rows) == ["address", "login", "pair"]
    assert {row.failures for row in rows} == {1}


@pytest.mark.backends("sqlite")
async def test_as_many_failures_as_the_policy_allows_make_an_agent_invalid(
    site: Site, factories: Factories, uow: UnitOfWork
) -> None:
    await factories.setting(settings.AGENT_PASSWORD_POLICY, {"PasswordMaxLoginFailed": "2"})
    agent = await factories.agent("ann", password=PASSWORD)
    with pytest.raises(SignInFailed):
        await attempt(site, "ann", "wrong")
    assert isinstance(await attempt(site, "ann", PASSWORD), SignedIn)
    for _ in range(2):
        with pytest.raises(SignInFailed):
            await attempt(site, "ann", "wrong")
    await uow.session.refresh(agent)
    assert agent.valid_id == agents.INVALID_TEMPORARILY
    with pytest.raises(SignInFailed):
        await attempt(site, "ann", PASSWORD)


@pytest.mark.backends("sqlite")
async def test_a_stranger_cannot_lock_out_the_last_administrator(
    site: Site, factories: Factories, uow: UnitOfWork
) -> None:
    await factories.setting(settings.AGENT_PASSWORD_POLICY, {"PasswordMaxLoginFailed": "2"})
    boss = await factories.agent("boss", admin=True, password=PASSWORD)
    for _ in range(3):
        with pytest.raises(SignInFailed):
            await attempt(site, "boss", "wrong")
    await uow.session.refresh(boss)
    assert boss.valid_id == agents.VALID
    await factories.agent("other", admin=True, password=PASSWORD)
    with pytest.raises(SignInFailed):
        await attempt(site, "boss", "wrong")
    await uow.session.refresh(boss)
    assert boss.valid_id == agents.INVALID_TEMPORARILY


@pytest.mark.parametrize("kind", list(HASHED))
async def test_a_desk_knows_whether_hashes_of_two_schemes_lie_in_it(
    site: Site, factories: Factories, uow: UnitOfWork, kind: Kind
) -> None:
    """As after running beside OTRS: then a refusal takes the time of both (`test_passwords`)."""
    anns = await (factories.agent if kind is Kind.AGENT else factories.customer_user)("ann", password=PASSWORD)
    assert not (await password_scheme(uow, kind)).mixed
    anns.pw = hash_bcrypt_otrs(PASSWORD, 9)
    await uow.session.flush()
    assert not (await password_scheme(uow, kind)).mixed, "looked up once an hour"
    await factories.setting(HASHED[kind], "sha2")
    assert not (await password_scheme(uow, kind)).mixed, "bcrypt is what is wanted now"
    site.part(_Seen, _Seen).by_scheme.clear()
    await factories.setting(HASHED[kind], "argon2id")
    assert (await password_scheme(uow, kind)).mixed
