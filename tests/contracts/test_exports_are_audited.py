"""Whoever takes something along as a file stands in the audit log, whichever way it was taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import httpx
import pytest
from sqlalchemy import func, select

from gotrs_api.generic_interface.models import WebserviceConfig
from gotrs_api.identity.models import AuditEntry
from gotrs_api.uow import UnitOfWork
from tests.contracts.route_rules import api_routes
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")
# What each export asks for; a route that is not here fails the test.
EXPORTS: Final[Mapping[str, Mapping[str, Any]]] = {
    "/api/v1/admin/audit/export": {"format": "csv"},
    "/api/v1/admin/relations/{relation}/export": {"form": "csv"},
    "/api/v1/admin/transfer/{kind}/export": {"form": "csv"},
    "/api/v1/admin/reports/export": {"report": "users", "format": "xlsx"},
    "/api/v1/customer-users/{customer_user_id}/export": {},
    "/api/v1/statistics/export": {"type": "queues", "format": "csv"},
    "/api/v1/translations/export": {"language": "de", "form": "yaml"},
    "/api/v1/web-services/{webservice_id}/export": {},
    "/api/v1/admin/system/support-bundle": {},
}
PAGES: Final = (
    "/admin/audit-log/export",
    "/admin/relation-files/agents-groups/yaml",
    "/admin/system/support-bundle",
    "/admin/transfer/desk/yaml",
    "/admin/transfer/queues/yaml",
    "/admin/translations/files/de.yaml",
)


def test_every_export_is_tried() -> None:
    found = {one.path for one in api_routes() if one.path.endswith("/export") and "GET" in (one.methods or ())}
    assert found - EXPORTS.keys() == set()


@pytest.mark.principal("admin")
@pytest.mark.parametrize("path", EXPORTS)
async def test_an_export_by_the_api_is_in_the_log(
    client: httpx.AsyncClient, uow: UnitOfWork, factories: Factories, path: str
) -> None:
    customer = await factories.customer_user("jane")
    service = WebserviceConfig(
        name="Shop", config="---\nDebugger: {}\n", valid_id=1,
        create_time=uow.clock.now(), create_by=1, change_time=uow.clock.now(), change_by=1,
    )  # fmt: skip
    uow.session.add(service)
    await uow.session.flush()
    filled = path.format(
        relation="agents-groups", kind="queues", customer_user_id=customer.id, webservice_id=service.id
    )
    before = await entries(uow)
    answer = await client.get(filled, params=EXPORTS[path])
    assert answer.status_code == 200, answer.text
    assert await entries(uow) == before + 1


@pytest.mark.parametrize("page", PAGES)
async def test_an_export_by_a_page_is_in_the_log(
    web: WebBrowser, uow: UnitOfWork, factories: Factories, page: str
) -> None:
    await factories.agent("mira", password=PASSWORD, admin=True)
    await web.sign_in("mira")
    before = await entries(uow)
    answer = await web.client.get(page)
    assert answer.status_code == 200, answer.text[:300]
    assert await entries(uow) == before + 1


async def entries(uow: UnitOfWork) -> int:
    await uow.settle()
    return await uow.session.scalar(select(func.count()).select_from(AuditEntry)) or 0
