"""Keeping others out until a transaction ends, where there is no row of its own to lock."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.db.inserting import insert_new
from gotrs_api.jobs.models import Lease
from gotrs_api.uow.site import Site

_LOCK = select(Lease.name).where(Lease.name == bindparam("wanted")).with_for_update()


async def hold(session: AsyncSession, name: str) -> None:
    """From here to the end of the transaction nobody else holds this name.

    A row of our own is locked: OTRS has none that stays, and advisory locks differ on each database. Names are few, for
    each leaves a row.
    """
    if await session.scalar(_LOCK, {"wanted": name}) is None:
        # When several insert it at the same moment, one succeeds and the others wait here. A plain insert that is refused
        # would keep a shared lock on MariaDB, and two of those could then never get the row exclusively.
        await insert_new(session, Lease, [{"name": name}], key=Lease.name)


@asynccontextmanager
async def alone(site: Site, name: str) -> AsyncIterator[None]:
    """Only one process at a time is inside a block of this name; for work that commits in between.

    Takes a connection for as long as it lasts. Where only one transaction writes at a time there is one process.
    """
    if site.database.has_one_writer:
        yield
        return
    async with site.job_transaction() as session:
        await hold(session, name)
        yield
