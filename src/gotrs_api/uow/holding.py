"""Keeping others out until a transaction ends, where there is no row of its own to lock."""

from __future__ import annotations

from sqlalchemy import bindparam, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.jobs.models import Lease

_LOCK = select(Lease.name).where(Lease.name == bindparam("wanted")).with_for_update()


async def hold(session: AsyncSession, name: str) -> None:
    """From here to the end of the transaction nobody else holds this name.

    A row of our own is locked: OTRS has none that stays, and advisory locks differ on each database. Names are few, for
    each leaves a row.
    """
    while await session.scalar(_LOCK, {"wanted": name}) is None:
        try:
            async with session.begin_nested():
                await session.execute(insert(Lease).values(name=name))
        except IntegrityError:
            continue  # another one made it at the same moment: wait for it
