"""Signing in at a SAML identity provider (pysaml2, signing by xmlsec1): there, back, out again, and what is refused."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from lxml import html
from saml2 import BINDING_HTTP_POST
from sqlalchemy import select

from gotrs_api.identity.models import AuditEntry, SignInSession, User
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.schemas.agents import GroupCreate
from gotrs_api.identity.schemas.providers import ProviderCreate, ProviderTest, ProviderUpdate
from gotrs_api.identity.service import groups, memberships, providers
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.settings import Settings
from gotrs_api.uow import Site, UnitOfWork
from tests.support.factories import Factories
from tests.support.saml_provider import NAMES, SamlProvider, altered

pytestmark = pytest.mark.backends("sqlite")
ROOT = Principal.system("test")
ORIGIN = "http://desk.example"
ACS = "/auth/saml/corp/acs"
SAML = f"{{{NAMES['saml']}}}"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"public_url": ORIGIN})


@pytest.fixture
def saml(tmp_path: Path, clock: FakeClock) -> SamlProvider:
    if shutil.which("xmlsec1") is None:
        pytest.skip("xmlsec1, by which pysaml2 signs, is not installed")
    clock.set(datetime.now(UTC))  # pysaml2 goes by the machine's time
    return SamlProvider(tmp_path)


async def add(uow: UnitOfWork, client: httpx.AsyncClient, saml: SamlProvider, **config: object) -> int:
    values = {
        "name": "corp",
        "label": "Corporate",
        "type": "saml",
        "customers": True,
        "config": {"idp_metadata": saml.metadata(), **config},
    }
    made = await providers.create_provider(uow, ROOT, ProviderCreate.model_validate(values))
    ours = await client.get("/auth/saml/corp/metadata")
    assert ours.headers["content-type"] == "application/samlmetadata+xml"
    saml.meet(ours.text)
    return made.id


async def asked(client: httpx.AsyncClient, query: str = "") -> str:
    answer = await client.get(f"/auth/saml/corp/start{query}")
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


async def bring(client: httpx.AsyncClient, message: str, relay_state: str = "") -> httpx.Response:
    """As a page of the provider does: from elsewhere, without our form's token. Follows to our own page."""
    headers = {"Origin": "https://idp.example.org", "Sec-Fetch-Site": "cross-site"}
    answer = await client.post(ACS, data={"SAMLResponse": message, "RelayState": relay_state}, headers=headers)
    if answer.status_code != 303:
        return answer
    return await client.get(answer.headers["location"])


async def sessions(uow: UnitOfWork) -> list[SignInSession]:
    return list(await uow.session.scalars(select(SignInSession)))


async def reasons(uow: UnitOfWork) -> str:
    await uow.settle()
    rows = await uow.session.scalars(select(AuditEntry).where(AuditEntry.action == "sign_in.failed"))
    return " ".join(row.details or "" for row in rows)


async def test_an_agent_comes_in_with_the_roles_of_his_groups(
    web_client: httpx.AsyncClient, uow: UnitOfWork, saml: SamlProvider
) -> None:
    await groups.create_role(uow, ROOT, GroupCreate(name="Helpers"))
    await add(uow, web_client, saml, roles={"staff": ["Helpers"]})
    assert 'href="/auth/saml/corp/start"' in (await web_client.get("/auth/login")).text
    there = await asked(web_client, "?next=/agent/tickets")
    assert saml.read(there)["acs"] == f"{ORIGIN}{ACS}"
    entered = await bring(web_client, saml.answer(there))
    assert (entered.status_code, entered.headers["location"]) == (303, "/agent/tickets"), await reasons(uow)
    olga = await uow.session.scalar(select(User).where(User.login == "olga"))
    assert olga is not None
    assert (olga.first_name, olga.last_name) == ("Olga", "Orlova")
    assert [row.role for row in await memberships.roles_of_agent(uow, ROOT, olga.id)] == ["Helpers"]
    assert [one.user_id for one in await sessions(uow)] == [olga.id]


async def test_a_customer_comes_in_by_the_customers_page(
    web_client: httpx.AsyncClient, uow: UnitOfWork, saml: SamlProvider
) -> None:
    await add(uow, web_client, saml)
    entered = await bring(web_client, saml.answer(await asked(web_client, "?customer=true")))
    assert entered.headers["location"] == "/customer/"
    assert [one.customer_login for one in await sessions(uow)] == ["olga"]


async def test_a_second_factor_is_still_asked_for(
    web_client: httpx.AsyncClient, uow: UnitOfWork, saml: SamlProvider, factories: Factories
) -> None:
    await factories.agent("olga", preferences={"UserGoogleAuthenticatorSecretKey": "JBSWY3DPEHPK3PXP"})
    await add(uow, web_client, saml, adopt="login")
    entered = await bring(web_client, saml.answer(await asked(web_client)))
    assert entered.headers["location"].startswith("/auth/second-step")
    assert await sessions(uow) == []


async def test_an_answer_counts_once_and_only_in_the_browser_that_asked(
    web_client: httpx.AsyncClient, uow: UnitOfWork, saml: SamlProvider
) -> None:
    await add(uow, web_client, saml)
    message = saml.answer(await asked(web_client))
    kept = web_client.cookies.get("gotrs_exchange")
    web_client.cookies.delete("gotrs_exchange")
    assert (await bring(web_client, message)).status_code == 401
    web_client.cookies.set("gotrs_exchange", kept or "")
    assert (await bring(web_client, message)).status_code == 401
    assert "it was used before" in await reasons(uow)
    assert await sessions(uow) == []


async def test_nobody_comes_unasked_unless_that_is_allowed(
    web_client: httpx.AsyncClient, uow: UnitOfWork, saml: SamlProvider
) -> None:
    provider_id = await add(uow, web_client, saml)
    there = await asked(web_client)
    web_client.cookies.clear()
    assert (await bring(web_client, saml.answer(there, unsolicited=True))).status_code == 401
    change = {"config": {"idp_initiated": True}}
    await providers.update_provider(uow, ROOT, provider_id, ProviderUpdate.model_validate(change))
    message = saml.answer(there, unsolicited=True)
    entered = await bring(web_client, message, "/agent/tickets")
    assert entered.headers["location"] == "/agent/tickets"
    assert (await bring(web_client, message)).status_code == 401
    entered = await bring(web_client, saml.answer(there, unsolicited=True), "https://evil.example/")
    assert entered.headers["location"] == "/agent/"


async def test_signing_out_here_signs_out_there(
    web_client: httpx.AsyncClient, uow: UnitOfWork, saml: SamlProvider
) -> None:
    await add(uow, web_client, saml)
    await bring(web_client, saml.answer(await asked(web_client)))
    left = await web_client.get("/auth/saml/corp/logout")
    assert left.headers["location"].startswith("https://idp.example.org/slo?SAMLRequest=")
    told = saml.read_logout_request(left.headers["location"])
    assert told["subject"] == saml.subject
    assert told["session"]
    assert (await web_client.get("/auth/saml/corp/slo?SAMLResponse=x")).headers["location"] == "/auth/login"
    assert (await web_client.get("/auth/saml/corp/logout")).status_code == 404, "there is nothing left to sign out of"


async def test_signing_out_there_signs_out_here(
    web_client: httpx.AsyncClient, uow: UnitOfWork, saml: SamlProvider
) -> None:
    await add(uow, web_client, saml)
    await bring(web_client, saml.answer(await asked(web_client)))
    assert len(await sessions(uow)) == 1
    entity, address = f"{ORIGIN}/auth/saml/corp/metadata", f"{ORIGIN}/auth/saml/corp/slo"
    request = saml.logout_request(entity, address)
    forged = request.replace("RelayState=r-1", "RelayState=r-2")
    assert (await web_client.get(forged)).status_code == 401
    assert len(await sessions(uow)) == 1
    told = await web_client.get(request)
    assert told.status_code == 303, await reasons(uow)
    answer = urlsplit(told.headers["location"])
    assert (answer.netloc, parse_qs(answer.query)["RelayState"]) == ("idp.example.org", ["r-1"])
    assert await sessions(uow) == []
    assert (await web_client.get(request)).status_code == 401, "a request counts once"


async def test_by_a_form_the_provider_signs_somebody_out_and_gets_its_answer_so(
    web_client: httpx.AsyncClient, uow: UnitOfWork, saml: SamlProvider
) -> None:
    saml.logout_binding = BINDING_HTTP_POST
    await add(uow, web_client, saml)
    await bring(web_client, saml.answer(await asked(web_client)))
    entity, address = f"{ORIGIN}/auth/saml/corp/metadata", f"{ORIGIN}/auth/saml/corp/slo"
    fields = saml.posted_logout_request(entity, address)
    unsigned = altered(fields["SAMLRequest"], lambda root: root.remove(root[1]))
    from_there = {"Origin": "https://idp.example.org", "Sec-Fetch-Site": "cross-site"}
    refused = await web_client.post(address, data=fields | {"SAMLRequest": unsigned}, headers=from_there)
    assert refused.status_code == 401
    assert len(await sessions(uow)) == 1
    told = await web_client.post(address, data=fields, headers=from_there)
    assert told.status_code == 200, await reasons(uow)
    assert await sessions(uow) == []
    page = html.fromstring(told.text)
    form = page.forms[0]
    assert (form.action, form.fields["RelayState"]) == ("https://idp.example.org/slo", "r-1")
    assert "form-action 'self' https://idp.example.org;" in f"{told.headers['content-security-policy']};"
    assert saml.read_posted(form.fields["SAMLResponse"], "logout_response").status_ok()
    assert (await web_client.post(address, data=fields, headers=from_there)).status_code == 401, "it counts once"


async def test_by_a_form_one_signs_out_where_the_provider_takes_nothing_else(
    web_client: httpx.AsyncClient, uow: UnitOfWork, saml: SamlProvider
) -> None:
    saml.logout_binding = BINDING_HTTP_POST
    await add(uow, web_client, saml)
    await bring(web_client, saml.answer(await asked(web_client)))
    form = html.fromstring((await web_client.get("/auth/saml/corp/logout")).text).forms[0]
    told = saml.read_posted(form.fields["SAMLRequest"], "logout_request").message
    assert told.name_id.text == saml.subject
    back = await web_client.post("/auth/saml/corp/slo", data={"SAMLResponse": "x"})
    assert back.headers["location"] == "/auth/login"


async def test_a_customer_who_is_refused_is_on_the_customers_page_again(
    web_client: httpx.AsyncClient, uow: UnitOfWork, saml: SamlProvider
) -> None:
    await add(uow, web_client, saml)
    there = await asked(web_client, "?customer=true")
    relay_state = parse_qs(urlsplit(there).query)["RelayState"][0]
    forged = altered(saml.answer(there), lambda root: root.set("Destination", "https://other.example"))
    for message, browser in ((forged, True), (saml.answer(there), False)):
        if not browser:
            web_client.cookies.clear()
        refused = await bring(web_client, message, relay_state)
        assert refused.status_code == 401
        assert html.fromstring(refused.text).xpath("//form[@action='/auth/customer/login']")


async def test_a_desk_without_a_public_address_takes_no_saml_provider(
    site: Site, uow: UnitOfWork, saml: SamlProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "settings", site.settings.model_copy(update={"public_url": ""}))
    values = {"name": "corp", "label": "C", "type": "saml", "config": {"idp_metadata": saml.metadata()}}
    with pytest.raises(InvalidInput):
        await providers.create_provider(uow, ROOT, ProviderCreate.model_validate(values))


async def test_the_test_says_what_both_sides_are_called(
    web_client: httpx.AsyncClient, site: Site, uow: UnitOfWork, saml: SamlProvider
) -> None:
    provider_id = await add(uow, web_client, saml)
    trial = await providers.try_provider(site, ROOT, provider_id, ProviderTest())
    assert trial.ok
    assert trial.found["issuer"] == "https://idp.example.org/metadata"
    assert trial.found["our_metadata"] == f"{ORIGIN}/auth/saml/corp/metadata"


async def test_metadata_that_describes_no_provider_is_refused(uow: UnitOfWork, saml: SamlProvider) -> None:
    for text in ("<x/>", saml.metadata().replace("SingleSignOnService", "Other"), "<!DOCTYPE x []><x/>"):
        values = {"name": "corp", "label": "C", "type": "saml", "config": {"idp_metadata": text}}
        with pytest.raises(InvalidInput) as refusal:
            await providers.create_provider(uow, ROOT, ProviderCreate.model_validate(values))
        assert refusal.value.errors[0].pointer == "/config"
