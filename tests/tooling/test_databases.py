"""The test database machinery itself: what one test does, the next must not see."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.engine import URL

from gotrs_api.customers.models import CustomerCompany
from gotrs_api.db.database import Database
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.uow import Site, UnitOfWork


def company(name: str) -> CustomerCompany:
    return CustomerCompany(customer_id=name, name=name, valid_id=1)


async def add_company(site: Site, name: str = "kept?") -> None:
    async with site.uow() as work:
        work.session.add(company(name))


async def company_count(site: Site) -> int:
    async with site.read() as work:
        return await work.session.scalar(select(func.count()).select_from(CustomerCompany)) or 0


@pytest.mark.parametrize("turn", ["first", "second"])
async def test_each_test_starts_without_what_others_committed(site: Site, turn: str) -> None:
    assert await company_count(site) == 0
    await add_company(site)
    assert await company_count(site) == 1


async def test_a_failed_unit_of_work_leaves_nothing_within_the_same_test(site: Site) -> None:
    await add_company(site, "before")
    with pytest.raises(RuntimeError, match="changed my mind"):
        async with site.uow() as work:
            await work.session.execute(delete(CustomerCompany))
            raise RuntimeError("changed my mind")
    assert await company_count(site) == 1


async def test_requests_see_what_the_open_unit_of_work_flushed(uow: UnitOfWork, site: Site) -> None:
    uow.session.add(company("mine"))
    await uow.session.flush()
    assert await company_count(site) == 1
    await add_company(site, "theirs")
    names = await uow.session.scalars(select(CustomerCompany.name).order_by(CustomerCompany.name))
    assert list(names) == ["mine", "theirs"]


@pytest.mark.parametrize("turn", ["first", "second"])
async def test_a_committed_site_commits_and_starts_pristine(committed_site: Site, turn: str) -> None:
    assert await company_count(committed_site) == 0
    await add_company(committed_site)
    elsewhere = Database(committed_site.database.url)
    async with elsewhere.connect() as connection:
        assert await connection.scalar(select(func.count()).select_from(CustomerCompany)) == 1
    await elsewhere.close()


async def test_an_empty_database_has_no_tables(empty_url: URL) -> None:
    database = Database(empty_url)
    async with database.connect() as connection:
        names = await connection.run_sync(lambda sync: sync.dialect.get_table_names(sync))
    await database.close()
    assert names == []


@pytest.mark.backends("sqlite")
async def test_the_mark_chooses_the_backends(backend: str, site: Site, clock: FakeClock) -> None:
    assert backend == site.database.dialect_name == "sqlite"
    clock.advance(hours=1)
    assert site.clock.now().hour == 10
