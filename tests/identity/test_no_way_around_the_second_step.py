"""No way leads to a session or a token before the second factor is done."""

from __future__ import annotations

import ast
import gc
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from gotrs_api.customers.models import CustomerPreference
from gotrs_api.identity.models import ApiToken, RefreshToken, SignInSession
from gotrs_api.uow import UnitOfWork
from tests.contracts.route_rules import api_routes
from tests.support.factories import PASSWORD, Factories

SOURCE = Path(__file__).resolve().parents[2] / "src"

# Who may call what makes a credential, or the proof that one is made of. Whoever adds a line has to show, below or in
# a test of its own, that the second step cannot be left out.
MAKERS = {
    "SignedIn": {"gotrs_api/identity/service/sign_in.py"},
    "complete": {"gotrs_api/identity/service/sign_in.py", "gotrs_api/identity/service/second_step.py"},
    # A passkey that verified its user is two factors at once.
    "sign_in.complete": {"gotrs_api/identity/service/passkeys.py"},
    "refresh.issue": {"gotrs_api/identity/routes/auth.py"},
    "sessions.create": {"gotrs_web/auth/session_cookies.py"},
    "open_session": {
        "gotrs_web/auth/routes.py",
        "gotrs_web/auth/second_step.py",
        "gotrs_web/auth/federation.py",
        "gotrs_web/auth/passkeys.py",
    },
    "access_tokens.issue": {"gotrs_api/identity/service/refresh.py"},
    "tokens.create": {"gotrs_api/identity/routes/tokens.py", "gotrs_web/own_security/access.py"},
    "insert(SignInSession)": {"gotrs_api/identity/service/sessions.py"},
    "insert(RefreshToken)": {"gotrs_api/identity/service/refresh.py"},
    "insert(ApiToken)": {"gotrs_api/identity/service/tokens.py"},
}
# Public routes that change something: each must be tried below.
TRIED = {
    "/api/v1/auth/login",
    "/api/v1/auth/mfa/verify",
    "/api/v1/auth/mfa/enrol",
    "/api/v1/auth/refresh",
    "/api/v1/auth/logout",
    "/api/v1/auth/webauthn/options",
    "/api/v1/auth/webauthn/verify",
    "/api/v1/auth/password/forgot",
    "/api/v1/auth/password/reset",
    "/api/v1/auth/register",
    "/api/v1/auth/register/confirm",
}


@cache
def calls() -> list[tuple[str, ast.Call]]:
    """Every call in the sources, with its file. Parsed once, without the collector: on Python 3.11 a greenlet that it
    frees in the middle makes the parser lose count of its depth."""
    gc.disable()
    try:
        return [
            (path.relative_to(SOURCE).as_posix(), node)
            for path in SOURCE.rglob("*.py")
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Call)
        ]
    finally:
        gc.enable()


def callers(maker: str) -> Iterator[str]:
    return (path for path, node in calls() if _is(node, maker))


def _is(node: ast.Call, maker: str) -> bool:
    called = ast.unparse(node.func)
    return called == maker or (ast.unparse(node).startswith(maker) and "(" in maker)


@pytest.mark.parametrize("maker", MAKERS)
def test_credentials_are_made_in_few_places(maker: str) -> None:
    made_by = {path for path in callers(maker) if path.startswith(("gotrs_api/identity/", "gotrs_web/"))}
    assert made_by - MAKERS[maker] == set()


def test_every_public_route_that_changes_something_is_tried() -> None:
    changing = {
        route.path for route in api_routes() if route.rule.public and (route.methods or set()) - {"GET", "HEAD"}
    }
    assert {path for path in changing if "genericinterface" not in path} == TRIED


async def with_authenticator(factories: Factories, uow: UnitOfWork, kind: str) -> None:
    secret = {"UserGoogleAuthenticatorSecretKey": "JBSWY3DPEHPK3PXP"}
    if kind == "agent":
        await factories.agent("ann", admin=True, password=PASSWORD, preferences=secret)
        return
    await factories.customer_user("ann", password=PASSWORD)
    for key, value in secret.items():
        uow.session.add(CustomerPreference(user_id="ann", preferences_key=key, preferences_value=value))
    await uow.session.flush()


@pytest.mark.parametrize("kind", ["agent", "customer"])
@pytest.mark.backends("sqlite")
async def test_a_right_password_alone_opens_nothing(
    client: httpx.AsyncClient, factories: Factories, uow: UnitOfWork, kind: str
) -> None:
    await with_authenticator(factories, uow, kind)
    login = {"login": "ann", "password": PASSWORD, "kind": kind}
    challenge = (await client.post("/api/v1/auth/login", json=login)).json()["challenge"]
    tries: list[tuple[str, dict[str, Any]]] = [
        ("/api/v1/auth/login", login),
        ("/api/v1/auth/login", {**login, "challenge": challenge}),
        ("/api/v1/auth/mfa/verify", {"challenge": challenge, "method": "totp", "code": ""}),
        ("/api/v1/auth/mfa/verify", {"challenge": challenge, "method": "recovery", "code": ""}),
        ("/api/v1/auth/mfa/verify", {"challenge": challenge, "method": "webauthn", "code": "1"}),
        ("/api/v1/auth/mfa/verify", {"challenge": "", "method": "totp", "code": "000000"}),
        ("/api/v1/auth/mfa/enrol", {"challenge": challenge}),
        ("/api/v1/auth/mfa/verify", {"challenge": challenge, "method": "webauthn", "assertion": {"rawId": "AA"}}),
        ("/api/v1/auth/webauthn/options", {"challenge": challenge}),
        ("/api/v1/auth/webauthn/verify", {"assertion": {"challenge": challenge, "rawId": "AA"}}),
        ("/api/v1/auth/refresh", {"refresh_token": challenge}),
        ("/api/v1/auth/logout", {"refresh_token": challenge}),
        ("/api/v1/auth/password/forgot", {"login": "ann", "kind": kind}),
        ("/api/v1/auth/register", {"email": "ann@desk.example", "first_name": "A", "last_name": "B"}),
        ("/api/v1/auth/register/confirm", {"token": challenge, "password": "Another one 1"}),
        ("/api/v1/auth/password/reset", {"token": challenge, "password": "Another one 1"}),
    ]
    assert {path for path, _ in tries} == TRIED
    for path, body in tries:
        answer = await client.post(path, json=body)
        assert "access_token" not in answer.text
        assert "secret" not in answer.text or answer.status_code >= 400
        assert "set-cookie" not in answer.headers
    for credential in (challenge, f"gf_{challenge}"):
        answer = await client.get("/api/v1/users/me", headers={"Authorization": f"Bearer {credential}"})
        assert answer.status_code == 401
    assert await credentials(uow) == 0


@pytest.mark.parametrize("kind", ["agent", "customer"])
@pytest.mark.backends("sqlite")
async def test_a_right_password_alone_opens_no_web_service(
    client: httpx.AsyncClient, factories: Factories, uow: UnitOfWork, kind: str
) -> None:
    await with_authenticator(factories, uow, kind)
    login = "UserLogin" if kind == "agent" else "CustomerUserLogin"
    for route in ("Session", "TicketSearch"):
        address = f"/otrs/nph-genericinterface.pl/Webservice/GenericTicketConnectorREST/{route}"
        answer = await client.post(address, json={login: "ann", "Password": PASSWORD})
        assert answer.json()["Error"]["ErrorCode"].endswith(".AuthFail")
    assert await credentials(uow) == 0


@pytest.mark.parametrize("kind", ["agent", "customer"])
@pytest.mark.backends("sqlite")
async def test_a_right_password_alone_opens_no_page(
    web_client: httpx.AsyncClient, factories: Factories, uow: UnitOfWork, kind: str
) -> None:
    await with_authenticator(factories, uow, kind)
    door = "/auth/login" if kind == "agent" else "/auth/customer/login"
    step = door.replace("login", "second-step")
    form = {"login": "ann", "password": PASSWORD, "csrf_token": csrf_token(await web_client.get(door))}
    entered = await web_client.post(door, data=form)
    assert (entered.status_code, entered.headers["location"]) == (303, step)
    wrong = {"code": "", "csrf_token": csrf_token(await web_client.get(step))}
    for address in (step, f"{step}?recovery=1", door.replace("login", "enrolment")):
        assert (await web_client.post(address, data=wrong)).status_code in (303, 401)
    assert not [name for name in web_client.cookies if name.endswith(("gotrs_agent", "gotrs_customer"))]
    assert await credentials(uow) == 0


def csrf_token(page: httpx.Response) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
    assert found is not None, page.text
    return found[1]


async def credentials(uow: UnitOfWork) -> int:
    """How many sessions and tokens there are."""
    tables = (SignInSession, RefreshToken, ApiToken)
    return sum([await uow.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables])
