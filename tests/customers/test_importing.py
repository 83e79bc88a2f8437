"""Importing customers: what a check finds, what the job writes, and that a row is written once."""

from __future__ import annotations

import pytest

from gotrs_api.admin.service import background
from gotrs_api.customers import service as customers
from gotrs_api.customers.importing import service
from gotrs_api.customers.importing.schemas import CustomerImport
from gotrs_api.identity.principal import Principal
from gotrs_api.uow import Site
from tests.support.factories import Factories
from tests.support.jobs import drain

PAUL = {"login": "paul", "email": "paul@acme.example", "first_name": "Paul", "last_name": "Reed", "city": "Oslo"}
ROSA = {"email": "rosa@acme.example", "first_name": "Rosa", "last_name": "Lind"}


@pytest.fixture
async def admin(factories: Factories) -> Principal:
    return await factories.principal(await factories.agent("mira", admin=True))


async def test_a_check_names_what_is_wrong_with_which_row(site: Site, admin: Principal, factories: Factories) -> None:
    await factories.customer_user("there", email="there@acme.example")
    rows = (
        PAUL,
        {**PAUL, "email": "other@acme.example"},
        {**ROSA, "email": "there@acme.example"},
        {"email": "", "first_name": "Nobody", "last_name": "Here"},
        {**ROSA, "moon": "full"},
        {**ROSA, "login": "There"},
    )
    async with site.read() as read:
        report = await service.check_import(read, admin, CustomerImport(kind="customer_users", rows=rows))
    assert report.created == 1
    assert sorted((one.row, one.field) for one in report.errors) == [
        (2, "login"), (3, "email"), (4, "email"), (5, "moon"), (6, "email"), (6, "login"),
    ]  # fmt: skip


async def test_a_job_makes_changes_and_reports(site: Site, admin: Principal, factories: Factories) -> None:
    there = await factories.customer_user("there", email="there@acme.example")
    rows = (PAUL, {"login": "THERE", "city": "Bergen"}, {**ROSA, "email": "paul@acme.example"}, ROSA)
    command = CustomerImport(kind="customer_users", rows=rows, update_existing=True)
    async with site.uow(acting_id=int(admin.user_id or 1)) as uow:
        job_id = await service.start_import(uow, admin, command)
    await drain(site)
    async with site.read() as read:
        job = await background.read_job(read, admin, job_id)
        assert (await customers.read_customer_user(read, admin, there.id)).city == "Bergen"
        assert await customers.find_by_login(read, "rosa@acme.example") is not None
    assert job.result is not None
    assert (job.result["created"], job.result["updated"]) == (2, 1)
    assert [(one["row"], one["field"]) for one in job.result["errors"]] == [(3, "email")]


async def test_companies_are_known_by_their_customer_id(site: Site, admin: Principal, factories: Factories) -> None:
    await factories.customer_company("acme", name="Acme")
    rows = ({"customer_id": "acme", "name": "Acme", "city": "Oslo"}, {"customer_id": "north", "name": "Northwind"})
    command = CustomerImport(kind="companies", rows=rows, update_existing=True)
    async with site.read() as read:
        report = await service.check_import(read, admin, command)
    assert (report.created, report.updated, report.errors) == (1, 1, ())
    async with site.uow(acting_id=1) as uow:
        await service.start_import(uow, admin, command)
    await drain(site)
    async with site.read() as read:
        assert (await customers.read_company(read, admin, "acme")).city == "Oslo"
        assert (await customers.read_company(read, admin, "north")).name == "Northwind"
