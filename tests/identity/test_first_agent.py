"""The first agent of an installation: made once, never changed again."""

from __future__ import annotations

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from gotrs_api.identity.errors import PasswordNotAccepted
from gotrs_api.identity.models import GroupUser, PermissionGroup, User
from gotrs_api.identity.passwords import PasswordRefused
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.service import first_agent
from gotrs_api.identity.service.sign_in import sign_in
from gotrs_api.identity.signed_in import SignedIn
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.settings import Settings
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import Site, UnitOfWork
from tests.support.factories import Factories


def configure(site: Site, *, login: str = "root@localhost", password: str = "") -> None:
    site.settings = Settings(var=site.settings.var, admin_login=login, admin_password=SecretStr(password))


async def can_sign_in(site: Site, login: str, password: str) -> bool:
    outcome = await sign_in(site, kind=Kind.AGENT, login=login, password=password, address="192.0.2.1")
    return isinstance(outcome, SignedIn)


async def test_user_1_gets_a_password_that_is_told_once(site: Site) -> None:
    login, password = await first_agent.ensure_first_agent(site)
    assert login == "root@localhost"
    assert password is not None
    assert len(password) >= 16
    assert await can_sign_in(site, login, password)
    assert await first_agent.ensure_first_agent(site) == ("root@localhost", None)
    assert await can_sign_in(site, login, password)


@pytest.mark.backends("sqlite")
async def test_a_new_desk_takes_no_short_passwords_and_a_moved_in_one_keeps_its_rules(
    site: Site, factories: Factories
) -> None:
    await factories.setting(settings.CUSTOMER_PASSWORD_POLICY, {"PasswordNeedDigit": "1"})
    await first_agent.ensure_first_agent(site)
    async with site.read() as read:
        assert await sysconfig.get(read, settings.CUSTOMER_PASSWORD_POLICY) == {"PasswordNeedDigit": "1"}
    with pytest.raises(PasswordNotAccepted):
        await first_agent.hash_password(site, "seven77")
    await first_agent.hash_password(site, "eight888")


@pytest.mark.backends("sqlite")
async def test_a_given_password_is_taken_and_not_told(site: Site) -> None:
    configure(site, password="given in the environment 1")
    assert await first_agent.ensure_first_agent(site) == ("root@localhost", None)
    assert await can_sign_in(site, "root@localhost", "given in the environment 1")


async def test_another_login_makes_a_second_agent_who_administers(site: Site, uow: UnitOfWork) -> None:
    configure(site, login="chief@desk.example", password="given in the environment 1")
    assert await first_agent.ensure_first_agent(site) == ("chief@desk.example", None)
    assert await can_sign_in(site, "chief@desk.example", "given in the environment 1")
    chief = (await uow.session.scalars(select(User).where(User.login == "chief@desk.example"))).one()
    groups = await uow.session.execute(
        select(PermissionGroup.name, GroupUser.permission_key)
        .join(GroupUser, GroupUser.group_id == PermissionGroup.id)
        .where(GroupUser.user_id == chief.id)
    )
    assert {tuple(row) for row in groups} == {("admin", "rw"), ("stats", "rw"), ("users", "rw")}
    root = await uow.session.get(User, 1, populate_existing=True)
    assert root is not None
    assert (root.login, root.pw) == ("root@localhost", "!")


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("others", ["another agent", "an invalid agent", "user 1 has a password"])
async def test_nothing_happens_once_somebody_is_there(
    site: Site, uow: UnitOfWork, factories: Factories, others: str
) -> None:
    root = await uow.session.get_one(User, 1)
    match others:
        case "another agent":
            await factories.agent("ann")
        case "an invalid agent":
            await factories.agent("ann", valid=False)
        case _:
            root.pw = "BCRYPT:12:abcdefghijklmnop:abcdefghijklmnopqrstuvwxyz01234"
            await uow.session.flush()
    before = root.pw
    configure(site, login="chief@desk.example", password="given in the environment 1")
    assert await first_agent.ensure_first_agent(site) == ("chief@desk.example", None)
    await uow.session.refresh(root)
    assert root.pw == before
    assert (await uow.session.scalars(select(User).where(User.login == "chief@desk.example"))).all() == []


@pytest.mark.backends("sqlite")
async def test_a_database_that_otrs_just_made_counts_as_untouched(site: Site, uow: UnitOfWork) -> None:
    root = await uow.session.get_one(User, 1)
    root.pw = "roK20XGbWEsSM"
    await uow.session.flush()
    _, password = await first_agent.ensure_first_agent(site)
    assert password is not None
    assert await can_sign_in(site, "root@localhost", password)


@pytest.mark.backends("sqlite")
async def test_otrs_default_password_is_not_taken(site: Site) -> None:
    configure(site, password="root")
    with pytest.raises(PasswordRefused):
        await first_agent.ensure_first_agent(site)


@pytest.mark.backends("sqlite")
async def test_agents_are_added_from_the_command_line(site: Site, uow: UnitOfWork) -> None:
    hashed = await first_agent.hash_password(site, "a phrase for jane 3")
    await first_agent.add_agent(
        uow,
        "jane",
        first_name="Jane",
        last_name="Doe",
        email="jane@desk.example",
        password_hash=hashed,
        groups={"users": "ro note"},
    )
    assert await can_sign_in(site, "jane", "a phrase for jane 3")
    await first_agent.set_agent_password(uow, "jane", await first_agent.hash_password(site, "another phrase 4"))
    assert await can_sign_in(site, "jane", "another phrase 4")


@pytest.mark.backends("sqlite")
async def test_a_password_that_everybody_knows_is_not_set(site: Site) -> None:
    with pytest.raises(PasswordNotAccepted):
        await first_agent.hash_password(site, "root")


@pytest.mark.backends("sqlite")
async def test_a_login_that_is_none_is_refused_in_words(uow: UnitOfWork) -> None:
    with pytest.raises(InvalidInput) as refusal:
        await first_agent.add_agent(uow, "two words", first_name="A", last_name="B", email="two words")
    assert [error.pointer for error in refusal.value.errors] == ["login"]


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("groups", [{"nowhere": "ro"}, {"users": "rx"}])
async def test_groups_and_rights_that_do_not_exist_are_refused(uow: UnitOfWork, groups: dict[str, str]) -> None:
    with pytest.raises(InvalidInput):
        await first_agent.add_agent(
            uow, "jane", first_name="Jane", last_name="Doe", email="jane@desk.example", groups=groups
        )
