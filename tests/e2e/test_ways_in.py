"""Every way to sign in, in Chromium, for agents and for customers: one desk, a real slapd, OpenID and SAML by providers."""

from __future__ import annotations

import shutil
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import httpx
import pyotp
import pytest
from saml2 import BINDING_HTTP_POST

from gotrs_api.identity.directory import directory
from gotrs_api.identity.passwords.argon2id import hash_argon2id
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.service.last_administrator import UNUSABLE_HASH
from tests.support import databases
from tests.support.desk import Desk, running_desk
from tests.support.factories import PASSWORD, Factories
from tests.support.openid_provider import OpenIdProvider
from tests.support.saml_provider import SamlProvider
from tests.support.servers import Servers
from tests.support.slapd import PASSWORD as DIRECTORY_PASSWORD
from tests.support.slapd import Slapd

if TYPE_CHECKING:
    from playwright.async_api import Page, Route


pytestmark = pytest.mark.timeout(180)
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@dataclass(frozen=True)
class Door:
    """Of agents, or of customers."""

    desk: Desk
    kind: str

    @property
    def url(self) -> str:
        """By name: passkeys belong to a host's name, never to an address."""
        return self.desk.url.replace("127.0.0.1", "localhost")

    @property
    def prefix(self) -> str:
        return f"{self.url}/auth{'/customer' if self.kind == 'customer' else ''}"

    @property
    def security(self) -> str:
        return f"{self.url}/{self.kind}/profile/security"

    async def forget_password(self, login: str) -> None:
        await self._keep(login, UNUSABLE_HASH)

    async def have_password(self, login: str) -> None:
        await self._keep(login, hash_argon2id(PASSWORD))

    async def _keep(self, login: str, password_hash: str) -> None:
        accounts = directory(self.desk.site, Kind(self.kind))
        async with self.desk.site.uow() as uow:
            account = await accounts.find(uow, login)
            assert account is not None
            await accounts.set_password_hash(uow, account, password_hash)

    async def new_person(self, login: str) -> None:
        async with self.desk.site.uow() as uow:
            make = Factories(uow)
            await (make.agent if self.kind == "agent" else make.customer_user)(login, password=PASSWORD)

    async def with_password(self, page: Page, login: str, password: str = PASSWORD) -> None:
        await page.goto(f"{self.prefix}/login")
        await page.locator("[name=login]").fill(login)
        await page.locator("[name=password]").fill(password)
        await page.keyboard.press("Enter")

    async def revoke_passkey(self, page: Page) -> None:
        """Of the last second factor, which takes the password of who has one."""
        await page.locator("#passkeys summary").first.click()
        password = page.locator("#f-password-revoke")
        if await password.count():
            await password.fill(PASSWORD)
        await page.locator("#passkeys").get_by_role("button", name="Revoke").click()

    async def is_in(self, page: Page) -> None:
        await page.wait_for_url(f"**/{self.kind}/")

    async def sign_out(self, page: Page) -> None:
        await page.goto(f"{self.prefix}/logout")
        await page.get_by_role("button", name="Sign out").click()
        await page.get_by_role("heading", name="You are signed out").wait_for()

    async def with_code(self, page: Page, code: str) -> None:
        await page.wait_for_url("**/second-step**")
        await page.locator("[name=code]").fill(code)
        await page.keyboard.press("Enter")

    async def with_recovery_code(self, page: Page, code: str) -> None:
        await page.wait_for_url("**/second-step**")
        await page.get_by_role("link", name="Use a recovery code").click()
        await page.get_by_role("heading", name="Enter a recovery code").wait_for()
        await page.locator("[name=code]").fill(code)
        await page.keyboard.press("Enter")

    async def add_provider(self, **values: Any) -> None:
        answer = await self.desk.api.post("/admin/sign-in-providers", json={"customers": True, **values})
        assert answer.status_code in (201, 409), answer.text


@pytest.fixture(scope="module")
async def own_desk(servers: Servers, slot: int, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Desk]:
    """Of this module alone: further providers would stand on everybody's sign-in page."""
    url = databases.prepare_desk(servers, slot, "ways-in")
    async with running_desk(url, tmp_path_factory.mktemp("ways-in"), outbound_allow=("127.0.0.1",)) as running:
        origin = running.url.replace("127.0.0.1", "localhost")
        running.site.settings = running.site.settings.model_copy(update={"public_url": origin})
        yield running


@pytest.fixture(scope="module")
def saml(tmp_path_factory: pytest.TempPathFactory) -> SamlProvider:
    if shutil.which("xmlsec1") is None:
        pytest.skip("xmlsec1, by which pysaml2 signs, is not installed")
    provider = SamlProvider(tmp_path_factory.mktemp("idp"))
    provider.subject, provider.logout_binding = "sam-1", BINDING_HTTP_POST
    provider.attributes |= {"uid": ["sam"], "mail": ["sam@example.org"]}
    return provider


@pytest.fixture(params=["agent", "customer"])
def door(request: pytest.FixtureRequest, own_desk: Desk) -> Door:
    return Door(own_desk, request.param)


async def test_a_password(page: Page, door: Door) -> None:
    await door.new_person("petra")
    await door.with_password(page, "petra", "not hers")
    await page.locator("#f-password-error").wait_for()
    await door.with_password(page, "petra")
    await door.is_in(page)


async def test_an_authenticator_and_its_recovery_codes(page: Page, door: Door) -> None:
    await door.new_person("toni")
    await door.with_password(page, "toni")
    await door.is_in(page)
    await page.goto(door.security)
    box = page.locator("#second-step")
    await box.get_by_label("Present password").fill(PASSWORD)
    await box.get_by_role("button", name="Set it up").click()
    authenticator = pyotp.TOTP(await page.locator(".security__secret").inner_text())
    recovery = await page.locator(".security__codes li").all_inner_texts()
    started = time.time()
    await box.get_by_label("Present password").fill(PASSWORD)
    await box.get_by_label("Six-digit code").fill(authenticator.at(started))
    await box.get_by_role("button", name="Switch it on").click()
    await box.get_by_text("Signing in asks for a code").wait_for()
    await door.sign_out(page)

    await door.with_password(page, "toni")
    await door.with_code(page, authenticator.at(started))
    await page.locator("#f-code-error").wait_for()  # that code has been used
    await door.with_code(page, authenticator.at(started + 30))
    await door.is_in(page)
    await door.sign_out(page)

    await door.with_password(page, "toni")
    await door.with_recovery_code(page, recovery[0])
    await door.is_in(page)
    await door.sign_out(page)
    await door.with_password(page, "toni")
    await door.with_recovery_code(page, recovery[0])
    await page.locator("#f-code-error").wait_for()
    await page.goto(f"{door.url}/{door.kind}/")
    await page.wait_for_url("**/login**")


async def test_a_passkey_as_second_step_alone_and_for_confirming(page: Page, door: Door) -> None:
    await door.new_person("pia")
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("WebAuthn.enable")
    await devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    await door.with_password(page, "pia")
    await door.is_in(page)
    await page.goto(door.security)
    passkeys = page.locator("#passkeys")
    await passkeys.get_by_label("Name of the passkey").fill("Laptop")
    await passkeys.get_by_label("Present password").fill(PASSWORD)
    await passkeys.get_by_role("button", name="Add a passkey").click()
    await passkeys.get_by_text("Laptop").wait_for()
    assert await page.locator(".security__codes li").count() == 8, "who loses it can still come in"
    await door.sign_out(page)

    await door.with_password(page, "pia")
    await page.wait_for_url("**/second-step**")
    await page.get_by_role("button", name="Use a passkey").click()
    await door.is_in(page)
    await door.sign_out(page)

    await page.goto(f"{door.prefix}/login?next=/{door.kind}/profile/security")
    await page.get_by_role("button", name="passkey").click()
    await page.wait_for_url(door.security)
    await door.forget_password("pia")
    await page.reload()
    await page.get_by_role("button", name="Confirm with a passkey").click()
    await page.get_by_text("It is you.").wait_for()
    await page.locator("#second-step").get_by_role("button", name="Set it up").click()
    await page.locator(".security__secret").wait_for()

    await door.revoke_passkey(page)
    await page.get_by_text("This is your only way to sign in").wait_for()
    await door.have_password("pia")
    await page.goto(door.security)
    await door.revoke_passkey(page)
    await page.get_by_text("The passkey does not work any more.").wait_for()
    await door.sign_out(page)
    await page.goto(f"{door.prefix}/login")
    await page.get_by_role("button", name="passkey").click()
    await page.locator("#f-password-error").wait_for()


async def test_a_directory(page: Page, door: Door, slapd: Slapd) -> None:
    await door.add_provider(name="ldap", label="Directory", type="ldap", config=slapd.config())
    await door.with_password(page, "otto", "not his")
    await page.locator("#f-password-error").wait_for()
    await door.with_password(page, "otto", DIRECTORY_PASSWORD)
    await door.is_in(page)


async def test_an_openid_provider(page: Page, door: Door, openid: OpenIdProvider) -> None:
    await door.add_provider(name="openid", label="Northwind", type="oidc", config=openid.config())
    await page.goto(f"{door.prefix}/login")
    await page.get_by_role("link", name="Northwind").click()
    await door.is_in(page)
    await door.sign_out(page)
    await page.get_by_role("link", name="Sign out at your provider").click()
    await page.wait_for_url(f"{door.prefix}/login")


async def test_a_saml_provider(page: Page, door: Door, saml: SamlProvider) -> None:
    await door.add_provider(name="saml", label="Southwind", type="saml", config={"idp_metadata": saml.metadata()})
    async with httpx.AsyncClient() as outside:
        saml.meet((await outside.get(f"{door.url}/auth/saml/saml/metadata")).text)

    async def provider(route: Route) -> None:
        """Its page: a form that the browser sends to the desk at once."""
        asked = route.request.url
        fields = f'<input name="SAMLResponse" value="{saml.answer(asked)}">'
        script = "<script>document.forms[0].submit()</script>"
        form = f'<form method="post" action="{saml.read(asked)["acs"]}">{fields}</form>'
        await route.fulfill(content_type="text/html", body=f"<!doctype html>{form}{script}")

    await page.route("https://idp.example.org/sso**", provider)
    await page.goto(f"{door.prefix}/login")
    await page.get_by_role("link", name="Southwind").click()
    await door.is_in(page)

    async def sign_out_there(route: Route) -> None:
        sent = parse_qs(route.request.post_data or "")
        told = saml.read_posted(sent["SAMLRequest"][0], "logout_request").message
        await route.fulfill(content_type="text/html", body=f"<!doctype html><h1>Bye, {told.name_id.text}</h1>")

    await page.route("https://idp.example.org/slo**", sign_out_there)
    await door.sign_out(page)
    await page.get_by_role("link", name="Sign out at your provider").click()
    await page.get_by_role("heading", name="Bye, sam-1").wait_for()


async def test_a_proxy_that_knows_who_somebody_is(page: Page, door: Door) -> None:
    await door.new_person("harry")
    config = {"trusted": ["127.0.0.1", "::1"]}
    await door.add_provider(name="proxy", label="Proxy", type="header", config=config)
    await page.goto(f"{door.url}/{door.kind}/")
    await page.wait_for_url("**/login**")
    await page.set_extra_http_headers({"X-Remote-User": "harry"})
    await page.goto(f"{door.url}/{door.kind}/")
    await door.is_in(page)
