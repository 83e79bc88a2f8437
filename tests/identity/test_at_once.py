"""What happens when many try at the same moment: on real connections, each committing by itself."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import insert

from gotrs_api.identity import factors, throttle
from gotrs_api.identity.directory import Account, directory
from gotrs_api.identity.errors import (
    ChallengeOver,
    InvalidToken,
    LastAdministrator,
    SecondFactorFailed,
    SignInFailed,
    TooManyAttempts,
)
from gotrs_api.identity.models import LoginAttempt, User
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.service import memberships, refresh, second_step
from gotrs_api.identity.service.sign_in import sign_in
from gotrs_api.identity.signed_in import SecondStep, SignedIn
from gotrs_api.uow import Site
from tests.support.factories import PASSWORD, Factories


async def agent(site: Site) -> User:
    async with site.uow() as uow:
        return await Factories(uow).agent("ann", password=PASSWORD)


async def test_many_wrong_passwords_at_once_do_not_slip_past_the_count(
    committed_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = 0

    async def never(*_: object, **__: object) -> bool:
        nonlocal hashed
        hashed += 1
        return False

    monkeypatch.setattr("gotrs_api.identity.passwords.verify_in_thread", never)

    async def attempt() -> type[Exception]:
        try:
            await sign_in(committed_site, kind=Kind.AGENT, login="ann", password="wrong", address="192.0.2.1")
        except (SignInFailed, TooManyAttempts) as error:
            return type(error)
        raise AssertionError

    answers = await asyncio.gather(*(attempt() for _ in range(20)))
    assert answers.count(SignInFailed) == hashed == 4
    async with committed_site.read() as read:
        rows = (await read.session.execute(LoginAttempt.__table__.select())).all()
    assert {row.failures for row in rows} == {4}


async def test_one_refresh_token_sent_twice_at_once_gives_one_pair_at_most(committed_site: Site) -> None:
    ann = await agent(committed_site)
    async with committed_site.uow() as uow:
        pair = await refresh.issue(uow, SignedIn(kind=Kind.AGENT, subject=str(ann.id), login="ann"))

    async def exchange() -> bool:
        try:
            await refresh.refresh(committed_site, pair.refresh_token)
        except InvalidToken:
            return False
        return True

    assert sum(await asyncio.gather(*(exchange() for _ in range(4)))) == 1


async def test_one_recovery_code_sent_twice_at_once_signs_in_once(committed_site: Site) -> None:
    ann = await agent(committed_site)
    account = await account_of(committed_site, ann)
    async with committed_site.uow() as uow:
        await directory(committed_site, Kind.AGENT).set_preference(
            uow, account, factors.OTRS_SECRET, "JBSWY3DPEHPK3PXP"
        )
        codes = await factors.renew_recovery_codes(uow, account)
    steps = [
        await sign_in(committed_site, kind=Kind.AGENT, login="ann", password=PASSWORD, address="192.0.2.1")
        for _ in range(2)
    ]
    async with committed_site.uow() as uow:
        await throttle.forgive(uow, Kind.AGENT, "ann", "192.0.2.1")

    async def redeem(step: SignedIn | SecondStep) -> bool:
        assert isinstance(step, SecondStep)
        try:
            await second_step.verify(
                committed_site, challenge=step.challenge, method="recovery", code=codes[0], address="192.0.2.1"
            )
        except (SecondFactorFailed, ChallengeOver):
            return False
        return True

    assert sum(await asyncio.gather(*(redeem(step) for step in steps))) == 1


async def account_of(site: Site, user: User) -> Account:
    async with site.read() as read:
        account = await directory(site, Kind.AGENT).find(read, user.login)
    assert account is not None
    return account


async def test_one_legacy_password_used_at_once_signs_everybody_in(committed_site: Site) -> None:
    """Both sign-ins want to replace the old hash; neither may take the other's new one for a changed password."""
    async with committed_site.uow() as uow:
        await uow.session.execute(
            insert(User).values(
                login="old",
                pw="5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8",  # sha256 of "password"
                first_name="Old",
                last_name="Hash",
                valid_id=1,
                create_time=uow.clock.now(),
                create_by=1,
                change_time=uow.clock.now(),
                change_by=1,
            )
        )

    async def attempt(number: int) -> bool:
        outcome = await sign_in(
            committed_site, kind=Kind.AGENT, login="old", password="password", address=f"192.0.2.{number}"
        )
        return isinstance(outcome, SignedIn)

    assert all(await asyncio.gather(*(attempt(number) for number in range(3))))


async def test_two_administrators_cannot_take_each_others_rights_at_once(committed_site: Site) -> None:
    async with committed_site.uow() as uow:
        factories = Factories(uow)
        people = [await factories.agent(login, admin=True) for login in ("ann", "bob")]
        principals = [await factories.principal(person) for person in people]

    async def take(who: Principal, from_whom: User) -> bool:
        try:
            async with committed_site.uow() as uow:
                await memberships.set_groups_of_agent(uow, who, from_whom.id, [])
        except LastAdministrator:
            return False
        return True

    answers = await asyncio.gather(take(principals[0], people[1]), take(principals[1], people[0]))
    assert sum(answers) == 1
