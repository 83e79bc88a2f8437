"""Signing in by a directory: a real OpenLDAP decides, and its groups become roles and rights."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from sqlalchemy import select

from gotrs_api.identity.directory import directory
from gotrs_api.identity.errors import SignInFailed, TooManyAttempts
from gotrs_api.identity.models import AuditEntry, IdentityLink, User
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.schemas.agents import GroupCreate
from gotrs_api.identity.schemas.providers import ProviderCreate, ProviderTest, ProviderUpdate
from gotrs_api.identity.service import directory_sync, groups, memberships, password_check, providers
from gotrs_api.identity.service.sign_in import sign_in
from gotrs_api.identity.signed_in import SecondStep, SignedIn
from gotrs_api.uow import Site, UnitOfWork
from tests.support.factories import PASSWORD as OUR_PASSWORD
from tests.support.factories import Factories
from tests.support.slapd import BASE, PASSWORD, Slapd

pytestmark = pytest.mark.backends("sqlite")
ROOT = Principal.system("test")
SUPPORT, EVERYBODY = f"CN=support, ou=groups,{BASE}", f"cn=everybody,ou=groups,{BASE}"


async def add(uow: UnitOfWork, slapd: Slapd, *, customers: bool = False, **config: object) -> int:
    command = ProviderCreate.model_validate(
        {"name": "ldap", "label": "Directory", "type": "ldap", "customers": customers, "config": slapd.config(**config)}
    )
    return (await providers.create_provider(uow, ROOT, command)).id


async def enter(site: Site, login: str, password: str, kind: Kind = Kind.AGENT) -> Any:
    return await sign_in(site, kind=kind, login=login, password=password, address="192.0.2.1")


async def test_the_first_sign_in_makes_an_agent_and_the_next_finds_it(
    site: Site, uow: UnitOfWork, slapd: Slapd
) -> None:
    await add(uow, slapd)
    first = await enter(site, "lena", PASSWORD)
    assert isinstance(first, SignedIn)
    lena = await uow.session.scalar(select(User).where(User.login == "lena"))
    assert lena is not None
    assert (lena.first_name, lena.last_name, first.subject) == ("Lena", "Lind", str(lena.id))
    assert await enter(site, "lena", PASSWORD) == first
    assert len((await uow.session.scalars(select(IdentityLink))).all()) == 1


@pytest.mark.parametrize(
    ("login", "password"),
    [("lena", "wrong"), ("lena", ""), ("lena", " "), ("*", PASSWORD), ("lena)(uid=*", PASSWORD), ("nobody", PASSWORD)],
)
async def test_a_wrong_password_or_login_opens_nothing(
    site: Site, uow: UnitOfWork, slapd: Slapd, login: str, password: str
) -> None:
    await add(uow, slapd)
    with pytest.raises(SignInFailed):
        await enter(site, login, password)


@pytest.mark.parametrize("spelled", ["LENA", "ｌｅｎａ", "lena ", "léna"])
async def test_another_spelling_of_a_login_is_no_fresh_start_for_guessing(
    site: Site, uow: UnitOfWork, slapd: Slapd, spelled: str
) -> None:
    """Directories compare in their own way: OpenLDAP takes wide letters for the same, Active Directory leaves accents out."""
    await add(uow, slapd)
    for _ in range(4):
        with pytest.raises(SignInFailed):
            await enter(site, "lena", "wrong")
    with pytest.raises(TooManyAttempts):
        await enter(site, spelled, PASSWORD)


async def test_groups_by_way_of_groups_become_roles_and_rights(site: Site, uow: UnitOfWork, slapd: Slapd) -> None:
    role = await groups.create_role(uow, ROOT, GroupCreate(name="Helpers"))
    other = await groups.create_role(uow, ROOT, GroupCreate(name="Others"))
    await add(uow, slapd, roles={SUPPORT: ["Helpers"]}, groups={EVERYBODY: ["users:rw"], "cn=x": ["admin:rw"]})
    entered = await enter(site, "lena", PASSWORD)
    user_id = int(entered.subject)
    assert [row.role for row in await memberships.roles_of_agent(uow, ROOT, user_id)] == ["Helpers"]
    held = await memberships.groups_of_agent(uow, ROOT, user_id)
    assert [(row.group, row.rights) for row in held] == [("users", ["rw"])]
    await memberships.set_roles_of_agent(uow, ROOT, user_id, [role.id, other.id])
    await enter(site, "lena", PASSWORD)
    assert [row.role for row in await memberships.roles_of_agent(uow, ROOT, user_id)] == ["Helpers"]


async def test_only_members_of_a_required_group_come_in(site: Site, uow: UnitOfWork, slapd: Slapd) -> None:
    await add(uow, slapd, required_groups=[EVERYBODY])
    assert isinstance(await enter(site, "lena", PASSWORD), SignedIn)
    with pytest.raises(SignInFailed):
        await enter(site, "otto", PASSWORD)
    assert await uow.session.scalar(select(User).where(User.login == "otto")) is None


async def test_passwords_of_ours_still_count_behind_a_directory_that_is_away(
    site: Site, uow: UnitOfWork, slapd: Slapd, factories: Factories
) -> None:
    await add(uow, slapd, port=1)
    await factories.agent("ann", password=OUR_PASSWORD)
    assert isinstance(await enter(site, "ann", OUR_PASSWORD), SignedIn)
    with pytest.raises(SignInFailed):
        await enter(site, "lena", PASSWORD)


async def test_the_first_agent_is_never_taken_over(site: Site, uow: UnitOfWork, slapd: Slapd) -> None:
    await add(uow, slapd, login_attribute="mail")
    root = await uow.session.get(User, 1)
    assert root is not None
    root.login = "lena@example.org"
    await uow.session.flush()
    with pytest.raises(SignInFailed):
        await enter(site, "lena@example.org", PASSWORD)


async def test_an_agent_of_the_same_login_is_adopted_once_and_a_second_factor_still_asked_for(
    site: Site, uow: UnitOfWork, slapd: Slapd, factories: Factories
) -> None:
    secret = {"UserGoogleAuthenticatorSecretKey": "JBSWY3DPEHPK3PXP"}
    agent = await factories.agent("lena", password=OUR_PASSWORD, preferences=secret)
    await add(uow, slapd)
    step = await enter(site, "lena", PASSWORD)
    assert isinstance(step, SecondStep)
    found = (await uow.session.scalars(select(IdentityLink))).all()
    assert [link.subject for link in found] == [str(agent.id)]


async def test_without_adoption_a_taken_login_is_refused(
    site: Site, uow: UnitOfWork, slapd: Slapd, factories: Factories
) -> None:
    await factories.agent("lena")
    await add(uow, slapd, adopt="never")
    with pytest.raises(SignInFailed):
        await enter(site, "lena", PASSWORD)


async def test_customers_come_by_the_directory_too(site: Site, uow: UnitOfWork, slapd: Slapd) -> None:
    await add(uow, slapd, customers=True)
    assert await enter(site, "otto", PASSWORD, Kind.CUSTOMER) == SignedIn(
        kind=Kind.CUSTOMER, subject="otto", login="otto"
    )


async def test_the_directory_proves_the_password_of_somebody_who_is_signed_in(
    site: Site, uow: UnitOfWork, slapd: Slapd
) -> None:
    await add(uow, slapd)
    await enter(site, "lena", PASSWORD)
    account = await directory(site, Kind.AGENT).find(uow, "lena")
    assert account is not None
    assert await password_check.check_password(site, account, PASSWORD, "192.0.2.1")
    assert not await password_check.check_password(site, account, "wrong", "192.0.2.1")


@pytest.mark.parametrize(
    ("change", "step"),
    [
        ({}, None),
        ({"port": 1}, "connect"),
        ({"ca_certificate": ""}, "tls"),
        ({"bind_password": "wrong"}, "bind"),
        ({"base_dn": "dc=nowhere"}, "search"),
        ({"id_attribute": "objectGUID"}, "search"),
    ],
)
async def test_the_test_says_which_step_failed(
    site: Site, uow: UnitOfWork, slapd: Slapd, change: dict[str, object], step: str | None
) -> None:
    provider_id = await add(uow, slapd, **change)
    trial = await providers.try_provider(site, ROOT, provider_id, ProviderTest())
    assert (trial.ok, trial.step) == (step is None, step), trial.error


async def test_ldaps_works_and_the_test_shows_what_somebody_would_get(
    site: Site, uow: UnitOfWork, slapd: Slapd
) -> None:
    mapped = {"port": slapd.tls_port, "security": "ldaps", "roles": {SUPPORT: ["Helpers"]}}
    provider_id = await add(uow, slapd, **mapped)
    trial = await providers.try_provider(site, ROOT, provider_id, ProviderTest(login="lena"))
    assert trial.person is not None
    assert (trial.ok, trial.person.roles, len(trial.person.groups)) == (True, ["Helpers"], 3)
    wrong = ProviderTest.model_validate({"login": "lena", "password": "wrong"})
    assert (await providers.try_provider(site, ROOT, provider_id, wrong)).step == "password"


async def test_synchronizing_updates_people_and_deactivates_who_is_gone(
    site: Site, uow: UnitOfWork, slapd: Slapd
) -> None:
    provider_id = await add(uow, slapd, user_filter="(|(uid=lena)(uid=otto))")
    await enter(site, "lena", PASSWORD)
    await enter(site, "otto", PASSWORD)
    change = ProviderUpdate.model_validate({"config": {"user_filter": "(uid=lena)"}})
    await providers.update_provider(uow, ROOT, provider_id, change)
    lena = await uow.session.scalar(select(User).where(User.login == "lena"))
    otto = await uow.session.scalar(select(User).where(User.login == "otto"))
    assert lena is not None
    assert otto is not None
    lena.last_name = "Altered"
    await uow.session.flush()
    counts = await directory_sync.synchronize(site, provider_id)
    assert counts == {"people": 1, "updated": 1, "deactivated": 1}
    await uow.session.refresh(lena)
    await uow.session.refresh(otto)
    assert (lena.last_name, lena.valid_id, otto.valid_id) == ("Lind", 1, 2)
    with pytest.raises(SignInFailed):
        await enter(site, "otto", PASSWORD)


async def test_a_directory_that_shows_nobody_deactivates_nobody(site: Site, uow: UnitOfWork, slapd: Slapd) -> None:
    provider_id = await add(uow, slapd)
    await enter(site, "lena", PASSWORD)
    change = ProviderUpdate.model_validate({"config": {"user_filter": "(uid=nobody)"}})
    await providers.update_provider(uow, ROOT, provider_id, change)
    assert await directory_sync.synchronize(site, provider_id) == {"people": 0, "left": 1}


@pytest.mark.principal("admin")
async def test_the_addresses_below_admin_ldap(client: httpx.AsyncClient, uow: UnitOfWork, slapd: Slapd) -> None:
    assert (await client.get("/api/v1/admin/ldap/groups")).status_code == 404
    made = await client.post("/api/v1/admin/ldap/configure", json=slapd.config())
    assert made.status_code == 200, made.text
    assert "service-secret" not in made.text
    state = (await client.get("/api/v1/admin/ldap/config")).json()
    assert (state["enabled"], state["provider"]["secrets"]) == (True, {"bind_password": True})
    assert (await client.post("/api/v1/admin/ldap/test", json={})).json()["ok"]
    people = (await client.get("/api/v1/admin/ldap/users/search?q=Lind")).json()["data"]
    assert [one["login"] for one in people] == ["lena"]
    assert len((await client.get("/api/v1/admin/ldap/groups")).json()["data"]) == 3
    imported = await client.post("/api/v1/admin/ldap/import/users", json={"logins": ["otto", "nobody"]})
    assert [one["result"] for one in imported.json()["data"]] == ["imported", "unknown"]
    mapped = await client.put("/api/v1/admin/ldap/mappings", json={"groups": {SUPPORT: ["users:ro"]}})
    assert mapped.status_code == 200, mapped.text
    assert (await client.get("/api/v1/admin/ldap/mappings")).json()["groups"] == {SUPPORT: ["users:ro"]}
    assert (await client.post("/api/v1/admin/ldap/sync/users")).status_code == 202
    assert (await client.get("/api/v1/admin/ldap/sync/status")).json()["running"] is False
    assert (await client.post("/api/v1/admin/ldap/disable")).json()["enabled"] is False
    actions = set(await uow.session.scalars(select(AuditEntry.action)))
    assert {"sign_in_provider.created", "sign_in_provider.updated"} <= actions
