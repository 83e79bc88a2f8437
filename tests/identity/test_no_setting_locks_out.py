"""Whatever an administrator may set, an administrator comes in again: at the desk's own door, to take it back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from gotrs_api.admin.configuration import service as configuration
from gotrs_api.admin.maintenance import service as maintenance
from gotrs_api.admin.maintenance.schemas import MaintenanceCreate
from gotrs_api.identity.principal import Principal
from gotrs_api.sysconfig import settings
from gotrs_api.sysconfig.setting import Setting
from gotrs_api.uow import UnitOfWork
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")
SYSTEM = Principal.system("test")
HIDES = dict.fromkeys(("synthwave", "classic", "seventies", "nineties"), "html, body, form { display: none }")


@pytest.mark.parametrize(
    ("setting", "value", "inside"),
    [
        (settings.FQDN, "nowhere.example", "/agent/"),
        (settings.HTTP_TYPE, "https", "/agent/"),
        (settings.SCRIPT_ALIAS, "elsewhere/", "/agent/"),
        (settings.AGENT_SESSION_LIMIT, 1, "/agent/"),
        (settings.AGENT_SESSION_PER_USER_LIMIT, 1, "/agent/"),
        (settings.AGENT_SESSION_MAX_TIME_S, 300, "/agent/"),
        (settings.AGENT_SESSION_MAX_IDLE_S, 300, "/agent/"),
        (settings.AGENT_CRYPT_TYPE, "md5", "/agent/"),
        (settings.AGENT_PASSWORD_POLICY, {"PasswordMinSize": "64", "PasswordMaxLoginFailed": "1"}, "/agent/"),
        (settings.THEME_STYLESHEETS, HIDES, "/agent/"),
        (settings.SECOND_FACTOR_GROUPS, ["admin", "users"], "/auth/enrolment"),
    ],
    ids=lambda value: value.name if isinstance(value, Setting) else "",
)
async def test_an_administrator_comes_in(
    web: WebBrowser, factories: Factories, uow: UnitOfWork, setting: Setting[Any], value: Any, inside: str
) -> None:
    await factories.agent("nora", password=PASSWORD)
    await web.sign_in("nora")  # whose session is there already
    web.client.cookies.clear()
    await factories.agent("mira", password=PASSWORD, admin=True)
    await configuration.change_setting(uow, SYSTEM, setting.name, value)
    await uow.session.flush()
    assert (await web.sign_in("mira")).location.startswith(inside)
    if inside == "/agent/":
        assert (await web.get(f"/admin/settings/{setting.name.replace('#', '%23')}")).status == 200


async def test_also_while_a_maintenance_without_end_exempts_nobody(
    web: WebBrowser, factories: Factories, uow: UnitOfWork
) -> None:
    await factories.agent("mira", password=PASSWORD, admin=True)
    now = uow.clock.now()
    period = {"comment": "For good", "start": now - timedelta(days=1), "stop": now + timedelta(days=3000)}
    made = await maintenance.create_maintenance(uow, SYSTEM, MaintenanceCreate.model_validate(period))
    await uow.session.flush()
    assert (await web.sign_in("mira")).location == "/agent/"
    assert (await web.get(f"/admin/maintenance/{made.id}")).status == 200
