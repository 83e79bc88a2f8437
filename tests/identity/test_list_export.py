"""Any list as CSV or XLSX: all rows, not a page; by the list's own filters, rights and refusals."""

from __future__ import annotations

import csv
import io

import httpx
import pytest

from gotrs_api.identity import list_export
from gotrs_api.identity.list_export import CSV, XLSX
from gotrs_api.kernel.spreadsheets import read_sheet
from tests.support.factories import Factories

pytestmark = pytest.mark.backends("sqlite")


def rows(answer: httpx.Response) -> list[list[str]]:
    assert answer.status_code == 200, answer.text
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.principal("admin")
async def test_all_rows_come_not_a_page(
    client: httpx.AsyncClient, factories: Factories, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_export, "MAX_LIMIT", 5)
    for number in range(12):
        await factories.customer_company(f"C{number:04}", name=f"=1+{number}")
    head, *found = rows(
        await client.get("/api/v1/customer-companies?limit=3&sort=customer_id", headers={"Accept": CSV})
    )
    ids = [row[head.index("customer_id")] for row in found]
    assert ids[:2] == ["C0000", "C0001"]
    assert len(ids) == len(set(ids)) >= 12
    assert found[0][head.index("name")] == "'=1+0", "a cell is no formula"
    chosen = rows(
        await client.get("/api/v1/customer-companies?fields=name,customer_id&q=C0007", headers={"Accept": CSV})
    )
    assert chosen == [["name", "customer_id"], ["'=1+7", "C0007"]]
    logged = (await client.get("/api/v1/admin/audit/logs", params={"action": "list.exported"})).json()["data"]
    assert [entry["object_id"] for entry in logged] == ["/api/v1/customer-companies"] * 2


@pytest.mark.principal("admin")
async def test_lists_of_every_kind_and_form(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/v1/queues", headers={"Accept": XLSX})
    assert answer.headers["content-disposition"] == 'attachment; filename="queues.xlsx"'
    head, *found = read_sheet(answer.content)
    assert "Raw" in {row[head.index("name")] for row in found}
    assert rows(await client.get("/api/v1/state-types", headers={"Accept": CSV}))[0][:2] == ["id", "name"]
    assert rows(await client.get("/api/v1/admin/audit/logs?fields=id,action", headers={"Accept": CSV}))[0] == [
        "id",
        "action",
    ]
    for wrong in ("fields=nonsense", "no_such_filter=1"):
        refused = await client.get(f"/api/v1/queues?{wrong}", headers={"Accept": CSV})
        assert (refused.status_code, refused.json()["code"]) == (422, "invalid")


@pytest.mark.principal("agent")
async def test_who_may_not_see_the_list_gets_no_file(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/v1/admin/audit/logs", headers={"Accept": CSV})).status_code == 403
