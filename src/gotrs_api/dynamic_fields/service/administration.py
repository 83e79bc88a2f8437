"""Administrators define fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import JsonValue, ValidationError
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from gotrs_api.catalog.validity import Validity
from gotrs_api.dynamic_fields import otrs_yaml, repository
from gotrs_api.dynamic_fields.errors import FieldNameTaken, FieldNotFound, FieldProtected, InvalidField
from gotrs_api.dynamic_fields.events import DynamicFieldCreated, DynamicFieldDeleted, DynamicFieldUpdated
from gotrs_api.dynamic_fields.fields import Field
from gotrs_api.dynamic_fields.models import DynamicField
from gotrs_api.dynamic_fields.schemas import DynamicFieldCreate, DynamicFieldRead, DynamicFieldUpdate
from gotrs_api.dynamic_fields.service.definitions import all_fields
from gotrs_api.dynamic_fields.service.screens import rename_on_screens
from gotrs_api.dynamic_fields.types import CREATABLE, Config, FieldType, field_type
from gotrs_api.dynamic_fields.types.base import ConfigRefused
from gotrs_api.dynamic_fields.types.dropdown import ChoiceConfig
from gotrs_api.identity import audit
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.row_changes import changes_of
from gotrs_api.kernel.errors import FieldError
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.uow.snapshot import touched


async def list_fields(uow: ReadUow, principal: Principal) -> list[DynamicFieldRead]:
    """All of them in their order. Raises Forbidden for customers."""
    principal.require_agent()
    return [_read(field) for field in await all_fields(uow)]


async def read_field(uow: ReadUow, principal: Principal, field_id: int) -> DynamicFieldRead:
    """Raises Forbidden for customers, FieldNotFound."""
    principal.require_agent()
    field = (await all_fields(uow)).by_id.get(field_id)
    if field is None:
        raise FieldNotFound
    return _read(field)


async def create_field(uow: UnitOfWork, principal: Principal, command: DynamicFieldCreate) -> DynamicFieldRead:
    """Fields from the new one's order on move down by one. Raises Forbidden, InvalidField, FieldNameTaken."""
    principal.require_admin()
    if command.type not in CREATABLE:
        raise InvalidField.field("/type", "unknown", f"One of {', '.join(CREATABLE)} is expected.")
    await _require_free(uow, command.name)
    config = _config(field_type(command.type), command.config)
    last = await uow.session.scalar(select(func.max(DynamicField.field_order))) or 0
    order = min(command.order or last + 1, last + 1)
    await _shift(uow, DynamicField.field_order >= order, +1)
    row = DynamicField(
        internal_field=0,
        name=command.name,
        label=command.label,
        field_order=order,
        field_type=command.type,
        object_type=command.object_type.value,
        config=otrs_yaml.dump(config.to_otrs()),
        valid_id=command.valid.id,
    )
    uow.session.add(row)
    await _flush(uow, command.name)
    await audit.record(uow, principal, "dynamic_field.created", "dynamic_field", row.id, {"name": row.name})
    await uow.emit(DynamicFieldCreated(field_id=row.id, name=row.name))
    return await read_field(uow, principal, row.id)


async def update_field(
    uow: UnitOfWork, principal: Principal, field_id: int, command: DynamicFieldUpdate
) -> DynamicFieldRead:
    """Keys of the stored config that this program does not know stay. A new name keeps its place on the screens.

    Raises Forbidden, FieldNotFound, FieldProtected, InvalidField, FieldNameTaken.
    """
    principal.require_admin()
    row = await _load(uow, field_id)
    old_name = row.name
    kind = field_type(row.field_type)
    if row.internal_field and ((command.name or old_name) != old_name or command.config):
        raise FieldProtected(name=row.name)
    if command.name is not None and command.name != old_name:
        await _require_free(uow, command.name, except_id=row.id)
        row.name = command.name
    if command.label is not None:
        row.label = command.label
    if command.valid is not None:
        row.valid_id = command.valid.id
    if command.config:
        stored = otrs_yaml.load(row.config or "")
        before = kind.config_class.from_otrs(stored).model_dump(mode="json")
        row.config = otrs_yaml.dump(stored | _config(kind, {**before, **command.config}).to_otrs())
    if command.order is not None and command.order != row.field_order:
        await _move(uow, row, command.order)
    told = changes_of(row)
    await _flush(uow, row.name)
    if row.name != old_name:
        await rename_on_screens(uow, old_name, row.name)
    details = {"name": row.name, **told}
    await audit.record(uow, principal, "dynamic_field.updated", "dynamic_field", row.id, details)
    await uow.emit(DynamicFieldUpdated(field_id=row.id, name=row.name, old_name=old_name))
    return await read_field(uow, principal, row.id)


async def add_possible_values(uow: UnitOfWork, principal: Principal, name: str, values: Sequence[str]) -> None:
    """Add what is missing to the list of a dropdown or multiselect; other kinds of fields have none.

    Raises Forbidden, FieldProtected, InvalidField.
    """
    field = (await all_fields(uow)).by_name.get(name)
    if field is None or not isinstance(field.config, ChoiceConfig):
        return
    possible = dict(field.config.possible_values)
    missing = [value for value in dict.fromkeys(values) if value not in possible]
    if missing:
        together: dict[str, JsonValue] = {**possible, **{value: value for value in missing}}
        await update_field(uow, principal, field.id, DynamicFieldUpdate(config={"possible_values": together}))


async def delete_field(uow: UnitOfWork, principal: Principal, field_id: int) -> None:
    """With all its values, and off all screens. Raises Forbidden, FieldNotFound, FieldProtected."""
    principal.require_admin()
    row = await _load(uow, field_id)
    if row.internal_field:
        raise FieldProtected(name=row.name)
    name, order = row.name, row.field_order
    await repository.delete_of_field(uow.session, field_id)
    await uow.session.execute(delete(DynamicField).where(DynamicField.id == field_id))
    touched(uow, DynamicField)
    await _shift(uow, DynamicField.field_order > order, -1)
    await rename_on_screens(uow, name, None)
    await audit.record(uow, principal, "dynamic_field.deleted", "dynamic_field", field_id, {"name": name})
    await uow.emit(DynamicFieldDeleted(field_id=field_id, name=name))


def _read(field: Field) -> DynamicFieldRead:
    return DynamicFieldRead(
        id=field.id,
        name=field.name,
        label=field.label,
        type=field.type_name,
        object_type=field.object_type,
        order=field.order,
        internal=field.internal,
        writable=field.is_writable,
        valid=Validity.of(field.valid_id),
        config=field.config.model_dump(mode="json"),
        created=field.created,
        changed=field.changed,
    )


def _config(kind: FieldType[Any], given: Mapping[str, JsonValue]) -> Config:
    """Raises InvalidField."""
    try:
        config: Config = kind.config_class.model_validate(given, by_name=True, by_alias=False)
        kind.check_config(config)
    except ValidationError as error:
        raise InvalidField(
            errors=[
                FieldError("/config/" + "/".join(map(str, found["loc"])), found["type"], found["msg"])
                for found in error.errors()
            ]
        ) from error
    except ConfigRefused as refusal:
        raise InvalidField.field(f"/config/{refusal.pointer}", refusal.code, refusal.detail) from refusal
    return config


async def _load(uow: UnitOfWork, field_id: int) -> DynamicField:
    row = await uow.session.get(DynamicField, field_id)
    if row is None:
        raise FieldNotFound
    return row


async def _require_free(uow: ReadUow, name: str, *, except_id: int = 0) -> None:
    """Names that differ in case only count as the same, as on MySQL. Raises FieldNameTaken."""
    query = select(DynamicField.id).where(func.lower(DynamicField.name) == name.lower(), DynamicField.id != except_id)
    if (await uow.session.execute(query.limit(1))).first() is not None:
        raise FieldNameTaken(name)


async def _flush(uow: UnitOfWork, name: str) -> None:
    try:
        await uow.session.flush()
    except IntegrityError as error:  # another transaction was first
        raise FieldNameTaken(name) from error


async def order_fields(uow: UnitOfWork, principal: Principal, field_ids: Sequence[int]) -> list[DynamicFieldRead]:
    """Put these fields first, in this order; the others follow as before. Raises Forbidden, FieldNotFound."""
    principal.require_admin()
    stored = await uow.session.scalars(select(DynamicField).order_by(DynamicField.field_order, DynamicField.id))
    rows = {row.id: row for row in stored}
    if any(field_id not in rows for field_id in field_ids):
        raise FieldNotFound
    moved = []
    for place, field_id in enumerate(dict.fromkeys((*field_ids, *rows)), 1):
        if rows[field_id].field_order != place:
            rows[field_id].field_order = place
            moved.append(rows[field_id].name)
    await uow.session.flush()
    if moved:
        await audit.record(uow, principal, "dynamic_field.ordered", "dynamic_field", None, {"moved": moved})
    return await list_fields(uow, principal)


async def _move(uow: UnitOfWork, row: DynamicField, order: int) -> None:
    """Shift the fields between the old and the new place by one."""
    last = await uow.session.scalar(select(func.max(DynamicField.field_order))) or 1
    old, new = row.field_order, min(order, last)
    if new < old:
        await _shift(uow, (DynamicField.field_order >= new) & (DynamicField.field_order < old), +1)
    else:
        await _shift(uow, (DynamicField.field_order > old) & (DynamicField.field_order <= new), -1)
    row.field_order = new


async def _shift(uow: UnitOfWork, which: Any, by: int) -> None:
    await uow.session.execute(
        update(DynamicField)
        .where(which)
        .values(field_order=DynamicField.field_order + by)
        .execution_options(synchronize_session=False)
    )
    touched(uow, DynamicField)
