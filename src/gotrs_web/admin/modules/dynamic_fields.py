"""Dynamic fields: what they are; their configuration and screens are tabs of their own."""

from __future__ import annotations

from gotrs_api.dynamic_fields import service
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.dynamic_fields.schemas import DynamicFieldCreate, DynamicFieldUpdate
from gotrs_api.dynamic_fields.types import CREATABLE
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.uow import ReadUow
from gotrs_web.admin.fields import VALID, Field, name
from gotrs_web.admin.listing import USUAL_FILTERS, Column, Filter, Found, Query, cut
from gotrs_web.admin.module import Module, Tab
from gotrs_web.admin.modules.catalog import NAME, VALIDITY

OBJECTS: tuple[tuple[str, str], ...] = (
    (ObjectType.TICKET, N_("Ticket")),
    (ObjectType.ARTICLE, N_("Article")),
    (ObjectType.CUSTOMER_USER, N_("Customer user")),
    (ObjectType.CUSTOMER_COMPANY, N_("Customer company")),
)
OF_OBJECT = Filter("object", N_("Belongs to"), OBJECTS)
_OBJECT_NAMES = {str(key): label for key, label in OBJECTS}


async def _fields(read: ReadUow, principal: Principal, query: Query) -> Found:
    rows = await service.list_fields(read, principal)
    wanted = query["object"]
    return cut([row for row in rows if wanted in ("", row.object_type)], query, lambda row: f"{row.name} {row.label}")


DYNAMIC_FIELDS = Module(
    key="dynamic-fields",
    add=N_("Add dynamic field"),
    columns=(
        NAME,
        Column(N_("Label"), "label"),
        Column(N_("Belongs to"), lambda row: _OBJECT_NAMES.get(row.object_type, row.object_type), "word"),
        Column(N_("Kind"), "type", "muted"),
        Column(N_("Place"), "order", "number"),
        VALIDITY,
    ),
    filters=(*USUAL_FILTERS, OF_OBJECT),
    rows=_fields,
    read=service.read_field,
    fields=(
        name(hint=N_("Letters and digits only; interfaces use it.")),
        Field("label", N_("Label"), required=True, hint=N_("What people read beside the field.")),
        Field("object_type", N_("Belongs to"), "select", options=OBJECTS, required=True, only="create",
            hint=N_("Whose values it holds: it is offered on their forms alone."),
        ),
        Field(
            "type", N_("Kind"), "select", options=tuple((kind, kind) for kind in CREATABLE), required=True, only="create",
            hint=N_("Where it belongs and its kind cannot be changed later."),
        ),
        Field(
            "order", N_("Place"), "number", omit_empty=True, hint=N_("Fields stand in this order on every screen."),
        ),
        VALID,
    ),
    creation=DynamicFieldCreate,
    create=service.create_field,
    change=DynamicFieldUpdate,
    update=service.update_field,
    audited_as="dynamic_field",
    pages=(Tab("order", N_("Order")), Tab("screens", N_("Screens"))),
    tabs=(Tab("config", N_("Values")), Tab("screens", N_("Screens"))),
    created_at="config",
)  # fmt: skip
