"""Somebody who is signed in links an account elsewhere to his own, signs in with it, and unlinks it."""

from __future__ import annotations

import httpx
import pytest
from sqlalchemy import select

from gotrs_api.identity.directory import directory
from gotrs_api.identity.models import IdentityLink
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.schemas.providers import ProviderCreate
from gotrs_api.identity.service import providers
from gotrs_api.identity.service.last_administrator import UNUSABLE_HASH
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.settings import Settings
from gotrs_api.uow import UnitOfWork
from tests.support.factories import PASSWORD, Factories
from tests.support.openid_provider import OpenIdProvider
from tests.support.web import WebBrowser, WebPage

pytestmark = pytest.mark.backends("sqlite")
PAGES = {"agent": "/agent/profile/security", "customer": "/customer/profile/security"}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"outbound_allow": ("127.0.0.1",)})


@pytest.fixture(params=["agent", "customer"])
async def page(
    request: pytest.FixtureRequest,
    factories: Factories,
    web: WebBrowser,
    uow: UnitOfWork,
    openid: OpenIdProvider,
    clock: FakeClock,
) -> str:
    """The address of the page of `rosa`, who has signed in; the provider knows her as olga."""
    openid.reset(clock.now().timestamp())
    values = {"name": "corp", "label": "Corporate", "type": "oidc", "customers": True, "config": openid.config()}
    await providers.create_provider(uow, Principal.system("test"), ProviderCreate.model_validate(values))
    kind: str = request.param
    if kind == "agent":
        await factories.agent("rosa", password=PASSWORD)
    else:
        await factories.customer_user("rosa", password=PASSWORD)
    await web.sign_in("rosa", kind=kind)
    return PAGES[kind]


async def linked(web: WebBrowser, page: str, password: str = PASSWORD) -> WebPage:
    await web.get(page)
    return await web.send(f"{page}/identities/corp", {"password": password})


async def back_from(address: str) -> str:
    async with httpx.AsyncClient() as outside:
        answer = await outside.get(address)
    return "/auth/" + str(answer.headers["location"]).partition("/auth/")[2]


async def test_an_account_elsewhere_is_linked_used_and_unlinked(web: WebBrowser, page: str, uow: UnitOfWork) -> None:
    assert (await linked(web, page, "wrong")).status == 422
    onwards = (await linked(web, page)).links()["Continue to Corporate"]
    answer = await web.get(await back_from(onwards))
    assert answer.location == page
    assert (await web.follow()).has("olga")
    row = await uow.session.scalar(select(IdentityLink))
    assert row is not None

    web.client.cookies.clear()
    query = "?customer=true" if "customer" in page else ""
    there = await web.get(f"/auth/oidc/corp/start{query}")
    await web.get(await back_from(there.location))
    shown = await web.get(page)
    assert shown.has("olga")
    await web.send(f"{page}/identities/{row.id}/removal")
    assert (await web.follow()).has("Link Corporate")


async def test_an_answer_for_somebody_who_signed_out_links_nothing(
    web: WebBrowser, page: str, uow: UnitOfWork, factories: Factories
) -> None:
    onwards = (await linked(web, page)).links()["Continue to Corporate"]
    kind = "customer" if "customer" in page else "agent"
    if kind == "agent":
        await factories.agent("mallory", password=PASSWORD)
    else:
        await factories.customer_user("mallory", password=PASSWORD)
    exchange = web.client.cookies.get("gotrs_exchange") or ""
    web.client.cookies.clear()
    await web.sign_in("mallory", kind=kind)
    web.client.cookies.set("gotrs_exchange", exchange)
    await web.get(await back_from(onwards))
    assert await uow.session.scalar(select(IdentityLink.id)) is None


async def test_the_only_way_in_stays(web: WebBrowser, page: str, uow: UnitOfWork) -> None:
    onwards = (await linked(web, page)).links()["Continue to Corporate"]
    await web.get(await back_from(onwards))
    row = await uow.session.scalar(select(IdentityLink))
    assert row is not None
    accounts = directory(uow.site, Kind.CUSTOMER if "customer" in page else Kind.AGENT)
    account = await accounts.find(uow, "rosa")
    assert account is not None
    await accounts.set_password_hash(uow, account, UNUSABLE_HASH)
    await web.get(page)
    await web.send(f"{page}/identities/{row.id}/removal")
    assert (await web.follow()).has("This is your only way to sign in")
    assert await uow.session.scalar(select(IdentityLink.id)) == row.id


async def without_password(web: WebBrowser, page: str, uow: UnitOfWork, openid: OpenIdProvider) -> None:
    """rosa now comes in by `corp` alone, and a second provider is there."""
    await web.get(await back_from((await linked(web, page)).links()["Continue to Corporate"]))
    values = {"name": "second", "label": "Second", "type": "oidc", "customers": True, "config": openid.config()}
    await providers.create_provider(uow, Principal.system("test"), ProviderCreate.model_validate(values))
    accounts = directory(uow.site, Kind.CUSTOMER if "customer" in page else Kind.AGENT)
    account = await accounts.find(uow, "rosa")
    assert account is not None
    await accounts.set_password_hash(uow, account, UNUSABLE_HASH)


async def confirmed(web: WebBrowser, page: str) -> WebPage:
    await web.get(page)
    onwards = (await web.send(f"{page}/confirmation/providers/corp")).links()["Continue to Corporate"]
    await web.get(await back_from(onwards))
    return await web.follow()


async def test_who_has_no_password_confirms_by_his_provider_before_he_links_another(
    web: WebBrowser, page: str, uow: UnitOfWork, openid: OpenIdProvider, clock: FakeClock
) -> None:
    await without_password(web, page, uow, openid)
    shown = await web.get(page)
    assert (await web.send(f"{page}/identities/second", {"password": ""})).status == 422
    assert shown.has("Is it still you?")

    assert (await confirmed(web, page)).has("It is you.")
    clock.advance(minutes=6)
    openid.now = clock.now().timestamp()
    await web.get(page)
    assert (await web.send(f"{page}/identities/second", {"password": ""})).status == 422, "that was for five minutes"

    assert not (await confirmed(web, page)).has("Is it still you?")
    onwards = (await web.send(f"{page}/identities/second")).links()["Continue to Second"]
    await web.get(await back_from(onwards))
    assert (await web.follow()).has("From now on you can sign in there, too.")
    assert len(list(await uow.session.scalars(select(IdentityLink.id)))) == 2


async def test_only_who_is_asked_anew_and_is_the_same_confirms(
    web: WebBrowser, page: str, uow: UnitOfWork, openid: OpenIdProvider, clock: FakeClock
) -> None:
    await without_password(web, page, uow, openid)
    openid.altered = {"auth_time": int(clock.now().timestamp()) - 3600}
    assert not (await confirmed(web, page)).has("It is you.")
    openid.reset(clock.now().timestamp())
    openid.claims["sub"] = "somebody else"
    assert not (await confirmed(web, page)).has("It is you.")
    assert (await web.send(f"{page}/identities/second", {"password": ""})).status == 422
