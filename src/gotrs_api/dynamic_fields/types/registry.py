"""Every kind by OTRS's name of it (`dynamic_field.field_type`)."""

from __future__ import annotations

from typing import Any, Final

from gotrs_api.dynamic_fields.types.base import FieldType
from gotrs_api.dynamic_fields.types.checkbox import Checkbox
from gotrs_api.dynamic_fields.types.date import Date
from gotrs_api.dynamic_fields.types.date_time import DateTime
from gotrs_api.dynamic_fields.types.dropdown import Dropdown
from gotrs_api.dynamic_fields.types.foreign import Foreign
from gotrs_api.dynamic_fields.types.multiselect import Multiselect
from gotrs_api.dynamic_fields.types.process import ActivityId, ProcessId
from gotrs_api.dynamic_fields.types.text import Text
from gotrs_api.dynamic_fields.types.text_area import TextArea
from gotrs_api.dynamic_fields.types.webservice_dropdown import WebserviceDropdown
from gotrs_api.dynamic_fields.types.webservice_multiselect import WebserviceMultiselect

TYPES: Final[dict[str, FieldType[Any]]] = {
    kind.name: kind
    for kind in (
        Text(), TextArea(), Checkbox(), Dropdown(), Multiselect(), Date(), DateTime(), WebserviceDropdown(),
        WebserviceMultiselect(), ProcessId(), ActivityId(),
    )
}  # fmt: skip
CREATABLE: Final = tuple(name for name, kind in TYPES.items() if kind.is_writable)
_FOREIGN: Final = Foreign()


def field_type(name: str) -> FieldType[Any]:
    return TYPES.get(name, _FOREIGN)
