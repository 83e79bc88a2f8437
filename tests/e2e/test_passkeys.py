"""Passkeys in Chromium with a virtual authenticator: registered, second step, instead of a password, revoked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.support.server import ADMIN_PASSWORD, GotrsServer

if TYPE_CHECKING:
    from playwright.async_api import Page

pytestmark = pytest.mark.timeout(180)
LOGIN = "root@localhost"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """By name: passkeys belong to a host's name, never to an address."""
    with GotrsServer(tmp_path_factory.mktemp("desk") / "var") as running:
        yield running.url.replace("127.0.0.1", "localhost")


async def with_password(page: Page, url: str) -> None:
    await page.goto(f"{url}/auth/login")
    await page.get_by_label("Login or e-mail").fill(LOGIN)
    await page.get_by_role("textbox", name="Password").fill(ADMIN_PASSWORD)
    await page.keyboard.press("Enter")


async def sign_out(page: Page, url: str) -> None:
    await page.goto(f"{url}/auth/logout")
    await page.get_by_role("button", name="Sign out").click()
    await page.get_by_role("heading", name="You are signed out").wait_for()


async def test_a_passkey_from_its_registration_to_its_end(page: Page, url: str) -> None:
    devtools = await page.context.new_cdp_session(page)
    await devtools.send("WebAuthn.enable")
    await devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    await with_password(page, url)
    await page.wait_for_url("**/agent/")

    await page.goto(f"{url}/agent/profile/security")
    passkeys = page.locator("#passkeys")
    await passkeys.get_by_label("Name of the passkey").fill("Laptop")
    await passkeys.get_by_label("Present password").fill(ADMIN_PASSWORD)
    await passkeys.get_by_role("button", name="Add a passkey").click()
    await passkeys.get_by_text("Laptop").wait_for()
    assert await page.locator(".security__codes li").count() == 8, "who loses it can still come in"

    await sign_out(page, url)
    await with_password(page, url)
    await page.wait_for_url("**/auth/second-step")
    await page.get_by_role("button", name="Use a passkey").click()
    await page.wait_for_url("**/agent/")

    await sign_out(page, url)
    await page.goto(f"{url}/auth/login?next=/agent/profile/security")
    await page.get_by_role("button", name="passkey").click()
    await page.wait_for_url("**/agent/profile/security")

    await page.get_by_role("button", name="Revoke").first.click()
    await page.get_by_role("dialog").get_by_role("button").last.click()
    await page.get_by_text("The passkey does not work any more.").wait_for()
    await sign_out(page, url)
    await page.goto(f"{url}/auth/login")
    await page.get_by_role("button", name="passkey").click()
    await page.locator("#f-password-error").wait_for()
    await with_password(page, url)
    await page.wait_for_url("**/agent/")
