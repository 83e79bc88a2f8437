"""Sign-in providers in administration: added, changed, put in order, tried, removed."""

from __future__ import annotations

import pytest

from gotrs_api.kernel.settings import Settings
from tests.support.factories import PASSWORD, Factories
from tests.support.openid_provider import OpenIdProvider
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")
PAGE = "/admin/sign-in-providers"
NEW_LDAP, NEW_OIDC = f"{PAGE}/new?kind=ldap", f"{PAGE}/new?kind=oidc"
OIDC = {"label": "Corporate", "name": "corp", "issuer": "https://id.example.com", "client_id": "desk"}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"outbound_allow": ("127.0.0.1",)})


@pytest.fixture(autouse=True)
async def signed_in(factories: Factories, web: WebBrowser) -> None:
    await factories.agent("mira", password=PASSWORD, admin=True)
    await web.sign_in("mira")


async def added(web: WebBrowser, **more: str) -> str:
    await web.get(NEW_OIDC)
    page = await web.send(NEW_OIDC, {**OIDC, **more})
    assert page.status == 303, page.text
    return str(page.location).removesuffix("/trial")


async def names(web: WebBrowser) -> list[str]:
    return (await web.get(PAGE)).texts("a.admin__name")


async def test_a_provider_is_added_and_asked_in_the_order_that_one_gives(web: WebBrowser) -> None:
    assert await names(web) == ["Password"]
    here = await added(web)
    assert await names(web) == ["Corporate", "Password"]
    await web.get(here)
    await web.send(f"{here}/place", {"way": "down"})
    assert await names(web) == ["Password", "Corporate"]
    ours = (await web.get(PAGE)).links()["Password"]
    await web.get(ours)
    await web.send(f"{ours}/place", {"way": "down"})
    assert await names(web) == ["Corporate", "Password"]


async def test_a_secret_is_never_shown_and_stays_when_left_empty(web: WebBrowser) -> None:
    here = await added(web, client_secret="very-secret", roles="staff => Helpers; Seniors")
    page = await web.get(here)
    assert "very-secret" not in page.response.text
    assert str(page.values(here)["roles"]).strip() == "staff => Helpers; Seniors"
    await web.send(here, {"client_id": "other"})
    page = await web.get(here)
    assert page.values(here)["client_id"] == "other"
    assert page.has("changed")


async def test_what_does_not_fit_is_said_at_its_field(web: WebBrowser) -> None:
    await web.get(NEW_OIDC)
    page = await web.send(NEW_OIDC, {**OIDC, "issuer": "ftp://x", "roles": "nothing"})
    assert (page.status, len(page.all("[name=roles][aria-invalid]"))) == (422, 1)
    page = await web.send(NEW_OIDC, {**OIDC, "issuer": "ftp://x", "roles": ""})
    assert (page.status, len(page.all("[name=issuer][aria-invalid]"))) == (422, 1)
    assert await names(web) == ["Password"]


async def test_our_own_passwords_cannot_be_the_last_way_that_is_closed(web: WebBrowser) -> None:
    address = (await web.get(PAGE)).links()["Password"]
    page = await web.get(address)
    fields = {name: value for name, value in page.values(address).items() if name != "enabled"}
    answer = await web.client.post(address, data=fields)
    assert answer.status_code == 422
    assert "No way to sign in would be left." in answer.text


async def test_the_test_asks_the_provider_and_shows_what_the_mapping_gives(
    web: WebBrowser, openid: OpenIdProvider
) -> None:
    here = await added(web, issuer=openid.issuer, roles="staff => Helpers", groups="staff => users:rw")
    await web.get(f"{here}/trial")
    page = await web.send(f"{here}/trial")
    assert page.has("That works.")
    assert page.has(openid.issuer)
    page = await web.send(f"{here}/trial", {"groups": "STAFF\nothers"})
    assert page.has("Helpers")
    assert page.has("users:rw")
    unknown = await added(web, name="away", issuer="http://127.0.0.1:1")
    await web.get(f"{unknown}/trial")
    assert (await web.send(f"{unknown}/trial")).has("That does not work: discovery")


async def test_a_directory_that_does_not_answer_is_told_by_step_and_removed(web: WebBrowser) -> None:
    await web.get(NEW_LDAP)
    directory = {"label": "Directory", "name": "dir", "host": "127.0.0.1", "port": "1", "base_dn": "dc=example"}
    page = await web.send(NEW_LDAP, directory)
    here = page.location.removesuffix("/trial")
    await web.get(f"{here}/trial")
    page = await web.send(f"{here}/trial", {"login": "olga"})
    assert page.has("That does not work: connect")
    assert page.has("Synchronize now")
    await web.get(here)
    await web.send(f"{here}/removal")
    assert await names(web) == ["Password"]


async def test_a_proxys_header_is_set_up_with_the_addresses_that_may_send_it(web: WebBrowser) -> None:
    address = f"{PAGE}/new?kind=header"
    await web.get(address)
    page = await web.send(address, {"label": "Intranet", "name": "proxy", "trusted": "everybody"})
    assert (page.status, len(page.all("[name=trusted][aria-invalid]"))) == (422, 1)
    page = await web.send(address, {"label": "Intranet", "name": "proxy", "trusted": "192.0.2.1\n10.0.0.0/8"})
    here = page.location.removesuffix("/trial")
    assert str((await web.get(here)).values(here)["trusted"]).split() == ["192.0.2.1", "10.0.0.0/8"]


async def test_metadata_that_is_none_is_refused_at_the_form(web: WebBrowser) -> None:
    address = f"{PAGE}/new?kind=saml"
    await web.get(address)
    page = await web.send(address, {"label": "Corporate", "name": "corp", "idp_metadata": "<x/>"})
    assert page.status == 422
    assert page.has("GOTRS_PUBLIC_URL") or page.has("the metadata")
