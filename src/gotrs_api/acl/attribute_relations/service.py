"""Attribute relations: administration, and the values that they allow."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

import structlog
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from gotrs_api.acl.attribute_relations.errors import FilenameTaken, InvalidRelation, RelationNotFound
from gotrs_api.acl.attribute_relations.rules import DYNAMIC_FIELD, GIVEN, Relation, Values, allowed_values, is_known
from gotrs_api.acl.attribute_relations.schemas import (
    Allowed,
    AttributeRelationRead,
    Chosen,
    RelationCreate,
    RelationOrder,
    RelationUpdate,
)
from gotrs_api.acl.attribute_relations.table import content_of, parse, stored
from gotrs_api.acl.models import AclTicketAttributeRelation
from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.identity import audit
from gotrs_api.identity.principal import Principal
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.uow.snapshot import Snapshot

_KIND: Final = "attribute_relation"
log = structlog.get_logger(__name__)


class _Stored(NamedTuple):
    row: Any
    relation: Relation


@lru_cache(maxsize=64)
def _parsed(filename: str, data: str) -> Relation:
    """The picture is made anew every few seconds, and ten thousand rows take half a second to read."""
    return parse(filename, data)


async def _load(uow: ReadUow) -> tuple[_Stored, ...]:
    """Files that make no sense are left out: they restrict nothing, here as in Znuny."""
    columns = AclTicketAttributeRelation.__table__.columns
    rows = await uow.session.execute(select(*columns).order_by(columns.priority, columns.id))
    found = []
    for row in rows:
        try:
            found.append(_Stored(row, _parsed(row.filename, row.acl_data)))
        except InvalidRelation as error:
            log.warning("attribute_relation.unreadable", relation_id=row.id, reason=error.errors[0].code)
    return tuple(found)


_RELATIONS: Snapshot[tuple[_Stored, ...]] = Snapshot("attribute_relations", (AclTicketAttributeRelation,), _load)


async def relations_in_force(uow: ReadUow) -> tuple[Relation, ...]:
    """In their order; what names an attribute that tickets do not have is left out."""
    all_of_them = await _RELATIONS.get(uow)
    if not all_of_them:
        return ()
    names = await _field_names(uow)
    return tuple(
        each.relation
        for each in all_of_them
        if is_known(each.relation.attribute_1, names) and is_known(each.relation.attribute_2, names)
    )


async def allowed_beside(uow: ReadUow, values: Values) -> dict[str, tuple[str, ...]]:
    """For each attribute that is restricted the values that go with these, "" for none. Empty without relations."""
    relations = await relations_in_force(uow)
    if not relations:
        return {}
    none_allowed = await sysconfig.get(uow, settings.ATTRIBUTE_RELATIONS_ALWAYS_POSSIBLE_NONE)
    return allowed_values(relations, values, none_allowed=none_allowed)


async def evaluate(uow: ReadUow, principal: Principal, chosen: Chosen) -> Allowed:
    """For forms. Raises Forbidden for customers."""
    principal.require_agent()
    values = {name: (value,) if isinstance(value, str) else value for name, value in chosen.values.items()}
    return Allowed(allowed=await allowed_beside(uow, values))


async def list_relations(uow: ReadUow, principal: Principal) -> list[AttributeRelationRead]:
    """In their order. Raises Forbidden."""
    principal.require_admin()
    return [_read(each) for each in await _RELATIONS.get(uow)]


async def read_relation(uow: ReadUow, principal: Principal, relation_id: int) -> AttributeRelationRead:
    """Raises Forbidden, RelationNotFound."""
    return _read(await _find(uow, principal, relation_id))


async def file_of(uow: ReadUow, principal: Principal, relation_id: int) -> tuple[str, bytes]:
    """Name and content as they were uploaded. Raises Forbidden, RelationNotFound."""
    row = (await _find(uow, principal, relation_id)).row
    return row.filename, content_of(row.filename, row.acl_data)


async def preview_relation(uow: ReadUow, principal: Principal, command: RelationCreate) -> Relation:
    """What a file would say, with nothing written. Raises Forbidden, InvalidRelation, FilenameTaken."""
    principal.require_admin()
    return await _fill(uow, AclTicketAttributeRelation(priority=0), command.filename, command.content)


async def create_relation(uow: UnitOfWork, principal: Principal, command: RelationCreate) -> AttributeRelationRead:
    """Raises Forbidden, InvalidRelation, FilenameTaken."""
    principal.require_admin()
    row = AclTicketAttributeRelation(priority=0)
    relation = await _fill(uow, row, command.filename, command.content)
    rows = await _rows(uow)
    rows.insert((command.priority or len(rows) + 1) - 1, row)
    uow.session.add(row)
    await _save(uow, principal, row, rows, "created")
    if command.add_missing_values:
        await _add_missing_values(uow, principal, relation)
    return await read_relation(uow, principal, row.id)


async def update_relation(
    uow: UnitOfWork, principal: Principal, relation_id: int, command: RelationUpdate
) -> AttributeRelationRead:
    """A file's name and content come together. Raises Forbidden, RelationNotFound, InvalidRelation, FilenameTaken."""
    principal.require_admin()
    rows = await _rows(uow)
    row = next((each for each in rows if each.id == relation_id), None)
    if row is None:
        raise RelationNotFound
    if command.filename is not None or command.content is not None:
        content = command.content
        if content is None:
            content = content_of(row.filename, row.acl_data)
        await _fill(uow, row, command.filename or row.filename, content)
    if command.priority is not None:
        rows.remove(row)
        rows.insert(command.priority - 1, row)
    await _save(uow, principal, row, rows, "updated")
    if command.add_missing_values:
        await _add_missing_values(uow, principal, parse(row.filename, row.acl_data))
    return await read_relation(uow, principal, relation_id)


async def order_relations(uow: UnitOfWork, principal: Principal, command: RelationOrder) -> list[AttributeRelationRead]:
    """Raises Forbidden, InvalidRelation when not every relation is named once."""
    principal.require_admin()
    by_id = {row.id: row for row in await _rows(uow)}
    if sorted(command.ids) != sorted(by_id):
        raise InvalidRelation.field("/ids", "incomplete", "Every relation must be named once.")
    _number([by_id[each] for each in command.ids])
    await uow.session.flush()
    await audit.record(uow, principal, f"{_KIND}.ordered", _KIND, None, {"ids": list(command.ids)})
    return await list_relations(uow, principal)


async def delete_relation(uow: UnitOfWork, principal: Principal, relation_id: int) -> None:
    """The others move up. Raises Forbidden, RelationNotFound."""
    principal.require_admin()
    rows = await _rows(uow)
    row = next((each for each in rows if each.id == relation_id), None)
    if row is None:
        raise RelationNotFound
    rows.remove(row)
    await uow.session.delete(row)
    _number(rows)
    await uow.session.flush()
    await audit.record(uow, principal, f"{_KIND}.deleted", _KIND, relation_id, {"name": row.filename})


async def _find(uow: ReadUow, principal: Principal, relation_id: int) -> _Stored:
    principal.require_admin()
    found = next((each for each in await _RELATIONS.get(uow) if each.row.id == relation_id), None)
    if found is None:
        raise RelationNotFound
    return found


async def _rows(uow: UnitOfWork) -> list[AclTicketAttributeRelation]:
    model = AclTicketAttributeRelation
    return list(await uow.session.scalars(select(model).order_by(model.priority, model.id).with_for_update()))


async def _fill(uow: ReadUow, row: AclTicketAttributeRelation, filename: str, content: bytes) -> Relation:
    """Raises InvalidRelation, FilenameTaken."""
    data = stored(filename, content)
    relation = parse(filename, data)
    names = await _field_names(uow)
    for attribute in (relation.attribute_1, relation.attribute_2):
        if not is_known(attribute, names):
            raise InvalidRelation.field("/content", "unknown_attribute", "A column names no attribute of tickets.")
    if relation.attribute_2 in GIVEN:
        raise InvalidRelation.field("/content", "not_chosen", "The second attribute is not chosen on forms.")
    if relation.attribute_1 == relation.attribute_2:
        raise InvalidRelation.field("/content", "same_attribute", "The two columns name the same attribute.")
    with uow.session.no_autoflush:
        same = select(AclTicketAttributeRelation.id).where(
            func.lower(AclTicketAttributeRelation.filename) == filename.lower(),
            AclTicketAttributeRelation.id != (row.id or 0),
        )
        if await uow.session.scalar(same.limit(1)) is not None:
            raise FilenameTaken(filename)
    row.filename, row.acl_data = filename, data
    row.attribute_1, row.attribute_2 = relation.attribute_1, relation.attribute_2
    return relation


async def _save(
    uow: UnitOfWork,
    principal: Principal,
    row: AclTicketAttributeRelation,
    rows: Sequence[AclTicketAttributeRelation],
    action: str,
) -> None:
    _number(rows)
    try:
        await uow.session.flush()
    except IntegrityError as error:  # another transaction was first
        raise FilenameTaken(row.filename) from error
    await audit.record(uow, principal, f"{_KIND}.{action}", _KIND, row.id, {"name": row.filename})


def _number(rows: Sequence[AclTicketAttributeRelation]) -> None:
    for number, row in enumerate(rows, start=1):
        row.priority = number


async def _add_missing_values(uow: UnitOfWork, principal: Principal, relation: Relation) -> None:
    for place, attribute in enumerate((relation.attribute_1, relation.attribute_2)):
        if attribute.startswith(DYNAMIC_FIELD):
            values = [pair[place] for pair in relation.pairs if pair[place]]
            await dynamic_fields.add_possible_values(uow, principal, attribute.removeprefix(DYNAMIC_FIELD), values)


async def _field_names(uow: ReadUow) -> frozenset[str]:
    return frozenset(field.name for field in (await dynamic_fields.all_fields(uow)).shown(ObjectType.TICKET))


def _read(each: _Stored) -> AttributeRelationRead:
    row, relation = each
    return AttributeRelationRead(
        id=row.id,
        filename=row.filename,
        attribute_1=relation.attribute_1,
        attribute_2=relation.attribute_2,
        pairs=relation.pairs,
        priority=row.priority,
        created=row.create_time,
        changed=row.change_time,
    )
