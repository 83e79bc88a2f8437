"""Customers who make their own account."""

from __future__ import annotations

import hashlib
import re
from itertools import count

import httpx
import pytest

from gotrs_api.kernel.clock import FakeClock
from gotrs_api.sysconfig import changing, settings
from gotrs_api.uow import Site, UnitOfWork
from tests.support.factories import Factories
from tests.support.jobs import drain, pending
from tests.support.smtp_sink import SmtpSink

REGISTER, CONFIRM, LOGIN = "/api/v1/auth/register", "/api/v1/auth/register/confirm", "/api/v1/auth/login"
JANE = {"email": "jane@customer.example", "first_name": "Jane", "last_name": "Doe"}
PASSWORD = "A fresh Passw0rd"


def solved(challenge: str, bits: int) -> str:
    """What the browser's worker computes."""
    for number in count():
        answer = f"{challenge}~{number}"
        if not int.from_bytes(hashlib.sha256(answer.encode()).digest(), "big") >> (256 - bits):
            return answer
    raise AssertionError


class Visitor:
    def __init__(self, client: httpx.AsyncClient, site: Site, mailbox: SmtpSink) -> None:
        self.client, self.site, self.mailbox = client, site, mailbox

    async def proof(self) -> str:
        asked = (await self.client.get("/api/v1/public/captcha?purpose=sign_up")).json()
        assert (asked["required"], asked["provider"]) == (True, "proof_of_work")
        return solved(asked["challenge"], asked["bits"])

    async def asks(self, **values: str) -> httpx.Response:
        return await self.client.post(REGISTER, json={"captcha": await self.proof(), **JANE, **values})

    async def mails(self) -> dict[str, str]:
        await drain(self.site)
        found = {each.recipients[0]: each.message.get_content() for each in self.mailbox.messages}
        self.mailbox.messages.clear()
        return found

    async def link(self) -> str:
        (text,) = (await self.mails()).values()
        found = re.search(r"/auth/customer/register/confirm\?token=(\S+)", text)
        assert found is not None, text
        return found[1]

    async def confirms(self, token: str, password: str = PASSWORD) -> httpx.Response:
        return await self.client.post(CONFIRM, json={"token": token, "password": password})

    async def signs_in(self, login: str = "jane@customer.example") -> int:
        body = {"login": login, "password": PASSWORD, "kind": "customer"}
        return (await self.client.post(LOGIN, json=body)).status_code


@pytest.fixture
async def visitor(client: httpx.AsyncClient, site: Site, mailbox: SmtpSink, uow: UnitOfWork) -> Visitor:
    await changing.put(uow, settings.CAPTCHA_BITS, 4)
    return Visitor(client, site, mailbox)


async def test_a_mailed_link_proves_the_address_and_makes_the_account(visitor: Visitor) -> None:
    assert (await visitor.asks()).status_code == 202
    token = await visitor.link()
    made = await visitor.confirms(token)
    assert (made.status_code, made.json()) == (201, {"status": "accepted", "login": "jane@customer.example"})
    assert await visitor.signs_in() == 200
    assert (await visitor.confirms(token)).status_code == 404


async def test_with_approval_an_administrator_has_the_last_word(
    visitor: Visitor, uow: UnitOfWork, factories: Factories
) -> None:
    await changing.put(uow, settings.SIGN_UP_APPROVAL, True)
    for address in ("good@customer.example", "bad@customer.example"):
        await visitor.asks(email=address)
        made = await visitor.confirms(await visitor.link())
        assert made.json()["status"] == "waiting"
        assert await visitor.signs_in(address) == 401
    await factories.agent("boss", admin=True, password=PASSWORD)
    pair = (await visitor.client.post(LOGIN, json={"login": "boss", "password": PASSWORD})).json()
    boss = {"Authorization": f"Bearer {pair['access_token']}"}
    good, bad = (await visitor.client.get("/api/v1/admin/sign-ups", headers=boss)).json()["data"]

    for one, verb in ((good, "accept"), (bad, "reject")):
        path = f"/api/v1/admin/sign-ups/{one['id']}/{verb}"
        assert (await visitor.client.post(path, headers=boss)).status_code == 200
        assert (await visitor.client.post(path, headers=boss)).status_code == 404  # decided once

    assert set(await visitor.mails()) == {"good@customer.example"}
    assert [await visitor.signs_in(one["email"]) for one in (good, bad)] == [200, 401]


@pytest.mark.backends("sqlite")
async def test_a_known_address_gets_the_same_answer_and_another_mail(
    visitor: Visitor, factories: Factories, site: Site
) -> None:
    await factories.customer_user("jane", email="jane@customer.example")
    answers = []
    for address in ("JANE@customer.example", "new@customer.example"):
        answer = await visitor.asks(email=address)
        answers.append((answer.status_code, answer.content, tuple(await pending(site))))
        await drain(site)
    assert answers == [(202, b"", ("customers.send_sign_up",))] * 2
    mails = await visitor.mails()
    assert "there is an account already: jane" in mails["jane@customer.example"]
    assert "token=" not in mails["jane@customer.example"]
    assert "token=" in mails["new@customer.example"]


@pytest.mark.backends("sqlite")
async def test_without_the_proof_nobody_signs_up_and_each_proof_counts_once(visitor: Visitor, clock: FakeClock) -> None:
    proof = await visitor.proof()
    challenge = proof.rpartition("~")[0]
    old = await visitor.proof()
    forged = challenge[:-1] + ("1" if challenge.endswith("0") else "0")
    tries = ("", "x", f"{challenge}~", f"{forged}~1", proof, proof)
    codes = [(await visitor.asks(captcha=captcha)).status_code for captcha in tries]
    clock.advance(minutes=10)
    codes.append((await visitor.asks(captcha=old)).status_code)
    assert codes == [422, 422, 422, 422, 202, 422, 422]


@pytest.mark.backends("sqlite")
async def test_three_mails_an_hour_for_one_address(visitor: Visitor) -> None:
    got = []
    for _ in range(4):
        await visitor.asks()
        got.append(len(await visitor.mails()))
    assert got == [1, 1, 1, 0]


@pytest.mark.backends("sqlite")
async def test_a_link_lasts_a_day(visitor: Visitor, clock: FakeClock) -> None:
    await visitor.asks()
    token = await visitor.link()
    clock.advance(days=1)
    assert (await visitor.confirms(token)).status_code == 404


@pytest.mark.backends("sqlite")
async def test_two_links_make_one_account(visitor: Visitor) -> None:
    await visitor.asks()
    first = await visitor.link()
    await visitor.asks()
    second = await visitor.link()
    assert [(await visitor.confirms(token)).status_code for token in (first, second)] == [201, 404]


@pytest.mark.backends("sqlite")
async def test_otrs_settings_say_who_may(visitor: Visitor, uow: UnitOfWork) -> None:
    await changing.put(uow, settings.SIGN_UP_REFUSED_ADDRESSES, [r"@spam\.example$"])
    assert (await visitor.asks(email="a@SPAM.example")).json()["code"] == "customer.email_refused"
    await changing.put(uow, settings.SIGN_UP_ALLOWED_ADDRESSES, [r"@customer\.example$"])
    assert (await visitor.asks(email="a@other.example")).status_code == 422
    assert (await visitor.asks()).status_code == 202
    await changing.put(uow, settings.CUSTOMER_CREATE_ACCOUNT, False)
    assert (await visitor.asks()).json()["code"] == "customer.sign_up_off"
