"""Signing in through the API: tokens, rotation, the second step, and the way out."""

from __future__ import annotations

import httpx
import pytest

from gotrs_api.identity.models import PendingLogin, User
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.service import sessions
from gotrs_api.identity.signed_in import SignedIn
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.sysconfig import settings
from gotrs_api.uow import Site, UnitOfWork
from tests.support.authenticator import ShortSecretTotp
from tests.support.factories import PASSWORD, Factories

LOGIN, VERIFY, REFRESH = "/api/v1/auth/login", "/api/v1/auth/mfa/verify", "/api/v1/auth/refresh"


@pytest.fixture
async def ann(factories: Factories) -> User:
    return await factories.agent("ann", password=PASSWORD)


async def tokens(client: httpx.AsyncClient, login: str = "ann", kind: str = "agent") -> dict[str, str]:
    response = await client.post(LOGIN, json={"login": login, "password": PASSWORD, "kind": kind})
    assert response.status_code == 200, response.text
    return dict(response.json())


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def status_of(client: httpx.AsyncClient, access_token: str) -> int:
    return (await client.get("/api/v1/users/me", headers=bearer(access_token))).status_code


async def test_login_gives_tokens_that_open_the_api(client: httpx.AsyncClient, ann: User) -> None:
    pair = await tokens(client)
    assert (pair["token_type"], pair["expires_in"]) == ("Bearer", 900)
    me = (await client.get("/api/v1/users/me", headers=bearer(pair["access_token"]))).json()
    assert (me["kind"], me["id"], me["login"], me["email"]) == ("agent", ann.id, "ann", "ann@desk.example")


async def test_customers_sign_in_as_customers(client: httpx.AsyncClient, factories: Factories) -> None:
    company = await factories.customer_company("ACME")
    await factories.customer_user("cara", company=company, password=PASSWORD)
    pair = await tokens(client, "cara", "customer")
    me = (await client.get("/api/v1/users/me", headers=bearer(pair["access_token"]))).json()
    assert (me["kind"], me["id"], me["login"], me["customer_ids"]) == ("customer", None, "cara", ["ACME"])
    assert (await client.get("/api/v1/users", headers=bearer(pair["access_token"]))).status_code == 403


@pytest.mark.backends("sqlite")
async def test_a_wrong_password_is_a_problem_that_says_no_more(client: httpx.AsyncClient, ann: User) -> None:
    answers = [await client.post(LOGIN, json={"login": login, "password": "wrong"}) for login in ("ann", "nobody")]
    assert [answer.status_code for answer in answers] == [401, 401]
    first, second = [{**answer.json(), "request_id": ""} for answer in answers]
    assert first == second
    assert first["code"] == "auth.failed"


@pytest.mark.backends("sqlite")
async def test_waiting_is_announced(client: httpx.AsyncClient, ann: User) -> None:
    answers = [await client.post(LOGIN, json={"login": "ann", "password": "wrong"}) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [401, 401, 401, 401, 429]
    assert int(answers[-1].headers["retry-after"]) in range(1, 4)
    assert answers[-1].json()["code"] == "auth.too_many_attempts"


async def test_a_refresh_token_works_once_and_its_second_use_ends_the_family(
    client: httpx.AsyncClient, ann: User
) -> None:
    first = await tokens(client)
    other_device = await tokens(client)
    second = (await client.post(REFRESH, json={"refresh_token": first["refresh_token"]})).json()
    assert await status_of(client, second["access_token"]) == 200
    stolen = await client.post(REFRESH, json={"refresh_token": first["refresh_token"]})
    assert (stolen.status_code, stolen.json()["code"]) == (401, "auth.invalid_token")
    assert (await client.post(REFRESH, json={"refresh_token": second["refresh_token"]})).status_code == 401
    assert await status_of(client, second["access_token"]) == 401
    assert await status_of(client, first["access_token"]) == 401
    assert await status_of(client, other_device["access_token"]) == 200


@pytest.mark.backends("sqlite")
async def test_access_tokens_last_a_quarter_of_an_hour_and_refresh_tokens_two_weeks(
    client: httpx.AsyncClient, ann: User, clock: FakeClock
) -> None:
    pair = await tokens(client)
    clock.advance(seconds=899)
    assert await status_of(client, pair["access_token"]) == 200
    clock.advance(seconds=1)
    assert await status_of(client, pair["access_token"]) == 401
    clock.advance(days=14)
    assert (await client.post(REFRESH, json={"refresh_token": pair["refresh_token"]})).status_code == 401


@pytest.mark.backends("sqlite")
async def test_an_agent_who_is_no_longer_valid_gets_no_further(
    client: httpx.AsyncClient, ann: User, uow: UnitOfWork
) -> None:
    pair = await tokens(client)
    ann.valid_id = 2
    await uow.session.flush()
    assert (await client.post(REFRESH, json={"refresh_token": pair["refresh_token"]})).status_code == 401
    assert await status_of(client, pair["access_token"]) == 401


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("by", ["access_token", "refresh_token"])
async def test_logout_ends_both_tokens(client: httpx.AsyncClient, ann: User, by: str) -> None:
    pair = await tokens(client)
    assert await status_of(client, pair["access_token"]) == 200
    if by == "access_token":
        answer = await client.post("/api/v1/auth/logout", headers=bearer(pair["access_token"]))
    else:
        answer = await client.post("/api/v1/auth/logout", json={"refresh_token": pair["refresh_token"]})
    assert answer.status_code == 204
    assert await status_of(client, pair["access_token"]) == 401
    assert (await client.post(REFRESH, json={"refresh_token": pair["refresh_token"]})).status_code == 401


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize(
    "token", ["", "x", "a.b.c", "gf_", "gf_12345678_", "gf_12345678_abc", "eyJhbGciOiJub25lIn0.e30."]
)
async def test_rubbish_is_refused_as_a_token(client: httpx.AsyncClient, token: str) -> None:
    assert await status_of(client, token) == 401


@pytest.mark.backends("sqlite")
async def test_an_access_token_does_not_refresh(client: httpx.AsyncClient, ann: User) -> None:
    access_token = (await tokens(client))["access_token"]
    assert (await client.post(REFRESH, json={"refresh_token": access_token})).status_code == 401


@pytest.mark.backends("sqlite")
async def test_no_answer_about_somebody_is_kept_on_its_way(client: httpx.AsyncClient, ann: User) -> None:
    pair = await tokens(client)
    answer = await client.get("/api/v1/users/me", headers={"Authorization": f"Bearer {pair['access_token']}"})
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")


@pytest.mark.backends("sqlite")
async def test_a_cookie_does_not_open_the_api(client: httpx.AsyncClient, ann: User) -> None:
    pair = await tokens(client)
    answer = await client.get("/api/v1/users/me", headers={"Cookie": f"gotrs_agent={pair['access_token']}"})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.backends("sqlite")
async def test_what_is_remembered_of_others_is_no_token(
    client: httpx.AsyncClient, site: Site, factories: Factories, ann: User
) -> None:
    boss = await factories.agent("boss", admin=True)
    acting = await factories.bearer(boss) | {"X-On-Behalf-Of": ann.login}
    assert (await client.get("/api/v1/tickets", headers=acting)).status_code == 200
    async with site.uow() as uow:
        signed_in = SignedIn(kind=Kind.AGENT, subject=str(ann.id), login=ann.login)
        cookie = await sessions.create(uow, signed_in, "127.0.0.1", "a browser")
    assert await sessions.find(site, Kind.AGENT, cookie) is not None
    for known in (f"session:agent:{cookie}", f"x-on-behalf-of {ann.login}", cookie):
        answer = await client.get("/api/v1/users/me", headers={"Authorization": f"Bearer {known}"})
        assert answer.status_code == 401, known


class Authenticator:
    """Ann's phone."""

    def __init__(self, secret: str, clock: FakeClock) -> None:
        self._totp, self._clock = ShortSecretTotp(secret), clock

    def code(self) -> str:
        """Of the present time step."""
        return self._totp.at(self._clock.now())

    def next_code(self) -> str:
        self._clock.advance(seconds=30)
        return self.code()


async def enable(
    client: httpx.AsyncClient, clock: FakeClock, login: str = "ann", kind: str = "agent"
) -> tuple[Authenticator, list[str], dict[str, str]]:
    pair = await tokens(client, login, kind)
    headers = bearer(pair["access_token"])
    setup = await client.post("/api/v1/users/me/2fa/setup", json={"password": PASSWORD}, headers=headers)
    assert setup.status_code == 200, setup.text
    phone = Authenticator(setup.json()["secret"], clock)
    confirmed = await client.post(
        "/api/v1/users/me/2fa/confirm", json={"password": PASSWORD, "code": phone.code()}, headers=headers
    )
    assert confirmed.status_code == 200, confirmed.text
    assert confirmed.json()["enabled"] is True
    return phone, setup.json()["recovery_codes"], pair


async def challenge(client: httpx.AsyncClient, login: str = "ann", kind: str = "agent") -> str:
    answer = (await client.post(LOGIN, json={"login": login, "password": PASSWORD, "kind": kind})).json()
    assert answer.keys() == {"mfa_required", "challenge", "methods", "must_enrol"}, "no token before the second step"
    return str(answer["challenge"])


async def verify(client: httpx.AsyncClient, challenge: str, code: str, method: str = "totp") -> httpx.Response:
    return await client.post(VERIFY, json={"challenge": challenge, "method": method, "code": code})


@pytest.mark.parametrize("kind", ["agent", "customer"])
async def test_with_an_authenticator_tokens_come_only_after_its_code(
    client: httpx.AsyncClient, factories: Factories, clock: FakeClock, kind: str
) -> None:
    if kind == "agent":
        await factories.agent("ann", password=PASSWORD)
    else:
        await factories.customer_user("ann", password=PASSWORD)
    phone, _, _ = await enable(client, clock, kind=kind)
    open_challenge = await challenge(client, kind=kind)
    wrong = await verify(client, open_challenge, "000000")
    assert (wrong.status_code, wrong.json()["code"]) == (401, "auth.second_factor_failed")
    pair = (await verify(client, open_challenge, phone.next_code())).json()
    assert await status_of(client, pair["access_token"]) == 200
    assert (await verify(client, open_challenge, phone.next_code())).json()["code"] == "auth.challenge_over"


async def test_a_code_that_was_used_is_refused(client: httpx.AsyncClient, ann: User, clock: FakeClock) -> None:
    phone, _, _ = await enable(client, clock)
    code = phone.next_code()
    assert (await verify(client, await challenge(client), code)).status_code == 200
    assert (await verify(client, await challenge(client), code)).status_code == 401
    assert (await verify(client, await challenge(client), phone.next_code())).status_code == 200


@pytest.mark.backends("sqlite")
async def test_the_code_that_confirmed_the_set_up_is_used_too(
    client: httpx.AsyncClient, ann: User, clock: FakeClock
) -> None:
    phone, _, _ = await enable(client, clock)
    assert (await verify(client, await challenge(client), phone.code())).status_code == 401


async def test_each_recovery_code_works_once(client: httpx.AsyncClient, ann: User, clock: FakeClock) -> None:
    _, codes, _ = await enable(client, clock)
    assert len(set(codes)) == 8
    assert all(len(code.replace("-", "")) == 26 for code in codes), "128 bits in base32"
    assert (await verify(client, await challenge(client), codes[0].upper(), "recovery")).status_code == 200
    assert (await verify(client, await challenge(client), codes[0], "recovery")).status_code == 401
    assert (await verify(client, await challenge(client), codes[1], "recovery")).status_code == 200


@pytest.mark.backends("sqlite")
async def test_five_wrong_codes_end_the_pending_sign_in(client: httpx.AsyncClient, ann: User, clock: FakeClock) -> None:
    phone, _, _ = await enable(client, clock)
    open_challenge = await challenge(client)
    answers = []
    for _ in range(5):
        answers.append((await verify(client, open_challenge, "000000")).json()["code"])
        clock.advance(seconds=20)  # wrong codes wait, like wrong passwords
    assert answers == ["auth.second_factor_failed"] * 4 + ["auth.challenge_over"]
    assert (await verify(client, open_challenge, phone.next_code())).json()["code"] == "auth.challenge_over"


@pytest.mark.backends("sqlite")
async def test_guessing_codes_is_slowed_down_however_often_the_password_is_given(
    client: httpx.AsyncClient, ann: User, clock: FakeClock
) -> None:
    await enable(client, clock)
    statuses = []
    for _ in range(4):
        answer = await client.post(LOGIN, json={"login": "ann", "password": PASSWORD})
        statuses.append(answer.status_code)
        if answer.status_code == 200:
            statuses.append((await verify(client, answer.json()["challenge"], "000000")).status_code)
    assert statuses[-1] == 429


@pytest.mark.backends("sqlite")
async def test_a_pending_sign_in_lasts_five_minutes(client: httpx.AsyncClient, ann: User, clock: FakeClock) -> None:
    phone, _, _ = await enable(client, clock)
    open_challenge = await challenge(client)
    clock.advance(minutes=5)
    assert (await verify(client, open_challenge, phone.code())).json()["code"] == "auth.challenge_over"


@pytest.mark.backends("sqlite")
async def test_a_pending_sign_in_is_bound_to_its_address(
    client: httpx.AsyncClient, ann: User, clock: FakeClock, uow: UnitOfWork
) -> None:
    phone, _, _ = await enable(client, clock)
    open_challenge = await challenge(client)
    await uow.session.execute(PendingLogin.__table__.update().values(address="203.0.113.7"))
    assert (await verify(client, open_challenge, phone.next_code())).json()["code"] == "auth.challenge_over"


@pytest.mark.backends("sqlite")
async def test_set_up_and_switching_off_ask_for_the_password(
    client: httpx.AsyncClient, ann: User, clock: FakeClock
) -> None:
    phone, _, pair = await enable(client, clock)
    headers = bearer(pair["access_token"])
    again = await client.post("/api/v1/users/me/2fa/setup", json={"password": PASSWORD}, headers=headers)
    assert (again.status_code, again.json()["code"]) == (409, "auth.second_factor_on")
    address = "/api/v1/users/me/2fa/disable"
    wrong = await client.post(address, json={"password": "wrong", "code": phone.next_code()}, headers=headers)
    assert wrong.json()["code"] == "auth.wrong_password"
    wrong = await client.post(address, json={"password": PASSWORD, "code": "000000"}, headers=headers)
    assert wrong.json()["code"] == "auth.second_factor_failed"
    right = await client.post(address, json={"password": PASSWORD, "code": phone.next_code()}, headers=headers)
    assert right.json()["enabled"] is False
    assert "access_token" in await tokens(client)


@pytest.mark.backends("sqlite")
async def test_secrets_lie_encrypted_and_codes_hashed(
    client: httpx.AsyncClient, ann: User, clock: FakeClock, uow: UnitOfWork
) -> None:
    from gotrs_api.identity.models import RecoveryCode, TotpSecret

    phone, codes, _ = await enable(client, clock)
    (stored,) = (await uow.session.execute(TotpSecret.__table__.select())).all()
    assert stored.secret_encrypted.startswith("enc1:")
    assert phone._totp.secret not in stored.secret_encrypted
    hashes = {row.code_hash for row in await uow.session.execute(RecoveryCode.__table__.select())}
    assert len(hashes) == 8
    assert hashes.isdisjoint(codes)


async def test_an_authenticator_set_up_in_otrs_counts(
    client: httpx.AsyncClient, factories: Factories, clock: FakeClock
) -> None:
    secret = "jbsw y3dp ehpk 3pxp"
    await factories.agent("ann", password=PASSWORD, preferences={"UserGoogleAuthenticatorSecretKey": secret})
    phone = Authenticator("JBSWY3DPEHPK3PXP", clock)
    code = phone.code()
    assert (await verify(client, await challenge(client), code)).status_code == 200
    assert (await verify(client, await challenge(client), code)).status_code == 401, "even though OTRS would take it"
    assert (await verify(client, await challenge(client), phone.next_code())).status_code == 200


@pytest.mark.backends("sqlite")
async def test_where_it_is_demanded_an_account_must_set_it_up_before_anything_else(
    client: httpx.AsyncClient, factories: Factories, clock: FakeClock
) -> None:
    await factories.setting(settings.SECOND_FACTOR_GROUPS, ["admin"])
    await factories.agent("boss", admin=True, password=PASSWORD)
    await factories.agent("ann", password=PASSWORD)
    assert "access_token" in await tokens(client, "ann")
    answer = (await client.post(LOGIN, json={"login": "boss", "password": PASSWORD})).json()
    assert answer["must_enrol"] is True
    assert "access_token" not in answer
    setup = await client.post("/api/v1/auth/mfa/enrol", json={"challenge": answer["challenge"]})
    phone = Authenticator(setup.json()["secret"], clock)
    pair = (await verify(client, answer["challenge"], phone.code())).json()
    assert await status_of(client, pair["access_token"]) == 200
    off = await client.post(
        "/api/v1/users/me/2fa/disable",
        json={"password": PASSWORD, "code": phone.next_code()},
        headers=bearer(pair["access_token"]),
    )
    assert off.json()["code"] == "auth.second_factor_required"
    assert (
        await client.post("/api/v1/auth/mfa/enrol", json={"challenge": await challenge(client, "boss")})
    ).status_code == 401
