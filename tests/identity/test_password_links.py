"""Passwords that are forgotten, given or due: links by mail, and what an administrator does about somebody's password."""

from __future__ import annotations

import re

import httpx
import pytest
from sqlalchemy import select

from gotrs_api.customers.models import CustomerPreference
from gotrs_api.identity.models import AccountLink, IdentityLink
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.sysconfig import changing, settings
from gotrs_api.sysconfig.setting import Setting
from gotrs_api.uow import Site, UnitOfWork
from tests.identity.signing_in import bearer, signed_in
from tests.support.factories import PASSWORD, Factories
from tests.support.jobs import drain, pending
from tests.support.smtp_sink import SmtpSink

FORGOT, RESET, LOGIN = "/api/v1/auth/password/forgot", "/api/v1/auth/password/reset", "/api/v1/auth/login"
NEW = "An entirely new Passw0rd"


class Links:
    """What arrives by mail."""

    def __init__(self, client: httpx.AsyncClient, site: Site, mailbox: SmtpSink) -> None:
        self.client, self.site, self.mailbox = client, site, mailbox

    async def forgotten(self, login: str, kind: str = "agent") -> list[str]:
        answer = await self.client.post(FORGOT, json={"login": login, "kind": kind})
        assert (answer.status_code, answer.content) == (202, b"")
        return await self.arrived()

    async def arrived(self) -> list[str]:
        await drain(self.site)
        texts = [each.message.get_content() for each in self.mailbox.messages]
        self.mailbox.messages.clear()
        return [found[1] for text in texts if (found := re.search(r"token=(\S+)", text))]

    async def use(self, token: str, password: str = NEW) -> int:
        return (await self.client.post(RESET, json={"token": token, "password": password})).status_code

    async def sign_in(self, login: str, password: str, kind: str = "agent") -> int:
        body = {"login": login, "password": password, "kind": kind}
        return (await self.client.post(LOGIN, json=body)).status_code


@pytest.fixture
def links(client: httpx.AsyncClient, site: Site, mailbox: SmtpSink) -> Links:
    return Links(client, site, mailbox)


@pytest.mark.parametrize("kind", ["agent", "customer"])
async def test_a_forgotten_password_is_replaced_by_a_mailed_link(links: Links, factories: Factories, kind: str) -> None:
    await (factories.agent if kind == "agent" else factories.customer_user)("ann", password=PASSWORD)
    before = await signed_in(links.client, "ann", kind)

    (token,) = await links.forgotten("ann", kind)

    assert await links.use(token) == 204
    assert await links.sign_in("ann", PASSWORD, kind) == 401
    assert await links.sign_in("ann", NEW, kind) == 200
    assert (await links.client.get("/api/v1/users/me", headers=before)).status_code == 401
    assert await links.use(token, NEW + "2") == 404  # it worked once


async def test_the_address_does_as_well_as_the_login(links: Links, factories: Factories) -> None:
    await factories.agent("ann")
    await factories.customer_user("cara")

    assert len(await links.forgotten("ANN@desk.example")) == 1
    assert len(await links.forgotten("cara@customer.example", "customer")) == 1


@pytest.mark.backends("sqlite")
async def test_the_request_tells_nobody_who_has_an_account(links: Links, factories: Factories, site: Site) -> None:
    """Neither by its answer nor by what it does: all it leaves is a job, whoever it is about."""
    await factories.agent("ann")
    for login in ("ann", "nobody"):
        answer = await links.client.post(FORGOT, json={"login": login})
        assert (answer.status_code, answer.content) == (202, b"")
        assert await pending(site) == ["identity.send_reset_link"]
        await drain(site)


@pytest.mark.backends("sqlite")
async def test_an_invalid_account_and_an_unknown_one_get_no_mail(
    links: Links, factories: Factories, uow: UnitOfWork
) -> None:
    gone = await factories.agent("gone")
    gone.valid_id = 2
    await uow.session.flush()

    assert await links.forgotten("gone") == []
    assert await links.forgotten("nobody") == []


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("kind", ["agent", "customer"])
async def test_whom_a_provider_knows_gets_no_password_beside(
    links: Links, factories: Factories, uow: UnitOfWork, kind: str
) -> None:
    """Or who is shut out there would come in by the mailbox. Who has a password here, too, may forget it."""
    now = uow.clock.now()
    for login, password in (("olga", None), ("otto", PASSWORD)):
        if kind == "agent":
            subject = str((await factories.agent(login, password=password)).id)
        else:
            subject = (await factories.customer_user(login, password=password)).login
        values = {"kind": kind, "subject": subject, "login": login, "external_id": login}
        uow.session.add(IdentityLink(provider_id=1, created_at=now, last_used_at=now, **values))
    await uow.session.flush()
    assert len(await links.forgotten("olga", kind)) == 0
    assert len(await links.forgotten("otto", kind)) == 1


@pytest.mark.backends("sqlite")
async def test_three_mails_an_hour(links: Links, factories: Factories, clock: FakeClock) -> None:
    await factories.agent("ann")
    assert [len(await links.forgotten("ann")) for _ in range(4)] == [1, 1, 1, 0]
    clock.advance(hours=1, seconds=1)
    assert len(await links.forgotten("ann")) == 1


@pytest.mark.backends("sqlite")
async def test_ten_requests_a_minute_from_one_address(links: Links) -> None:
    answers = [await links.client.post(FORGOT, json={"login": f"u{n}"}) for n in range(11)]
    assert [answer.status_code for answer in answers] == [202] * 10 + [429]
    assert "ratelimit" in answers[-1].headers


@pytest.mark.backends("sqlite")
async def test_a_link_lasts_an_hour(links: Links, factories: Factories, clock: FakeClock) -> None:
    await factories.agent("ann")
    (token,) = await links.forgotten("ann")
    clock.advance(hours=1)
    assert await links.use(token) == 404


@pytest.mark.backends("sqlite")
async def test_one_used_link_ends_the_others(links: Links, factories: Factories) -> None:
    await factories.agent("ann")
    (first,) = await links.forgotten("ann")
    (second,) = await links.forgotten("ann")
    assert await links.use(second) == 204
    assert await links.use(first) == 404


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("kind", ["agent", "customer"])
async def test_a_new_password_ends_what_others_may_have_begun(links: Links, factories: Factories, kind: str) -> None:
    """Who had the mailbox for a moment still has a link; who knew the old password could still make the second factor his."""
    if kind == "agent":
        await factories.agent("ann", password=PASSWORD, admin=True)
    else:
        await factories.customer_user("ann", password=PASSWORD)
    me = await signed_in(links.client, "ann", kind)
    (token,) = await links.forgotten("ann", kind)
    await factories.setting(settings.SECOND_FACTOR_GROUPS, ["admin"])
    await factories.setting(settings.SECOND_FACTOR_FOR_CUSTOMERS, True)
    waits = (await links.client.post(LOGIN, json={"login": "ann", "password": PASSWORD, "kind": kind})).json()
    assert waits["must_enrol"]
    await factories.setting(settings.SECOND_FACTOR_GROUPS, [])  # or else the session would open nothing
    await factories.setting(settings.SECOND_FACTOR_FOR_CUSTOMERS, False)

    body = {"current": PASSWORD, "new": NEW}
    changed = await links.client.post("/api/v1/users/me/password", json=body, headers=me)

    assert changed.status_code == 204, changed.text
    assert await links.use(token, NEW + "2") == 404
    over = await links.client.post("/api/v1/auth/mfa/enrol", json={"challenge": waits["challenge"]})
    assert (over.status_code, over.json()["code"]) == (401, "auth.challenge_over")


@pytest.mark.backends("sqlite")
async def test_a_refused_password_leaves_the_link_as_it_was(
    links: Links, factories: Factories, uow: UnitOfWork
) -> None:
    await changing.put(uow, settings.AGENT_PASSWORD_POLICY, {"PasswordMinSize": "12"})
    await factories.agent("ann")
    (token,) = await links.forgotten("ann")
    assert await links.use(token, "short") == 422
    assert await links.use(token) == 204


@pytest.mark.backends("sqlite")
async def test_only_a_hash_of_the_link_is_kept(links: Links, factories: Factories, uow: UnitOfWork) -> None:
    await factories.agent("ann")
    (token,) = await links.forgotten("ann")
    (row,) = (await uow.session.scalars(select(AccountLink))).all()
    assert len(row.token_hash) == 64
    assert token not in (row.token_hash, row.subject)


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize(
    ("kind", "setting"), [("agent", settings.LOST_PASSWORD), ("customer", settings.CUSTOMER_LOST_PASSWORD)]
)
async def test_it_can_be_switched_off_as_in_otrs(
    links: Links, uow: UnitOfWork, kind: str, setting: Setting[bool]
) -> None:
    await changing.put(uow, setting, False)
    answer = await links.client.post(FORGOT, json={"login": "ann", "kind": kind})
    assert (answer.status_code, answer.json()["code"]) == (403, "auth.lost_password_off")


@pytest.mark.backends("sqlite")
@pytest.mark.principal("admin")
async def test_an_administrator_can_want_a_new_password_first(links: Links, factories: Factories) -> None:
    bob = await factories.agent("bob", password=PASSWORD)
    answer = await links.client.post(
        f"/api/v1/admin/users/{bob.id}/reset-password", json={"password": "Given for once 1", "must_change": True}
    )
    assert answer.status_code == 200
    del links.client.headers["authorization"]

    entered = await links.client.post(LOGIN, json={"login": "bob", "password": "Given for once 1"})

    body = entered.json()
    assert (entered.status_code, body["password_change_required"], "access_token" in body) == (200, True, False)
    assert await links.use(body["token"], "Given for once 1") == 422, "that would change nothing"
    assert await links.use(body["token"]) == 204
    pair = (await links.client.post(LOGIN, json={"login": "bob", "password": NEW})).json()
    assert (await links.client.get("/api/v1/users/me", headers=bearer(pair["access_token"]))).status_code == 200


@pytest.mark.backends("sqlite")
@pytest.mark.principal("admin")
async def test_a_password_that_is_made_for_somebody_is_good_for_one_sign_in(links: Links, factories: Factories) -> None:
    """Two people know it: who made it, and who is to use it."""
    bob = await factories.agent("bob", password=PASSWORD)
    made = (await links.client.post(f"/api/v1/admin/users/{bob.id}/reset-password")).json()["password"]
    del links.client.headers["authorization"]
    assert (await links.client.post(LOGIN, json={"login": "bob", "password": made})).json()["password_change_required"]


@pytest.mark.backends("sqlite")
@pytest.mark.principal("admin")
async def test_an_administrator_mails_links_and_invitations(
    links: Links, factories: Factories, clock: FakeClock
) -> None:
    bob = await factories.agent("bob")
    cara = await factories.customer_user("cara")
    post = links.client.post
    assert (await post(f"/api/v1/admin/users/{bob.id}/reset-password", json={"by_mail": True})).status_code == 200
    assert (await post(f"/api/v1/admin/users/{bob.id}/invitation")).status_code == 202
    assert (
        await post(f"/api/v1/admin/customer-users/{cara.id}/reset-password", json={"by_mail": True})
    ).status_code == 200
    assert (await post(f"/api/v1/customer-users/{cara.id}/invitation")).status_code == 202

    reset, invitation, customers_reset, customers_invitation = await links.arrived()

    clock.advance(days=6)
    del links.client.headers["authorization"]
    assert [await links.use(token) for token in (reset, customers_reset)] == [404, 404]
    assert [await links.use(token) for token in (invitation, customers_invitation)] == [204, 204]
    assert await links.sign_in("bob", NEW) == 200
    assert await links.sign_in("cara", NEW, "customer") == 200


@pytest.mark.backends("sqlite")
@pytest.mark.principal("agent", rights="ro", queue="Raw")
async def test_an_agent_without_the_right_invites_nobody(links: Links, factories: Factories) -> None:
    cara = await factories.customer_user("cara")
    assert (await links.client.post(f"/api/v1/customer-users/{cara.id}/invitation")).status_code == 403
    assert await links.arrived() == []


@pytest.mark.backends("sqlite")
@pytest.mark.principal("admin")
async def test_a_customers_lost_second_factor_is_switched_off_with_a_reason(
    links: Links, factories: Factories, site: Site, uow: UnitOfWork
) -> None:
    cara = await factories.customer_user("cara", password=PASSWORD)
    uow.session.add(
        CustomerPreference(
            user_id="cara", preferences_key="UserGoogleAuthenticatorSecretKey", preferences_value="JBSWY3DPEHPK3PXP"
        )
    )
    await uow.session.flush()
    base = f"/api/v1/admin/customer-users/{cara.id}/2fa"
    assert (await links.client.get(base)).json()["enabled"] is True

    assert (await links.client.post(f"{base}/disable", json={})).status_code == 422
    assert (await links.client.post(f"{base}/disable", json={"reason": "lost the phone"})).status_code == 204

    assert (await links.client.get(base)).json()["enabled"] is False
    await drain(site)
    assert [each.recipients for each in links.mailbox.messages] == [("cara@customer.example",)]
    entries = (await links.client.get("/api/v1/admin/audit/logs?action=second_factor.*")).json()["data"]
    assert entries[0]["details"] == {"login": "cara", "reason": "lost the phone"}


@pytest.mark.backends("sqlite")
async def test_former_passwords_are_not_taken_again(links: Links, factories: Factories, uow: UnitOfWork) -> None:
    await changing.put(uow, settings.PASSWORDS_REMEMBERED, 2)
    await factories.agent("ann", password=PASSWORD)

    async def change(password: str) -> int:
        (token,) = await links.forgotten("ann")
        return await links.use(token, password)

    assert await change(PASSWORD) == 422
    assert await change("Second choice 22") == 204
    assert await change(PASSWORD) == 422
