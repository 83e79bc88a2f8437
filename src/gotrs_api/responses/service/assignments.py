"""Which rows of one kind belong to which of another: replaced as a whole, only the difference written."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, cast

from sqlalchemy import Table, delete, insert, select

from gotrs_api.catalog.errors import UnknownReference
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.uow.snapshot import touched


async def members(uow: ReadUow, model: type[Any], owner: str, member: str) -> dict[int, list[int]]:
    """Ids of members by their owner's id."""
    found: dict[int, list[int]] = {}
    columns = _table(model).c
    for owner_id, member_id in await uow.session.execute(
        select(columns[owner], columns[member]).order_by(columns[owner], columns[member])
    ):
        found.setdefault(owner_id, []).append(member_id)
    return found


async def replace(
    uow: UnitOfWork, model: type[Any], owner: str, owner_id: int, member: str, member_ids: Iterable[int]
) -> None:
    table = _table(model)
    own = table.c[owner] == owner_id
    had = set(await uow.session.scalars(select(table.c[member]).where(own)))
    wanted = set(member_ids)
    if had - wanted:
        await uow.session.execute(delete(table).where(own, table.c[member].in_(had - wanted)))
    if wanted - had:
        now = uow.clock.now()
        stamps = {"create_time": now, "create_by": uow.acting_id, "change_time": now, "change_by": uow.acting_id}
        rows = [{owner: owner_id, member: member_id, **stamps} for member_id in sorted(wanted - had)]
        await uow.session.execute(insert(table), rows)
    touched(uow, model)


def require_known(given: Iterable[int], known: Collection[int], pointer: str) -> None:
    """Raises UnknownReference for the first id that leads nowhere."""
    for position, entry_id in enumerate(given):
        if entry_id not in known:
            raise UnknownReference.at(f"{pointer}/{position}")


def _table(model: type[Any]) -> Table:
    return cast(Table, model.__table__)
