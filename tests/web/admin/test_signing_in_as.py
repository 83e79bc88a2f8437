"""Signing in as somebody else: switched on, seen by everybody, written down, and the way back."""

from __future__ import annotations

import httpx
import pytest

from gotrs_api.admin.configuration.service import change_setting
from gotrs_api.identity import agents
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.service import memberships, sessions
from gotrs_api.sysconfig import settings
from gotrs_api.uow import Site
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")


@pytest.fixture(autouse=True)
async def signed_in(factories: Factories, web: WebBrowser) -> None:
    await factories.setting(settings.SWITCH_TO_USER, True)
    await factories.setting(settings.SWITCH_TO_CUSTOMER, True)
    await factories.agent("mira", password=PASSWORD, admin=True)
    await web.sign_in("mira")


async def test_an_agents_eyes_and_back(web: WebBrowser, factories: Factories) -> None:
    rosa = await factories.agent("rosa", password=PASSWORD)
    await web.get(f"/admin/agents/{rosa.id}/access")
    await web.send(f"/admin/agents/{rosa.id}/signing-in-as", {"reason": "She sees no tickets"})
    page = await web.follow()
    assert page.has("mira is signed in as Rosa Agent.")
    assert (await web.get("/admin/")).status == 403
    await web.get("/agent/")
    await web.send("/agent/signed-in-as/end")
    assert (await web.follow()).status == 200
    log = await web.get("/admin/audit-log?q=tickets")
    assert log.has("sign_in.as_somebody_else")


async def test_what_is_done_meanwhile_says_who_was_behind_it(web: WebBrowser, factories: Factories) -> None:
    boss = await factories.agent("boss", password=PASSWORD, admin=True)
    await web.get(f"/admin/agents/{boss.id}/access")
    await web.send(f"/admin/agents/{boss.id}/signing-in-as", {"reason": "Try it"})
    await web.follow()
    await web.get("/admin/groups/new")
    await web.send("/admin/groups/new", {"name": "Network"})
    page = await web.get(
        (await web.get("/admin/audit-log?action=group.created")).all("a[data-row-link]")[0].get("href")
    )
    assert page.has("behind")
    await web.get(f"/admin/agents/{boss.id}/access")
    assert (await web.send(f"/admin/agents/{boss.id}/signing-in-as", {"reason": "Again"})).status == 403


async def test_nobody_changes_anothers_profile(web: WebBrowser, factories: Factories) -> None:
    paul = await factories.customer_user("paul", password=PASSWORD)
    await web.get(f"/admin/customer-users/{paul.id}/access")
    await web.send(f"/admin/customer-users/{paul.id}/signing-in-as", {"reason": "He sees no tickets"})
    page = await web.follow()
    assert page.has("mira is signed in as Paul Customer.")
    page = await web.get("/customer/profile")
    actions = [form.action or "" for form in page.tree.forms if (form.action or "").startswith("/customer/profile")]
    assert (await web.send(actions[0])).status == 403
    await web.get("/customer/")
    await web.send("/customer/signed-in-as/end")
    assert (await web.follow()).response.url.path == "/admin/"
    assert (await web.get("/customer/")).status == 303


async def test_it_takes_the_setting_and_a_reason(web: WebBrowser, factories: Factories, site: Site) -> None:
    rosa = await factories.agent("rosa", password=PASSWORD)
    page = await web.get(f"/admin/agents/{rosa.id}/access")
    await web.send(f"/admin/agents/{rosa.id}/signing-in-as", {"reason": ""})
    assert (await web.follow()).has("Say why.")
    async with site.uow(acting_id=1) as uow:
        await change_setting(uow, Principal.system("test"), settings.SWITCH_TO_USER.name, False)
    web.page = page
    refused = await web.send(f"/admin/agents/{rosa.id}/signing-in-as", {"reason": "Why not"})
    assert refused.status == 403
    assert (await web.get(f"/admin/agents/{rosa.id}/access")).has("This is switched off.")


async def test_signing_out_ends_both(web: WebBrowser, factories: Factories) -> None:
    rosa = await factories.agent("rosa", password=PASSWORD)
    await web.get(f"/admin/agents/{rosa.id}/access")
    mira = web.client.cookies["gotrs_agent"]
    await web.send(f"/admin/agents/{rosa.id}/signing-in-as", {"reason": "Try it"})
    await web.follow()
    await web.send("/auth/logout")
    web.client.cookies.clear()
    web.client.cookies.set("gotrs_agent", mira)
    assert (await web.get("/agent/")).location == "/auth/login"


async def test_it_ends_with_what_allowed_it(web: WebBrowser, factories: Factories, site: Site) -> None:
    rosa = await factories.agent("rosa", password=PASSWORD)
    await factories.agent("boss", admin=True)
    await as_rosa(web, rosa.id)
    async with site.uow(acting_id=1) as uow:
        mira = await agents.AgentDirectory().find(uow, "mira")
        assert mira is not None
        await memberships.set_groups_of_agent(uow, Principal.system("test"), int(mira.subject), [])
    assert (await web.get("/agent/")).location == "/auth/login"


async def test_it_ends_with_the_sessions_of_who_began_it(web: WebBrowser, factories: Factories, site: Site) -> None:
    """Or a stolen session would go on as somebody else after its owner's new password."""
    rosa = await factories.agent("rosa", password=PASSWORD)
    await as_rosa(web, rosa.id)
    async with site.uow(acting_id=1) as uow:
        mira = await agents.AgentDirectory().find(uow, "mira")
        assert mira is not None
        await sessions.end_all(uow, Kind.AGENT, mira.subject)
    assert (await web.get("/agent/")).location == "/auth/login"


async def test_on_https_all_cookies_that_count_belong_to_this_host(web: WebBrowser, factories: Factories) -> None:
    """The administrator's own session, too, while it waits beside: a neighbouring host could plant another one."""
    rosa = await factories.agent("rosa", password=PASSWORD)
    web.client.cookies.clear()
    web.client.base_url = httpx.URL(str(web.client.base_url).replace("http://", "https://"))
    assert set((await web.get("/auth/login")).response.cookies) == {"__Host-gotrs_visitor"}
    await web.send("/auth/login", {"login": "mira", "password": PASSWORD})
    await as_rosa(web, rosa.id)
    assert {name for name in web.client.cookies if "gotrs" in name} == {
        "__Host-gotrs_visitor",
        "__Host-gotrs_agent",
        "__Host-gotrs_own",
    }
    await web.send("/agent/signed-in-as/end")
    assert (await web.follow()).status == 200


async def as_rosa(web: WebBrowser, user_id: int) -> None:
    await web.get(f"/admin/agents/{user_id}/access")
    await web.send(f"/admin/agents/{user_id}/signing-in-as", {"reason": "She sees no tickets"})
    assert (await web.follow()).has("mira is signed in as Rosa Agent.")
