"""Agents and roles: rights, memberships, passwords, second steps, sessions and tokens."""

from __future__ import annotations

import pyotp
import pytest

from gotrs_api.identity import factors
from gotrs_api.identity.models import User
from gotrs_api.identity.service import agents
from gotrs_api.uow import Site
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NEW = "Another horse, another staple 8"


@pytest.fixture
async def mira(factories: Factories, web: WebBrowser) -> User:
    mira = await factories.agent("mira", password=PASSWORD, admin=True)
    await web.sign_in("mira")
    return mira


async def test_a_new_agent_gets_a_password_that_is_shown_once(web: WebBrowser, mira: User) -> None:
    await web.get("/admin/agents/new")
    await web.send("/admin/agents/new", {"login": "rosa", "first_name": "Rosa", "last_name": "Lind"})
    page = await web.follow()
    user_id = page.response.url.path.split("/")[3]
    page = await web.send(f"/admin/agents/{user_id}/password")
    (made,) = page.texts("code")
    assert made not in (await web.get(f"/admin/agents/{user_id}/access")).text
    web.client.cookies.clear()
    await web.sign_in("rosa", made)


async def test_a_password_that_cannot_be_is_refused_at_its_field(
    web: WebBrowser, mira: User, factories: Factories
) -> None:
    rosa = await factories.agent("rosa")
    await web.get(f"/admin/agents/{rosa.id}/access")
    page = await web.send(f"/admin/agents/{rosa.id}/password", {"password": "x" * 1025})
    assert page.status == 422
    assert page.one("#f-password-error") is not None


async def test_rights_and_roles_are_given_and_taken(web: WebBrowser, mira: User, factories: Factories) -> None:
    group = await factories.group("network")
    role = await factories.role("desk")
    rosa = await factories.agent("rosa", password=PASSWORD)
    for address in (f"/admin/agents/{rosa.id}/rights", f"/admin/roles/{role.id}/rights"):
        await web.get(address)
        await web.send(address, {f"group-{group.id}": ["ro", "note"]})
        held = {box.get("value") for box in (await web.follow()).all(f'input[name="group-{group.id}"][checked]')}
        assert held == {"ro", "note"}
        await web.send(address, {f"group-{group.id}": []})
        assert (await web.follow()).all(f'input[name="group-{group.id}"][checked]') == []
    await web.get(f"/admin/roles/{role.id}/members")
    await web.follow()
    await web.send(f"/admin/relations/agents-roles/roles/{role.id}", {f"cell-{rosa.id}": ["yes"]})
    page = await web.get(f"/admin/agents/{rosa.id}/roles")
    assert page.one("#f-member input[checked]").get("value") == str(role.id)
    await web.send(f"/admin/agents/{rosa.id}/roles", {"member": []})
    assert (await web.follow()).all("#f-member input[checked]") == []


async def test_the_last_administrator_stays_one(web: WebBrowser, mira: User) -> None:
    await web.get("/admin/agents/1")
    await web.send("/admin/agents/1", {"valid": "false"})
    address = f"/admin/agents/{mira.id}"
    await web.get(address)
    page = await web.send(address, {"valid": "false"})
    assert page.status == 422
    assert page.all(".notice--danger")
    await web.get(f"{address}/rights")
    admin_boxes = {box.get("name", ""): [] for box in web.page.all("input[checked]")} if web.page else {}
    page = await web.send(f"{address}/rights", admin_boxes)
    assert page.status == 422


async def test_a_lost_second_step_is_switched_off_with_a_reason(
    web: WebBrowser, mira: User, factories: Factories, site: Site
) -> None:
    rosa = await factories.agent("rosa", password=PASSWORD)
    async with site.uow(acting_id=1) as uow:
        account = await agents.account_of(uow, rosa.id)
        await factors.prepare(uow, account, SECRET)
        await factors.confirm(uow, account, pyotp.TOTP(SECRET).at(site.clock.now()))
    address = f"/admin/agents/{rosa.id}/second-factor/removal"
    await web.get(f"/admin/agents/{rosa.id}/access")
    page = await web.send(address, {"reason": ""})
    assert page.status == 422
    assert page.one("#f-reason-error") is not None
    await web.send(address, {"reason": "Lost the phone"})
    assert (await web.follow()).has("This account has no second step.")
    assert (await web.get("/admin/audit-log?q=Lost")).has("second_factor.disabled_by_administrator")


async def test_sessions_end_and_tokens_are_revoked(web: WebBrowser, mira: User, factories: Factories) -> None:
    rosa = await factories.agent("rosa", password=PASSWORD)
    await factories.api_token(rosa)
    admin = web.client.cookies["gotrs_agent"]
    web.client.cookies.clear()
    await web.sign_in("rosa")
    hers = web.client.cookies["gotrs_agent"]
    web.client.cookies.clear()
    web.client.cookies.set("gotrs_agent", admin)

    page = await web.get((await web.get("/admin/sessions")).links()["rosa"])
    (action,) = [form.action for form in page.tree.forms if (form.action or "").endswith("/end")]
    await web.send(action)
    page = await web.get("/admin/tokens")
    page = await web.get(page.all("a[data-row-link]")[0].get("href"))
    (action,) = [form.action for form in page.tree.forms if (form.action or "").endswith("/revocation")]
    await web.send(action)
    assert (await web.follow()).has("revoked")

    web.client.cookies.clear()
    web.client.cookies.set("gotrs_agent", hers)
    assert (await web.get("/agent/")).location == "/auth/login"


async def test_the_audit_log_is_searched_and_verified(web: WebBrowser, mira: User) -> None:
    page = await web.get("/admin/audit-log?action=sign_in.succeeded&object=agent")
    assert page.all("a[data-row-link]")
    assert (await web.get(page.all("a[data-row-link]")[0].get("href"))).status == 200
    assert (await web.get("/admin/audit-log/verification")).has("The log is whole")


async def test_the_audit_log_tells_in_the_readers_words_and_is_searched_by_them(web: WebBrowser, mira: User) -> None:
    await web.get("/admin/groups/new")
    await web.send("/admin/groups/new", {"name": "Network"})
    web.client.cookies.set("gotrs_language", "de")
    for words in ("Gruppe angelegt", "group.created"):
        page = await web.get(f"/admin/audit-log?q={words}")
        assert page.texts("a[data-row-link]") == ["Gruppe: angelegt"]
        assert page.texts("code") == ["group.created"]
    assert (await web.get("/admin/audit-log?object=group&action=group.created")).texts("a[data-row-link]") == [
        "Gruppe: angelegt"
    ]
    assert not (await web.get("/admin/audit-log?q=Gruppe gelöscht")).all("a[data-row-link]")
    assert ("group.created", "Gruppe: angelegt") in [
        (option.get("value"), option.text_content()) for option in page.all("#filter-action option")
    ]
    page = await web.get((await web.get("/admin/audit-log?object=group")).all("a[data-row-link]")[0].get("href"))
    assert "Gruppe: angelegt" in page.texts("h2")
    file = await web.get("/admin/audit-log/export?q=Gruppe angelegt")
    assert "group.created" in file.response.text
    assert "angelegt" not in file.response.text.splitlines()[-1]


async def test_a_customer_gets_a_password(web: WebBrowser, mira: User, factories: Factories) -> None:
    paul = await factories.customer_user("paul")
    await web.get(f"/admin/customer-users/{paul.id}/access")
    await web.send(f"/admin/customer-users/{paul.id}/password", {"password": NEW})
    web.client.cookies.clear()
    await web.sign_in("paul", NEW, kind="customer")
