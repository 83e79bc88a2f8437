"""A database that takes nobody more in says so: who asks is told to come again, and nobody hears of a fault of ours."""

from __future__ import annotations

import asyncpg
import httpx
import pytest
from sqlalchemy.exc import OperationalError, ProgrammingError

from gotrs_api.db.failures import refusal_of
from gotrs_api.kernel.errors import Unavailable
from gotrs_api.uow import Site
from tests.support.clients import SharedApp, open_client
from tests.support.factories import Factories


@pytest.mark.backends("postgresql")
async def test_without_a_free_connection_the_answer_is_503_until_there_is_one(
    committed_site: Site, shared_app: SharedApp
) -> None:
    async with committed_site.uow() as uow:
        factories = Factories(uow)
        headers = await factories.bearer(await factories.agent("ann"))
    shared_app.site = committed_site
    url = committed_site.database.url.set(drivername="postgresql")
    elsewhere = await asyncpg.connect(url.set(database="postgres").render_as_string(hide_password=False))

    async def answers() -> list[httpx.Response]:
        async with open_client(shared_app.app(web=False)) as client:
            read = await client.get("/api/v1/tickets", headers=headers)
            return [read, await client.post("/api/v1/auth/login", json={"login": "ann", "password": "wrong"})]

    try:
        await elsewhere.execute(f'ALTER DATABASE "{url.database}" CONNECTION LIMIT 0')
        await committed_site.database.engine.dispose()
        for answer in await answers():
            assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
            assert int(answer.headers["retry-after"]) > 0

        await elsewhere.execute(f'ALTER DATABASE "{url.database}" CONNECTION LIMIT -1')
        assert [answer.status_code for answer in await answers()] == [200, 401]
    finally:
        await elsewhere.execute(f'ALTER DATABASE "{url.database}" CONNECTION LIMIT -1')
        await elsewhere.close()
        shared_app.site = None


@pytest.mark.parametrize("code", [1040, 1203, 2003])
def test_a_mariadb_that_is_full_or_away_is_no_fault_of_ours(code: int) -> None:
    assert isinstance(refusal_of(OperationalError("", {}, Exception(code, "Too many connections"))), Unavailable)


def test_a_wrong_statement_is() -> None:
    assert refusal_of(ProgrammingError("", {}, Exception(1064, "You have an error in your SQL syntax"))) is None
