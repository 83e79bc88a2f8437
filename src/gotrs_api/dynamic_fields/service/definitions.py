"""All fields of a site, as one snapshot that may be a few seconds old."""

from __future__ import annotations

from typing import Any

from gotrs_api.dynamic_fields import otrs_yaml, repository
from gotrs_api.dynamic_fields.fields import Field, Fields
from gotrs_api.dynamic_fields.models import DynamicField
from gotrs_api.dynamic_fields.types import Context, field_type
from gotrs_api.uow import ReadUow
from gotrs_api.uow.snapshot import Snapshot


async def _load(uow: ReadUow) -> Fields:
    rows = await repository.all_fields(uow.session)
    return Fields([_field(row) for row in rows], frozenset(row.id for row in rows if row.used))


def _field(row: Any) -> Field:
    kind = field_type(row.field_type)
    stored = otrs_yaml.load(row.config or "")
    return Field(
        id=row.id,
        name=row.name,
        label=row.label,
        order=row.field_order,
        type_name=row.field_type,
        object_type=row.object_type,
        internal=bool(row.internal_field),
        valid_id=row.valid_id,
        created=row.create_time,
        changed=row.change_time,
        kind=kind,
        config=kind.config_class.from_otrs(stored),
        stored=stored,
    )


_FIELDS = Snapshot("dynamic_fields", (DynamicField,), _load)


async def all_fields(uow: ReadUow) -> Fields:
    return await _FIELDS.get(uow)


def context_of(uow: ReadUow) -> Context:
    return Context(uow.clock.now(), uow.site.database.time_zone)
