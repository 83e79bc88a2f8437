"""The second step of signing in, and its set-up where the account must have one."""

from __future__ import annotations

import pyotp
import pytest

from gotrs_api.kernel.clock import FakeClock
from gotrs_api.sysconfig import settings
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")
SIGN_IN = {"login": "rosa", "password": PASSWORD}
STEP = "/auth/second-step"


class Authenticator:
    """Rosa's phone, and the recovery codes she kept."""

    def __init__(self, secret: str, recovery_codes: list[str], clock: FakeClock) -> None:
        self._totp, self._clock = pyotp.TOTP(secret), clock
        self.recovery_codes = recovery_codes

    def code(self) -> str:
        return self._totp.at(self._clock.now())


@pytest.fixture
async def rosa(factories: Factories, web: WebBrowser, clock: FakeClock) -> Authenticator:
    """Rosa, who has set up what the group she is in demands, and is signed out again."""
    group = await factories.group("guarded")
    await factories.setting(settings.SECOND_FACTOR_GROUPS, ["guarded"])
    await factories.agent("rosa", password=PASSWORD, rights={group: "ro"})
    await web.get("/auth/login?next=/agent/profile")
    page = await web.send("/auth/login", SIGN_IN)
    assert page.location == "/auth/enrolment?next=%2Fagent%2Fprofile"
    await web.follow()
    page = await web.send("/auth/enrolment")
    secret = page.texts(".gate__secret")[0]
    phone = Authenticator(secret, page.texts("details li"), clock)
    page = await web.send(STEP, {"code": phone.code()})
    assert page.location == "/agent/profile"
    web.client.cookies.clear()
    clock.advance(minutes=1)
    return phone


async def to_second_step(web: WebBrowser) -> None:
    await web.get("/auth/login")
    page = await web.send("/auth/login", SIGN_IN)
    assert page.location == STEP
    assert "gotrs_agent" not in web.client.cookies
    await web.follow()


async def test_the_code_opens_the_workplace(web: WebBrowser, rosa: Authenticator) -> None:
    await to_second_step(web)
    page = await web.send(STEP, {"code": rosa.code()})
    assert page.location == "/agent/"
    assert (await web.follow()).status == 200


async def test_a_wrong_code_may_be_typed_again(web: WebBrowser, rosa: Authenticator) -> None:
    await to_second_step(web)
    page = await web.send(STEP, {"code": "000000"})
    assert page.status == 401
    assert page.has("The code is not valid.")
    assert (await web.send(STEP, {"code": rosa.code()})).location == "/agent/"


async def test_a_recovery_code_does_once(web: WebBrowser, rosa: Authenticator) -> None:
    await to_second_step(web)
    await web.get(f"{STEP}?recovery=1")
    page = await web.send(f"{STEP}?recovery=1", {"code": rosa.recovery_codes[0]})
    assert page.location == "/agent/"
    web.client.cookies.clear()
    await to_second_step(web)
    await web.get(f"{STEP}?recovery=1")
    assert (await web.send(f"{STEP}?recovery=1", {"code": rosa.recovery_codes[0]})).status == 401


async def test_who_waits_too_long_begins_again(web: WebBrowser, rosa: Authenticator, clock: FakeClock) -> None:
    await to_second_step(web)
    clock.advance(minutes=6)
    page = await web.send(STEP, {"code": rosa.code()})
    assert page.location == "/auth/login"
    assert (await web.follow()).has("took too long")


async def test_without_a_password_there_is_no_second_step(web: WebBrowser) -> None:
    assert (await web.get(STEP)).location == "/auth/login"
    assert (await web.get("/auth/customer/second-step")).location == "/auth/customer/login"
    assert (await web.get("/auth/enrolment")).location == "/auth/login"
