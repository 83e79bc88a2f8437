"""Reads and writes the tables that tie entries together; a page of them at a time, however many there are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, Table, and_, delete, func, insert, or_, select

from gotrs_api.admin.relations.relation import Axis, EntryKey, Mark, Relation, Side
from gotrs_api.catalog.validity import Validity
from gotrs_api.responses.models import AutoResponse, QueueAutoResponse
from gotrs_api.uow import ReadUow, UnitOfWork


async def page_of(
    uow: ReadUow, axis: Axis, *, text: str, valid: Validity | None, among: Select[Any] | None, offset: int, limit: int
) -> list[Any]:
    """Rows with key, name, note and valid_id, by name."""
    chosen = select(
        axis.key.label("key"), axis.label.label("name"), axis.note.label("note"), axis.valid.label("valid_id")
    ).where(*_narrowed(axis, text, valid, among))
    return list(await uow.session.execute(chosen.order_by(axis.label, axis.key).offset(offset).limit(limit)))


async def count_of(uow: ReadUow, axis: Axis, *, text: str, valid: Validity | None, among: Select[Any] | None) -> int:
    counted = select(func.count(axis.key)).where(*_narrowed(axis, text, valid, among))
    return (await uow.session.execute(counted)).scalar_one()


async def known_keys(uow: ReadUow, axis: Axis, keys: Collection[EntryKey]) -> dict[EntryKey, Any]:
    """Name, note and validity of those that there are."""
    rows = await uow.session.execute(
        select(
            axis.key.label("key"), axis.label.label("name"), axis.note.label("note"), axis.valid.label("valid_id")
        ).where(axis.key.in_(keys))
    )
    return {row.key: row for row in rows}


def tied_to(relation: Relation, side: Side, key: EntryKey) -> Select[Any]:
    """Keys of the other side that have anything to do with `key`."""
    table = _table(relation)
    return select(table.c[relation.columns[1 - side]]).where(_own(relation, side, key))


async def marks_of(
    uow: ReadUow, relation: Relation, side: Side, key: EntryKey, others: Collection[EntryKey]
) -> dict[EntryKey, set[str]]:
    """Marks by key of the other side."""
    table = _table(relation)
    other = table.c[relation.columns[1 - side]]
    told, names = _mark_columns(relation)
    found: dict[EntryKey, set[str]] = {}
    for row in await uow.session.execute(
        select(other, *(table.c[column] for column in told)).where(_own(relation, side, key), other.in_(others))
    ):
        name = names.get(tuple(row[1:]))
        if name is not None:
            found.setdefault(row[0], set()).add(name)
    return found


async def labels(uow: ReadUow, axis: Axis) -> dict[EntryKey, str]:
    """What all entries of a side are called."""
    rows = await uow.session.execute(select(axis.key, axis.label))
    return {row[0]: row[1] for row in rows} | {key: key for key in axis.extra}


async def all_marks(uow: ReadUow, relation: Relation) -> dict[tuple[EntryKey, EntryKey], set[str]]:
    """Marks of every pair that has any."""
    table = _table(relation)
    told, names = _mark_columns(relation)
    fixed = [table.c[column] == value for column, value in relation.fixed.items()]
    columns = (*relation.columns, *told)
    found: dict[tuple[EntryKey, EntryKey], set[str]] = {}
    for one, other, *values in await uow.session.execute(select(*(table.c[name] for name in columns)).where(*fixed)):
        name = names.get(tuple(values))
        if name is not None:
            found.setdefault((one, other), set()).add(name)
    return found


async def take(
    uow: UnitOfWork, relation: Relation, side: Side, key: EntryKey, mark: Mark, others: Collection[EntryKey]
) -> None:
    table = _table(relation)
    marked = [table.c[column] == value for column, value in mark.values.items()]
    other = table.c[relation.columns[1 - side]]
    await uow.session.execute(delete(table).where(table.c[relation.columns[side]] == key, other.in_(others), *marked))


async def give(
    uow: UnitOfWork, relation: Relation, side: Side, key: EntryKey, mark: Mark, others: Iterable[EntryKey]
) -> None:
    table = _table(relation)
    now, by = uow.clock.now(), uow.acting_id
    stamps = {"create_time": now, "create_by": by, "change_time": now, "change_by": by}
    same: Mapping[str, Any] = {
        relation.columns[side]: key,
        **relation.fixed,
        **mark.values,
        **{column: value for column, value in stamps.items() if column in table.c},
    }
    await uow.session.execute(insert(table), [{**same, relation.columns[1 - side]: other} for other in others])


async def answers_an_occasion_twice(uow: ReadUow, queue_ids: Collection[EntryKey]) -> bool:
    twice = (
        select(QueueAutoResponse.queue_id)
        .join(AutoResponse, AutoResponse.id == QueueAutoResponse.auto_response_id)
        .where(QueueAutoResponse.queue_id.in_(queue_ids))
        .group_by(QueueAutoResponse.queue_id, AutoResponse.type_id)
        .having(func.count() > 1)
    )
    return (await uow.session.execute(twice.limit(1))).first() is not None


def _narrowed(axis: Axis, text: str, valid: Validity | None, among: Select[Any] | None) -> list[ColumnElement[bool]]:
    narrowed: list[ColumnElement[bool]] = [
        or_(axis.label.icontains(word, autoescape=True), axis.note.icontains(word, autoescape=True))
        for word in text.split()
    ]
    if valid is not None:
        narrowed.append(axis.valid == valid.id)
    if among is not None:
        narrowed.append(axis.key.in_(among))
    return narrowed


def _own(relation: Relation, side: Side, key: EntryKey) -> ColumnElement[bool]:
    """Rows of this entry that count: OTRS leaves ones with `permission_value` 0 behind."""
    table = _table(relation)
    fixed = [table.c[column] == value for column, value in relation.fixed.items()]
    return and_(table.c[relation.columns[side]] == key, *fixed)


def _mark_columns(relation: Relation) -> tuple[list[str], dict[tuple[str, ...], str]]:
    """The columns that tell marks apart, and which mark their values mean."""
    told = sorted({column for mark in relation.marks for column in mark.values})
    return told, {tuple(mark.values[column] for column in told): mark.name for mark in relation.marks}


def _table(relation: Relation) -> Table:
    return cast(Table, relation.model.__table__)
