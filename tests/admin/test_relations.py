"""Relations between two kinds of entries: pages of cells, and what may be written."""

from __future__ import annotations

import httpx
import pytest
from sqlalchemy import select

from gotrs_api.admin.relations import service
from gotrs_api.admin.relations.relation import RELATIONS
from gotrs_api.admin.relations.schemas import CellSet
from gotrs_api.catalog.errors import UnknownReference
from gotrs_api.identity.models import GroupCustomer, GroupUser
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.service import agents
from gotrs_api.kernel.errors import Forbidden
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.uow import UnitOfWork
from tests.support.factories import Factories

AGENTS_GROUPS = RELATIONS["agents-groups"]


@pytest.fixture
async def admin(factories: Factories) -> Principal:
    return await factories.principal(await factories.agent("mira", admin=True))


async def test_a_long_side_comes_in_pages(uow: UnitOfWork, admin: Principal, factories: Factories) -> None:
    made = [(await factories.group(f"net {number}")).name for number in range(5)]
    seen: list[str] = []
    page = await service.list_axis(uow, admin, AGENTS_GROUPS, 1, PageRequest(2, include_total=True), text="NET")
    assert page.total == 5
    while True:
        seen += [entry.name for entry in page.rows]
        if page.after is None:
            break
        page = await service.list_axis(uow, admin, AGENTS_GROUPS, 1, PageRequest(2, page.after), text="NET")
    assert seen == made
    page = await service.list_axis(uow, admin, AGENTS_GROUPS, 1, PageRequest(2, before=page.before), text="NET")
    assert [entry.name for entry in page.rows] == made[2:4]


async def test_all_rights_are_one_row(uow: UnitOfWork, admin: Principal, factories: Factories) -> None:
    group, rosa = await factories.group(), await factories.agent("rosa")
    cell = CellSet(key=str(group.id), marks=("ro", "rw"))
    await service.set_cells(uow, admin, AGENTS_GROUPS, 0, str(rosa.id), [cell])
    keys = await uow.session.scalars(select(GroupUser.permission_key).where(GroupUser.user_id == rosa.id))
    assert list(keys) == ["rw"]


async def test_only_what_is_assigned(uow: UnitOfWork, admin: Principal, factories: Factories) -> None:
    groups = [await factories.group() for _ in range(3)]
    rosa = await factories.agent("rosa", rights={groups[1]: "ro note"})
    page = await service.list_cells(uow, admin, AGENTS_GROUPS, 0, str(rosa.id), PageRequest(), only_assigned=True)
    assert [(cell.name, cell.marks) for cell in page.rows] == [(groups[1].name, ("ro", "note"))]


async def test_companies_have_rights_in_two_contexts(uow: UnitOfWork, admin: Principal, factories: Factories) -> None:
    relation, company, group = RELATIONS["customer-companies-groups"], await factories.customer_company(), 1
    cell = CellSet(key=str(group), marks=("ro", "other-ro", "other-rw"))
    await service.set_cells(uow, admin, relation, 0, company.customer_id, [cell])
    rows = await uow.session.execute(
        select(GroupCustomer.permission_key, GroupCustomer.permission_context).where(
            GroupCustomer.customer_id == company.customer_id
        )
    )
    assert sorted(map(tuple, rows)) == [("ro", "Ticket::CustomerID::Same"), ("rw", "Ticket::CustomerID::Other")]
    (read,) = (
        await service.list_cells(uow, admin, relation, 0, company.customer_id, PageRequest(), only_assigned=True)
    ).rows
    assert read.marks == ("ro", "other-rw")


@pytest.mark.parametrize("cell", [CellSet(key="99999", marks=("ro",)), CellSet(key="1", marks=("fly",))])
async def test_what_there_is_not_is_refused(
    uow: UnitOfWork, admin: Principal, factories: Factories, cell: CellSet
) -> None:
    rosa = await factories.agent("rosa")
    with pytest.raises(UnknownReference):
        await service.set_cells(uow, admin, AGENTS_GROUPS, 0, str(rosa.id), [cell])


async def test_only_administrators_may(uow: UnitOfWork, factories: Factories) -> None:
    rosa = await factories.principal(await factories.agent("rosa"))
    with pytest.raises(Forbidden):
        await service.list_axis(uow, rosa, AGENTS_GROUPS, 0, PageRequest())


async def test_agents_come_in_pages_too(uow: UnitOfWork, admin: Principal, factories: Factories) -> None:
    for number in range(3):
        await factories.agent(f"net{number}", valid=number != 1, preferences={"UserEmail": f"n{number}@vpn.example"})
    found, total = await agents.page_of_agents(uow, admin, text="VPN", valid=True, page=2, size=1)
    assert ([one.login for one in found], total) == (["net2"], 2)


@pytest.mark.principal("admin")
async def test_groups_of_customers_have_addresses_of_their_own(client: httpx.AsyncClient, factories: Factories) -> None:
    jane = await factories.customer_user("jane", company=await factories.customer_company("acme"))
    for address, marks in (
        (f"/api/v1/customer-users/{jane.id}/groups", ["ro"]),
        ("/api/v1/customer-companies/acme/groups", ["rw"]),
    ):
        changed = await client.patch(address, json={"cells": [{"key": "1", "marks": marks}]})
        assert changed.status_code == 204, changed.text
        (cell,) = (await client.get(address)).json()["data"]
        assert (cell["key"], cell["marks"]) == ("1", marks)
        await client.patch(address, json={"cells": [{"key": "1", "marks": []}]})
        assert (await client.get(address)).json()["data"] == []


@pytest.mark.principal("admin")
@pytest.mark.parametrize("form", ["yaml", "csv"])
async def test_a_file_of_ties_goes_out_and_comes_back_through_the_api(
    client: httpx.AsyncClient, factories: Factories, form: str
) -> None:
    base = "/api/v1/admin/relations/agents-groups"
    group = await factories.group("night")
    await factories.agent("rosa", rights={group: "ro note"})
    out = await client.get(f"{base}/export", params={"form": form})
    assert out.headers["Content-Disposition"] == f'attachment; filename="agents-groups.{form}"'
    assert "rosa" in out.text

    async def send(content: str, **more: object) -> httpx.Response:
        return await client.post(f"{base}/import", json={"content": content, "form": form, **more})

    assert {row["outcome"] for row in (await send(out.text)).json()["rows"]} == {"as it is"}
    taken, more = {
        "yaml": ("- {agents: rosa, groups: night, marks: []}\n", "- {agents: rosa, groups: stats, marks: [ro]}\n"),
        "csv": ("agents,groups,marks\nrosa,night,\n", "rosa,stats,ro\n"),
    }[form]
    looked = (await send(taken + more, preview=True)).json()
    assert (looked["written"], [row["outcome"] for row in looked["rows"]]) == (False, ["taken away", "new"])
    assert (await client.get(f"{base}/export", params={"form": form})).text == out.text
    wrong = await send(taken + more.replace("stats", "nowhere"))
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/content/1")
    assert (await client.get(f"{base}/export", params={"form": form})).text == out.text
    assert (await send(taken + more)).json()["written"]
    again = (await client.get(f"{base}/export", params={"form": form})).text
    assert "night" not in again
    assert again != out.text


@pytest.mark.principal("admin")
@pytest.mark.backends("sqlite")
@pytest.mark.parametrize(
    "content",
    [
        "", "- 1", "{", "- {agents: a}", "- {agents: a, agents: b, groups: c, marks: ro}",
        "- {agents: &a [x, x], groups: [*a, *a], marks: c}", "[" * 100, "- !!python/name:os.system {}", "9" * 5000,
    ],
)  # fmt: skip
async def test_a_file_that_makes_no_sense_is_refused(client: httpx.AsyncClient, content: str) -> None:
    answer = await client.post("/api/v1/admin/relations/agents-groups/import", json={"content": content})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/content")


@pytest.mark.principal("admin")
@pytest.mark.backends("sqlite")
async def test_the_last_administrator_is_not_taken_away_by_a_file(client: httpx.AsyncClient) -> None:
    base = "/api/v1/admin/relations/agents-groups"
    rows = [line for line in (await client.get(f"{base}/export?form=csv")).text.splitlines() if ",admin," in line]
    gone = "\n".join(["agents,groups,marks", *(line.rpartition(",")[0] + "," for line in rows)])
    answer = await client.post(f"{base}/import", json={"form": "csv", "content": gone})
    assert (answer.status_code, answer.json()["code"]) == (409, "users.last_administrator")
    assert (await client.get("/api/v1/admin/relations/unheard-of/export")).status_code == 404
