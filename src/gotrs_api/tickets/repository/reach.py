"""How much somebody may see, as far as it decides how lists are read."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Integer, cast, func, select, union_all

from gotrs_api.db.planner import expected_rows
from gotrs_api.tickets.models import Ticket
from gotrs_api.tickets.repository.visibility import Visibility, ids_by_way
from gotrs_api.uow import ReadUow

# Looked up and sorted for each page in some 10 ms.
MOST: Final = 3000
# Up to so many tickets a list passes by for each one that it shows.
PASSED_BY: Final = 100


async def is_small(uow: ReadUow, visibility: Visibility) -> bool:
    """Whether an agent sees so few of so many tickets that a list would pass by most of the table to find them.

    PostgreSQL only. One statement, which reads no more of each way's index than are few.
    """
    few = func.least(MOST, cast(expected_rows(Ticket.__tablename__) / PASSED_BY, Integer))
    beyond = union_all(*ids_by_way(visibility.variant)).limit(few + 1).subquery()
    statement = select(select(func.count()).select_from(beyond).scalar_subquery() <= few)
    return bool(await uow.session.scalar(statement, visibility.parameters))
