"""Use cases of relations: who there is on a side, what one entry is tied to, and changing some of its cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AsyncExitStack
from typing import Any

from gotrs_api.admin.relations import repository
from gotrs_api.admin.relations.errors import RelationEntryNotFound, RelationNotFound, TwoRepliesForOneOccasion
from gotrs_api.admin.relations.relation import ALL_RIGHTS, RELATIONS, Axis, EntryKey, Relation, Side
from gotrs_api.admin.relations.schemas import AxisEntry, Cell, CellSet
from gotrs_api.catalog.errors import UnknownReference
from gotrs_api.catalog.validity import Validity
from gotrs_api.identity import audit, principals
from gotrs_api.identity.events import PermissionsChanged
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.service import last_administrator
from gotrs_api.kernel.paging import Page, PageRequest, encode_cursor
from gotrs_api.responses.models import QueueAutoResponse
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.uow.snapshot import touched

_SORT = "name"
_AUDITED_AT_MOST = 50


def relation_of(name: str) -> Relation:
    """Raises RelationNotFound."""
    if name not in RELATIONS:
        raise RelationNotFound
    return RELATIONS[name]


def side_of(relation: Relation, axis: str) -> Side:
    """Raises RelationNotFound."""
    side = relation.side(axis)
    if side is None:
        raise RelationNotFound
    return side


async def list_axis(
    uow: ReadUow,
    principal: Principal,
    relation: Relation,
    side: Side,
    page: PageRequest,
    *,
    text: str = "",
    valid: Validity | None = None,
) -> Page[AxisEntry]:
    """By name. Raises Forbidden for anybody but administrators."""
    principal.require_admin()
    axis = relation.axes[side]
    rows, offset, total = await _page(uow, axis, page, text=text, valid=valid, among=None)
    entries = [_entry(row) for row in rows]
    if offset == 0 and not text and valid is None:
        entries[:0] = [AxisEntry(key=key, name=key, note="", valid=Validity.VALID) for key in axis.extra]
    return _cut(entries, page.limit + len(axis.extra if offset == 0 else ()), offset, page, total)


async def read_entry(uow: ReadUow, principal: Principal, relation: Relation, side: Side, key: str) -> AxisEntry:
    """Raises Forbidden, RelationEntryNotFound."""
    principal.require_admin()
    axis = relation.axes[side]
    if key in axis.extra:
        return AxisEntry(key=key, name=key, note="", valid=Validity.VALID)
    parsed = _parsed(axis, key)
    found = await repository.known_keys(uow, axis, [parsed])
    # A database that takes `Paul` for `paul` must not make a second key of it.
    if parsed not in found:
        raise RelationEntryNotFound
    return _entry(found[parsed])


async def list_cells(
    uow: ReadUow,
    principal: Principal,
    relation: Relation,
    side: Side,
    key: str,
    page: PageRequest,
    *,
    text: str = "",
    only_assigned: bool = False,
) -> Page[Cell]:
    """Entries of the other side by name, with what ties them to `key`. Raises Forbidden, RelationEntryNotFound."""
    entry = await read_entry(uow, principal, relation, side, key)
    own = _parsed(relation.axes[side], entry.key)
    other = relation.axes[1 - side]
    among = repository.tied_to(relation, side, own) if only_assigned else None
    rows, offset, total = await _page(uow, other, page, text=text, valid=None, among=among)
    extra = tuple(key for key in other.extra if offset == 0 and not text)
    marks = await repository.marks_of(uow, relation, side, own, [*extra, *(row.key for row in rows)])
    cells = [Cell(**_entry(row).model_dump(), marks=in_order(relation, marks.get(row.key, ()))) for row in rows]
    cells[:0] = [
        Cell(key=each, name=each, note="", valid=Validity.VALID, marks=in_order(relation, marks.get(each, ())))
        for each in extra
        if marks.get(each) or not only_assigned
    ]
    return _cut(cells, page.limit + len(cells) - len(rows), offset, page, total)


async def set_cells(
    uow: UnitOfWork, principal: Principal, relation: Relation, side: Side, key: str, cells: Iterable[CellSet]
) -> None:
    """Write what differs. Raises Forbidden, RelationEntryNotFound, UnknownReference, LastAdministrator,
    TwoRepliesForOneOccasion."""
    entry = await read_entry(uow, principal, relation, side, key)
    own = _parsed(relation.axes[side], entry.key)
    wanted, names = await _checked(uow, relation, side, list(cells))
    held = await repository.marks_of(uow, relation, side, own, list(wanted))
    async with AsyncExitStack() as guarded:
        if relation.agents_rights:
            await guarded.enter_async_context(last_administrator.kept(uow))
        for mark in relation.marks:
            less = [other for other, marks in wanted.items() if mark.name in held.get(other, set()) - marks]
            more = [other for other, marks in wanted.items() if mark.name in marks - held.get(other, set())]
            if less:
                await repository.take(uow, relation, side, own, mark, less)
            if more:
                await repository.give(uow, relation, side, own, mark, more)
    if relation.model is QueueAutoResponse:
        queues = [own] if relation.axes[side].name == "queues" else list(wanted)
        if await repository.answers_an_occasion_twice(uow, queues):
            raise TwoRepliesForOneOccasion
    changed = {other: marks for other, marks in wanted.items() if marks != held.get(other, set())}
    diff = {
        names[other]: [" ".join(in_order(relation, held.get(other, ()))), " ".join(in_order(relation, marks))]
        for other, marks in list(changed.items())[:_AUDITED_AT_MOST]
    }
    await _tell(uow, principal, relation, side, own, changed, {"name": entry.name, "diff": diff})


async def labels_of(uow: ReadUow, relation: Relation) -> tuple[dict[EntryKey, str], dict[EntryKey, str]]:
    """What the entries of both sides are called."""
    first, second = relation.axes
    return await repository.labels(uow, first), await repository.labels(uow, second)


async def marks_between(uow: ReadUow, relation: Relation) -> dict[tuple[EntryKey, EntryKey], set[str]]:
    """All that is tied, unchecked: for `ties`."""
    return await repository.all_marks(uow, relation)


async def _checked(
    uow: ReadUow, relation: Relation, side: Side, cells: list[CellSet]
) -> tuple[dict[EntryKey, set[str]], dict[EntryKey, str]]:
    """Marks, and names, by key of the other side; all rights are one mark, not many."""
    other = relation.axes[1 - side]
    names = {mark.name for mark in relation.marks}
    keys: list[EntryKey] = []
    for position, cell in enumerate(cells):
        try:
            keys.append(_parsed(other, cell.key))
        except RelationEntryNotFound as error:
            raise UnknownReference.at(f"/cells/{position}/key") from error
        if not names.issuperset(cell.marks):
            raise UnknownReference.at(f"/cells/{position}/marks", "There is no such mark.")
    names_of = {key: row.name for key, row in (await repository.known_keys(uow, other, keys)).items()}
    names_of |= {key: key for key in other.extra}
    for position, parsed in enumerate(keys):
        if parsed not in names_of:
            raise UnknownReference.at(f"/cells/{position}/key")
    return {parsed: simplified(set(cell.marks)) for parsed, cell in zip(keys, cells, strict=True)}, names_of


def simplified(marks: set[str]) -> set[str]:
    """`rw` stands for every right (of the same context), as in OTRS."""
    if ALL_RIGHTS in marks:
        marks = {mark for mark in marks if mark.startswith("other-")} | {ALL_RIGHTS}
    return marks - {"other-ro"} if "other-rw" in marks else marks


async def _tell(
    uow: UnitOfWork,
    principal: Principal,
    relation: Relation,
    side: Side,
    key: EntryKey,
    changed: Mapping[EntryKey, set[str]],
    told: Mapping[str, Any],
) -> None:
    if not changed:
        return
    touched(uow, relation.model)
    axis = relation.axes[side]
    details: dict[str, Any] = {
        "with": relation.axes[1 - side].name,
        "cells": {str(other): sorted(marks) for other, marks in list(changed.items())[:_AUDITED_AT_MOST]},
        "count": len(changed),
        **told,
    }
    await audit.record(uow, principal, relation.logged_as[0], axis.audited_as, key, details)
    if relation.rights:
        principals.forget_after_commit(uow)
    if relation.agents_rights and isinstance(key, int):
        await uow.emit(PermissionsChanged(object_type=axis.audited_as, object_id=key))


async def _page(
    uow: ReadUow, axis: Axis, page: PageRequest, *, text: str, valid: Validity | None, among: Any
) -> tuple[list[Any], int, int | None]:
    start = min(page.row_id(_SORT) or 0, 1 << 31)
    offset = max(0, start - page.limit) if page.backwards else start
    rows = await repository.page_of(uow, axis, text=text, valid=valid, among=among, offset=offset, limit=page.limit + 1)
    total = None
    if page.include_total:
        total = await repository.count_of(uow, axis, text=text, valid=valid, among=among)
    return rows, offset, total


def _cut(rows: list[Any], limit: int, offset: int, page: PageRequest, total: int | None) -> Page[Any]:
    has_more = len(rows) > limit
    return Page(
        rows=rows[:limit],
        has_more=has_more,
        after=encode_cursor(_SORT, [offset + page.limit]) if has_more else None,
        before=encode_cursor(_SORT, [offset]) if offset > 0 else None,
        total=total,
    )


def _entry(row: Any) -> AxisEntry:
    return AxisEntry(key=str(row.key), name=row.name, note=row.note or "", valid=Validity.of(row.valid_id))


def in_order(relation: Relation, marks: Iterable[str]) -> tuple[str, ...]:
    held = set(marks)
    return tuple(mark.name for mark in relation.marks if mark.name in held)


def _parsed(axis: Axis, key: str) -> EntryKey:
    """Raises RelationEntryNotFound for what is no key of this side."""
    if axis.parse is str:
        return key
    if not key.isascii() or not key.isdecimal() or int(key) > 2**31 - 1:
        raise RelationEntryNotFound
    return int(key)
