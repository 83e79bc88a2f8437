"""Signing in by the header of a proxy: only of a trusted one, and only if it says one thing."""

from __future__ import annotations

import httpx
import pytest
from sqlalchemy import select

from gotrs_api.identity.models import AuditEntry, SignInSession, User
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.schemas.providers import ProviderCreate
from gotrs_api.identity.service import providers
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.uow import UnitOfWork
from tests.support.factories import Factories

pytestmark = pytest.mark.backends("sqlite")
ROOT = Principal.system("test")
START = "/auth/header/proxy/start"
OLGA = {"X-Remote-User": "EXAMPLE\\olga", "X-Remote-Mail": "olga@example.org", "X-Remote-Groups": "staff, others"}


async def add(uow: UnitOfWork, trusted: str = "127.0.0.0/8", **config: object) -> None:
    values = {"trusted": [trusted], "strip_domain": True, "email_header": "X-Remote-Mail", **config}
    command = {"name": "proxy", "label": "Intranet", "type": "header", "customers": True, "config": values}
    await providers.create_provider(uow, ROOT, ProviderCreate.model_validate(command))


async def users_of_sessions(uow: UnitOfWork) -> list[str | None]:
    rows = await uow.session.scalars(select(SignInSession))
    return [one.customer_login or str(one.user_id) for one in rows]


async def test_whom_the_proxy_names_is_signed_in_without_a_page(web_client: httpx.AsyncClient, uow: UnitOfWork) -> None:
    await add(uow, groups_header="X-Remote-Groups", required_groups=["staff"])
    page = await web_client.get("/auth/login?next=/agent/tickets", headers=OLGA)
    assert page.headers["location"] == f"{START}?next=%2Fagent%2Ftickets"
    entered = await web_client.get(page.headers["location"], headers=OLGA)
    assert entered.headers["location"] == "/agent/tickets"
    olga = await uow.session.scalar(select(User).where(User.login == "olga"))
    assert olga is not None
    assert await users_of_sessions(uow) == [str(olga.id)]
    web_client.cookies.clear()
    entered = await web_client.get(f"{START}?customer=true", headers=OLGA)
    assert entered.headers["location"] == "/customer/"


@pytest.mark.parametrize(
    ("trusted", "headers"),
    [
        ("192.0.2.1", list(OLGA.items())),
        ("192.0.2.1", [*OLGA.items(), ("X-Forwarded-For", "192.0.2.1")]),
        ("127.0.0.1", [*OLGA.items(), ("X-Remote-User", "root@localhost")]),
        ("127.0.0.1", [("X-Remote-User", "")]),
        ("127.0.0.1", []),
    ],
    ids=["from elsewhere", "forwarded", "twice", "empty", "missing"],
)
async def test_anything_else_signs_nobody_in(
    web_client: httpx.AsyncClient, uow: UnitOfWork, trusted: str, headers: list[tuple[str, str]]
) -> None:
    await add(uow, trusted)
    assert (await web_client.get(START, headers=headers)).status_code == 401
    assert await users_of_sessions(uow) == []
    await uow.settle()
    assert await uow.session.scalar(select(AuditEntry.id).where(AuditEntry.action == "sign_in.failed"))


async def test_the_page_is_shown_to_who_comes_past_the_proxy(web_client: httpx.AsyncClient, uow: UnitOfWork) -> None:
    await add(uow, "192.0.2.1")
    assert (await web_client.get("/auth/login", headers=OLGA)).status_code == 200


async def test_a_second_factor_is_still_asked_for(
    web_client: httpx.AsyncClient, uow: UnitOfWork, factories: Factories
) -> None:
    await factories.agent("olga", preferences={"UserGoogleAuthenticatorSecretKey": "JBSWY3DPEHPK3PXP"})
    await add(uow)
    entered = await web_client.get(START, headers=OLGA)
    assert entered.headers["location"].startswith("/auth/second-step")
    assert await users_of_sessions(uow) == []


@pytest.mark.parametrize("trusted", ["0.0.0.0/0", "::/0", "proxy.example"])
async def test_not_everybody_can_be_trusted(uow: UnitOfWork, trusted: str) -> None:
    with pytest.raises(InvalidInput):
        await add(uow, trusted)
