"""Dynamic fields as `<OTRS_…_DynamicField_<Name>>` and `…_<Name>_Value` tags say them.

Source: Znuny 6.5, Kernel/System/TemplateGenerator.pm, _Replace.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pydantic import JsonValue

from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.fields import Field
from gotrs_api.dynamic_fields.types.dropdown import ChoiceConfig
from gotrs_api.mail.drafts.viewer import Viewer
from gotrs_api.uow import ReadUow


async def field_values(uow: ReadUow, values: Mapping[str, JsonValue], viewer: Viewer) -> dict[str, str]:
    """By name what is stored, by `<name>_Value` what this reader sees; what is unset is left out."""
    fields = (await dynamic_fields.all_fields(uow)).by_name
    readable = await dynamic_fields.readable_values(uow, values)
    found: dict[str, str] = {}
    for name, value in values.items():
        field = fields.get(name)
        if field is not None and value is not None and value != []:
            found[name] = _stored(field, value, viewer)
            found[f"{name}_Value"] = _shown(field, value, viewer) or readable[name]
    return found


def _stored(field: Field, value: JsonValue, viewer: Viewer) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return _shown(field, value, viewer) if field.type_name == "DateTime" else str(value)


def _shown(field: Field, value: JsonValue, viewer: Viewer) -> str:
    """Moments in the reader's zone, labels in their language where the field says so; "" for what needs neither."""
    if field.type_name == "DateTime":
        return viewer.moment(datetime.fromisoformat(str(value)))
    if isinstance(field.config, ChoiceConfig) and field.config.translatable:
        labels = field.config.possible_values
        keys = value if isinstance(value, list) else [value]
        return ", ".join(viewer.translate(labels.get(str(key), str(key))) for key in keys)
    return ""
