"""Rows of fields, of their values, and of the numbers that named objects have."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, cast

from sqlalchemy import Table, and_, bindparam, delete, exists, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.db.prepared import Prepared
from gotrs_api.dynamic_fields.models import DynamicField, DynamicFieldObjectName, DynamicFieldValue
from gotrs_api.dynamic_fields.types import Row
from gotrs_api.uow import ReadUow

_VALUES = cast(Table, DynamicFieldValue.__table__)
_IN_ONE = 1000  # ids in one statement


async def all_fields(session: AsyncSession) -> Sequence[Any]:
    """`used`: an internal field of which any object has a value."""
    has_values = exists().where(DynamicFieldValue.field_id == DynamicField.id)
    columns = (
        DynamicField.id, DynamicField.internal_field, DynamicField.name, DynamicField.label, DynamicField.field_order,
        DynamicField.field_type, DynamicField.object_type, DynamicField.config, DynamicField.valid_id,
        DynamicField.create_time, DynamicField.change_time,
        and_(DynamicField.internal_field == 1, has_values).label("used"),
    )  # fmt: skip
    return (await session.execute(select(*columns))).all()


_ROWS = Prepared(
    select(
        DynamicFieldValue.object_id,
        DynamicFieldValue.field_id,
        DynamicFieldValue.value_text,
        DynamicFieldValue.value_date,
        DynamicFieldValue.value_int,
    )
    .where(
        DynamicFieldValue.object_id.in_(bindparam("objects", expanding=True)),
        DynamicFieldValue.field_id.in_(bindparam("fields", expanding=True)),
    )
    .order_by(DynamicFieldValue.id)
)


async def rows_of(
    uow: ReadUow, field_ids: Collection[int], object_ids: Sequence[int], zone: tzinfo
) -> dict[int, dict[int, list[Row]]]:
    """By object and field, in the order of writing; one statement for up to a thousand objects."""
    found: dict[int, dict[int, list[Row]]] = {}
    for start in range(0, len(object_ids), _IN_ONE):
        parameters = {"objects": list(object_ids[start : start + _IN_ONE]), "fields": list(field_ids)}
        for object_id, field_id, text, moment, number in await uow.fetch(_ROWS, parameters):
            rows = found.setdefault(object_id, {}).setdefault(field_id, [])
            rows.append(Row(text, _naive(moment, zone), number))
    return found


async def delete_of_object(session: AsyncSession, object_id: int, field_ids: Collection[int]) -> None:
    await session.execute(
        delete(_VALUES).where(_VALUES.c.object_id == object_id, _VALUES.c.field_id.in_(list(field_ids)))
    )


async def delete_of_objects(session: AsyncSession, object_type: str, object_ids: Sequence[int]) -> None:
    """All values of objects that are going."""
    fields = select(DynamicField.id).where(DynamicField.object_type == object_type).scalar_subquery()
    for start in range(0, len(object_ids), _IN_ONE):
        await session.execute(
            delete(_VALUES).where(
                _VALUES.c.object_id.in_(list(object_ids[start : start + _IN_ONE])), _VALUES.c.field_id.in_(fields)
            )
        )


async def delete_of_field(session: AsyncSession, field_id: int) -> None:
    await session.execute(delete(_VALUES).where(_VALUES.c.field_id == field_id))


async def insert_rows(session: AsyncSession, object_id: int, rows: Mapping[int, Iterable[Row]], zone: tzinfo) -> None:
    """In one statement, in the given order."""
    values = [
        {
            "field_id": field_id,
            "object_id": object_id,
            "value_text": row.text,
            "value_date": None if row.date is None else row.date.replace(tzinfo=zone),
            "value_int": row.number,
        }
        for field_id, each in rows.items()
        for row in each
    ]
    if values:
        await session.execute(insert(_VALUES), values)


def _naive(moment: datetime | None, zone: tzinfo) -> datetime | None:
    return None if moment is None else moment.astimezone(zone).replace(tzinfo=None)


async def numbers_of(session: AsyncSession, object_type: str, names: Sequence[str]) -> dict[str, int]:
    """Those of many names that have a number already."""
    rows = await session.execute(
        select(DynamicFieldObjectName.object_name, DynamicFieldObjectName.object_id).where(
            DynamicFieldObjectName.object_type == object_type, DynamicFieldObjectName.object_name.in_(list(names))
        )
    )
    return {row[0]: row[1] for row in rows}


async def new_number(session: AsyncSession, object_type: str, name: str) -> int:
    """The number of a name, a new one when it has none. Another transaction may be first: then theirs counts."""
    row = DynamicFieldObjectName(object_name=name, object_type=object_type)
    try:
        async with session.begin_nested():
            session.add(row)
            await session.flush()
    except IntegrityError:
        return next(iter((await numbers_of(session, object_type, [name])).values()))
    return row.object_id


async def rename_object(session: AsyncSession, object_type: str, old: str, new: str) -> None:
    await session.execute(
        update(DynamicFieldObjectName)
        .where(DynamicFieldObjectName.object_type == object_type, DynamicFieldObjectName.object_name == old)
        .values(object_name=new)
        .execution_options(synchronize_session=False)
    )
