"""Customer users and companies by their dynamic fields: conditions, order, pages; tickets by their customer's."""

from __future__ import annotations

import httpx
import pytest

from gotrs_api.customers import service as customers
from gotrs_api.customers.schemas import CompanyUpdate, CustomerUserUpdate
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.paging import Page, PageRequest
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketFilter
from tests.dynamic_fields.conftest import COLOURS, FieldDesk

PEOPLE = {
    "anna": {"Tier": "gold", "Since": "2024-05-01", "Vip": True, "Likes": ["r", "b"]},
    "berta": {"Tier": "golf", "Since": "2023-01-31", "Vip": False, "Likes": ["g"]},
    "carla": {"Tier": "100%"},
    "dora": {},
}
FIRMS = {"acme": {"Branch": "north"}, "beta": {"Branch": "south"}, "corp": {}}


@pytest.fixture
async def full(desk: FieldDesk) -> FieldDesk:
    await desk.field("Tier", of="CustomerUser")
    await desk.field("Since", "Date", of="CustomerUser")
    await desk.field("Vip", "Checkbox", of="CustomerUser")
    await desk.field("Likes", "Multiselect", of="CustomerUser", possible_values=COLOURS)
    await desk.field("Branch", of="CustomerCompany")
    await desk.field("Room")
    for name in FIRMS.keys() - {"acme"}:
        await desk.factories.customer_company(name)
    for name, values in FIRMS.items():
        await customers.update_company(desk.uow, desk.admin, name, CompanyUpdate(dynamic_fields=values))
    for login, values in PEOPLE.items():
        row = await desk.factories.customer_user(login)
        await customers.update_customer_user(
            desk.uow, desk.admin, row.id, CustomerUserUpdate.model_validate({"dynamic_fields": values})
        )
    return desk


async def people(desk: FieldDesk, page: PageRequest | None = None, sort: str = "login", **df: str) -> Page[object]:
    tests = {name.replace("__", "."): value.split("|") for name, value in df.items()}
    return await customers.list_customer_users(  # type: ignore[return-value]
        desk.uow, desk.ann, page or PageRequest(include_total=True), df=tests, sort=sort
    )


@pytest.mark.parametrize(
    ("df", "logins"),
    [
        ({"Tier": "gold"}, "anna"),
        ({"Tier": "gold|golf"}, "anna berta"),
        ({"Tier__like": "GOL*"}, "anna berta"),
        ({"Tier__like": "*%"}, "carla"),
        ({"Tier__empty": "true"}, "dora jane"),
        ({"Tier__empty": "false", "Since__empty": "true"}, "carla"),
        ({"Since__gte": "2023-01-31", "Since__lt": "2024-05-01"}, "berta"),
        ({"Vip": "1"}, "anna"),
        ({"Likes": "b|g"}, "anna berta"),
    ],
)
async def test_people_are_found(full: FieldDesk, df: dict[str, str], logins: str) -> None:
    found = await people(full, **df)
    assert [row.login for row in found.rows] == logins.split()  # type: ignore[attr-defined]
    assert found.total == len(logins.split())


@pytest.mark.parametrize(
    ("sort", "logins"),
    [
        ("df.Tier", "dora jane carla anna berta"),
        ("-df.Tier", "berta anna carla jane dora"),
        ("df.Since", "berta anna carla dora jane"),
        ("-df.Since", "jane dora carla anna berta"),
        ("df.Vip", "carla dora jane berta anna"),
    ],
)
async def test_order_and_pages_there_and_back(full: FieldDesk, sort: str, logins: str) -> None:
    wanted, seen, page = logins.split(), [], PageRequest(limit=2)
    while True:
        found = await people(full, page, sort)
        seen.append([row.login for row in found.rows])  # type: ignore[attr-defined]
        if found.after is None:
            break
        page = PageRequest(limit=2, after=found.after)
    assert [login for logins in seen for login in logins] == wanted
    back = await people(full, PageRequest(limit=2, before=found.before), sort)
    assert [row.login for row in back.rows] == seen[-2]  # type: ignore[attr-defined]


async def test_companies_are_found_and_sorted(full: FieldDesk) -> None:
    async def ids(sort: str = "customer_id", **df: list[str]) -> list[str]:
        found = await customers.list_companies(full.uow, full.ann, PageRequest(), df=df, sort=sort)
        return [row.customer_id for row in found.rows]

    assert await ids(Branch=["south"]) == ["beta"]
    assert await ids(**{"Branch.empty": ["true"]}) == ["corp"]
    assert await ids("-df.Branch") == ["beta", "acme", "corp"]


async def test_tickets_are_found_by_what_their_customer_has(full: FieldDesk) -> None:
    await full.ticket(title="Anna's", customer_user="anna", customer_id="beta")
    await full.ticket(title="Dora's", customer_user="dora", customer_id="acme")
    await full.ticket(title="Nobody's")

    async def titles(**df: list[str]) -> set[str]:
        found = await tickets.list_tickets(full.uow, full.ann, TicketFilter.model_validate({"df": df}), PageRequest())
        return {row.title for row in found.rows}

    assert await titles(Tier=["gold"]) == {"Anna's"}
    assert await titles(Branch=["north"]) == {"Dora's"}
    assert await titles(**{"Tier.empty": ["true"]}) == {"Dora's", "Nobody's"}


@pytest.mark.backends("sqlite")
async def test_fields_of_other_things_and_customers_themselves_are_refused(full: FieldDesk) -> None:
    for df in ({"Room": ["x"]}, {"Branch": ["x"]}, {"Tier.between": ["x"]}, {"Since": ["soon"]}, {"Vip.like": ["1"]}):
        with pytest.raises(InvalidInput):
            await customers.list_customer_users(full.uow, full.ann, PageRequest(), df=df)
    with pytest.raises(InvalidInput):
        await people(full, sort="df.Room")
    with pytest.raises(InvalidInput):  # what customers have is none of theirs to ask for
        filters = TicketFilter.model_validate({"df": {"Tier": ["gold"]}})
        await tickets.list_tickets(full.uow, full.jane, filters, PageRequest())


@pytest.mark.principal("agent", rights="rw", queue="Raw")
@pytest.mark.backends("sqlite")
async def test_through_the_api(full: FieldDesk, client: httpx.AsyncClient) -> None:
    async def logins(query: str) -> list[str]:
        answer = await client.get(f"/api/v1/customer-users?{query}")
        assert answer.status_code == 200, answer.text
        return [row["login"] for row in answer.json()["data"]]

    assert await logins("df.Tier=gold&df.Tier=golf&sort=-df.Tier&limit=5") == ["berta", "anna"]
    first = (await client.get("/api/v1/customer-users?df.Tier.like=gol*&limit=1")).json()
    assert [row["login"] for row in (await client.get(first["links"]["next"])).json()["data"]] == ["berta"]
    companies = (await client.get("/api/v1/customer-companies?df.Branch=north")).json()["data"]
    assert [row["customer_id"] for row in companies] == ["acme"]
    refused = await client.get("/api/v1/customer-users?df.Nothing=1")
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "df.Nothing")
