"""Signing in at an OpenID provider that runs beside: there, back, and what is refused on the way."""

from __future__ import annotations

import httpx
import pytest
from joserfc.jwk import RSAKey
from sqlalchemy import select

from gotrs_api.identity.models import AuditEntry, SignInSession, User
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.schemas.agents import GroupCreate
from gotrs_api.identity.schemas.providers import ProviderCreate, ProviderTest
from gotrs_api.identity.service import groups, memberships, providers
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.settings import Settings
from gotrs_api.uow import Site, UnitOfWork
from tests.support.factories import Factories
from tests.support.openid_provider import OpenIdProvider

pytestmark = pytest.mark.backends("sqlite")
ROOT = Principal.system("test")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"outbound_allow": ("127.0.0.1",)})


async def add(uow: UnitOfWork, openid: OpenIdProvider, clock: FakeClock, name: str = "corp", **config: object) -> int:
    openid.reset(clock.now().timestamp())
    values = {
        "name": name,
        "label": "Corporate",
        "type": "oidc",
        "customers": True,
        "config": openid.config(**config),
    }
    return (await providers.create_provider(uow, ROOT, ProviderCreate.model_validate(values))).id


async def there(client: httpx.AsyncClient, query: str = "") -> str:
    """Where the provider sends the browser back to."""
    asked = await client.get(f"/auth/oidc/corp/start{query}")
    assert asked.status_code == 303, asked.text
    async with httpx.AsyncClient() as outside:
        answer = await outside.get(asked.headers["location"])
    back: str = answer.headers["location"].partition("/auth/")[2]
    return f"/auth/{back}"


async def sessions(uow: UnitOfWork) -> list[SignInSession]:
    return list(await uow.session.scalars(select(SignInSession)))


async def test_an_agent_comes_in_with_the_roles_of_his_groups(
    web_client: httpx.AsyncClient, uow: UnitOfWork, openid: OpenIdProvider, clock: FakeClock
) -> None:
    await groups.create_role(uow, ROOT, GroupCreate(name="Helpers"))
    await add(uow, openid, clock, roles={"staff": ["Helpers"]})
    page = await web_client.get("/auth/login")
    assert "Continue with Corporate" in page.text
    assert 'href="/auth/oidc/corp/start"' in page.text
    back = await there(web_client, "?next=/agent/tickets")
    entered = await web_client.get(back)
    assert (entered.status_code, entered.headers["location"]) == (303, "/agent/tickets")
    olga = await uow.session.scalar(select(User).where(User.login == "olga"))
    assert olga is not None
    assert [row.role for row in await memberships.roles_of_agent(uow, ROOT, olga.id)] == ["Helpers"]
    assert [one.user_id for one in await sessions(uow)] == [olga.id]


async def test_a_customer_comes_in_by_the_customers_page(
    web_client: httpx.AsyncClient, uow: UnitOfWork, openid: OpenIdProvider, clock: FakeClock
) -> None:
    await add(uow, openid, clock)
    entered = await web_client.get(await there(web_client, "?customer=true"))
    assert entered.headers["location"] == "/customer/"
    assert [one.customer_login for one in await sessions(uow)] == ["olga"]


async def test_a_second_factor_is_still_asked_for(
    web_client: httpx.AsyncClient, uow: UnitOfWork, openid: OpenIdProvider, clock: FakeClock, factories: Factories
) -> None:
    await factories.agent("olga", preferences={"UserGoogleAuthenticatorSecretKey": "JBSWY3DPEHPK3PXP"})
    await add(uow, openid, clock, adopt="login")
    entered = await web_client.get(await there(web_client))
    assert entered.headers["location"].startswith("/auth/second-step")
    assert await sessions(uow) == []


async def test_an_answer_counts_once_and_only_in_its_browser(
    web_client: httpx.AsyncClient, uow: UnitOfWork, openid: OpenIdProvider, clock: FakeClock
) -> None:
    await add(uow, openid, clock)
    stolen = await there(web_client)
    kept = web_client.cookies.get("gotrs_exchange")
    web_client.cookies.delete("gotrs_exchange")
    assert (await web_client.get(stolen)).status_code == 401
    web_client.cookies.set("gotrs_exchange", kept or "")
    assert (await web_client.get(stolen)).status_code == 401  # it was used up
    assert await sessions(uow) == []


@pytest.mark.parametrize(
    "altered",
    [
        {"nonce": "other"},
        {"aud": "another-client"},
        {"aud": ["desk", "another-client"]},
        {"iss": "http://127.0.0.1:1"},
        {"exp": 1},
        {"iat": 4_000_000_000},
        {"sub": ""},
    ],
)
async def test_a_token_that_is_not_for_this_question_is_refused(
    web_client: httpx.AsyncClient,
    uow: UnitOfWork,
    openid: OpenIdProvider,
    clock: FakeClock,
    altered: dict[str, object],
) -> None:
    await add(uow, openid, clock)
    openid.altered = altered
    refused = await web_client.get(await there(web_client))
    assert refused.status_code == 401
    assert await sessions(uow) == []


async def test_a_token_that_somebody_else_signed_is_refused(
    web_client: httpx.AsyncClient, uow: UnitOfWork, openid: OpenIdProvider, clock: FakeClock
) -> None:
    await add(uow, openid, clock)
    openid.signs_with = RSAKey.generate_key(2048, {"kid": "k1"})
    assert (await web_client.get(await there(web_client))).status_code == 401
    await uow.settle()
    details = [one.details for one in await uow.session.scalars(select(AuditEntry)) if one.action == "sign_in.failed"]
    assert any("id_token" in (text or "") for text in details)


async def test_an_answer_that_does_not_say_whose_it_is_is_refused_where_the_provider_always_does(
    web_client: httpx.AsyncClient, uow: UnitOfWork, openid: OpenIdProvider, clock: FakeClock
) -> None:
    """RFC 9207: or else another provider's code could be slipped in."""
    await add(uow, openid, clock)
    openid.described = {"authorization_response_iss_parameter_supported": True}
    answer = await there(web_client)
    without = "&".join(part for part in answer.split("&") if not part.startswith("iss="))
    assert without != answer
    assert (await web_client.get(without)).status_code == 401
    assert await sessions(uow) == []
    assert (await web_client.get(await there(web_client))).status_code == 303


@pytest.mark.parametrize("offered", [["HS256"], ["none"]])
async def test_a_provider_that_signs_in_no_way_that_counts_lets_nobody_in(
    web_client: httpx.AsyncClient, uow: UnitOfWork, openid: OpenIdProvider, clock: FakeClock, offered: list[str]
) -> None:
    await add(uow, openid, clock)
    openid.described = {"id_token_signing_alg_values_supported": offered}
    assert (await web_client.get(await there(web_client))).status_code == 401
    assert await sessions(uow) == []


async def test_an_answer_of_one_provider_does_not_count_at_another(
    web_client: httpx.AsyncClient, uow: UnitOfWork, openid: OpenIdProvider, clock: FakeClock
) -> None:
    """Mix-up: the state is of the question that was asked there."""
    await add(uow, openid, clock)
    await add(uow, openid, clock, name="other")
    assert (await web_client.get((await there(web_client)).replace("/corp/", "/other/"))).status_code == 401
    assert await sessions(uow) == []


async def test_a_taken_login_is_not_given_away(
    web_client: httpx.AsyncClient, uow: UnitOfWork, openid: OpenIdProvider, clock: FakeClock, factories: Factories
) -> None:
    await factories.agent("olga", admin=True)
    await add(uow, openid, clock)
    assert (await web_client.get(await there(web_client))).status_code == 401


async def test_an_unverified_address_adopts_nobody(
    web_client: httpx.AsyncClient, uow: UnitOfWork, openid: OpenIdProvider, clock: FakeClock, factories: Factories
) -> None:
    agent = await factories.agent("ann", preferences={"UserEmail": "olga@example.org"})
    await add(uow, openid, clock, adopt="email")
    openid.claims["email_verified"] = False
    await web_client.get(await there(web_client))
    assert agent.id not in [one.user_id for one in await sessions(uow)]


async def test_the_test_names_the_step(site: Site, uow: UnitOfWork, openid: OpenIdProvider, clock: FakeClock) -> None:
    provider_id = await add(uow, openid, clock)
    good = await providers.try_provider(site, ROOT, provider_id, ProviderTest())
    assert (good.ok, good.found["keys"]) == (True, 1), good.error
    away = await add_away(uow)
    assert (await providers.try_provider(site, ROOT, away, ProviderTest())).step == "discovery"


async def add_away(uow: UnitOfWork) -> int:
    values = {
        "name": "away",
        "label": "Away",
        "type": "oidc",
        "config": {"issuer": "http://127.0.0.1:1", "client_id": "x"},
    }
    return (await providers.create_provider(uow, ROOT, ProviderCreate.model_validate(values))).id


async def test_signing_out_offers_the_provider_too(
    web_client: httpx.AsyncClient, uow: UnitOfWork, openid: OpenIdProvider, clock: FakeClock
) -> None:
    await add(uow, openid, clock)
    await web_client.get(await there(web_client))
    left = await web_client.get("/auth/oidc/corp/logout")
    assert left.headers["location"].startswith(f"{openid.issuer}/end?client_id=desk&post_logout_redirect_uri=")
