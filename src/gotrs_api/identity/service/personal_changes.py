"""What changes of persons' data changed: kept beside the audit log, which cannot forget, so that a person can be forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import orjson
from sqlalchemy import delete, select

from gotrs_api.identity.models import PersonalChange
from gotrs_api.identity.principal import Principal
from gotrs_api.uow import ReadUow, UnitOfWork

KEPT_AS: Final = "diff_kept_as"
"""What an audit entry's details call the id of the kept values."""


async def keep(uow: UnitOfWork, object_type: str, object_id: int | str, told: Mapping[str, Any]) -> dict[str, Any]:
    """What goes into the audit log instead of `told` (of `row_changes`): the names, and where the values are."""
    diff = told.get("diff")
    if not diff:
        return dict(told)
    row = PersonalChange(object_type=object_type, object_id=str(object_id), diff=orjson.dumps(diff).decode())
    uow.session.add(row)
    await uow.session.flush()
    return {"changed": told["changed"], KEPT_AS: row.id}


async def kept(uow: ReadUow, principal: Principal, ids: Iterable[int]) -> dict[int, dict[str, list[Any]]]:
    """Old and new value by column, of those that are still there. Raises Forbidden."""
    principal.require_admin()
    rows = await uow.session.scalars(select(PersonalChange).where(PersonalChange.id.in_(set(ids))))
    return {row.id: orjson.loads(row.diff) for row in rows}


async def forget(uow: UnitOfWork, object_type: str, object_id: int | str) -> None:
    """Unchecked: for what makes a person anonymous."""
    mine = (PersonalChange.object_type == object_type) & (PersonalChange.object_id == str(object_id))
    await uow.session.execute(delete(PersonalChange).where(mine))
