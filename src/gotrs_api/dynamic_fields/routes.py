"""API v1: definitions of dynamic fields, and the screens that show them."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Header, Path, Query, Request, Response
from pydantic import BaseModel, Field

from gotrs_api.catalog.validity import Validity
from gotrs_api.dynamic_fields import service
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.dynamic_fields.schemas import (
    DynamicFieldCreate,
    DynamicFieldRead,
    DynamicFieldUpdate,
    ScreenRead,
    ScreenUpdate,
)
from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import API_PREFIX, ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import AGENTS, requires
from gotrs_api.kernel.etags import etag, require_match
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.lists import ListQuery, cut, listed, single
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import Read, Uow

READ_SCOPE, WRITE_SCOPE = "queues:read", "admin:dynamic-fields"
FieldId = Annotated[int, Path(ge=1, le=2**31 - 1)]
ScreenName = Annotated[str, Path(max_length=100, examples=["AgentTicketPhone"])]
IfMatch = Annotated[str | None, Header(alias="If-Match", description="The ETag that was read.")]
SORTS: dict[str, Callable[[DynamicFieldRead], Any]] = {
    "order": lambda field: field.order,
    "name": lambda field: field.name.lower(),
    "label": lambda field: field.label.lower(),
    "type": lambda field: field.type,
}
router = ApiRouter(prefix="/dynamic-fields", tags=["dynamic fields"])


class DynamicFieldQuery(ListQuery):
    object_type: ObjectType | None = None
    type: str | None = Field(None, max_length=200)
    name: str | None = Field(None, max_length=200)
    valid: Validity | None = None

    def wants(self, field: DynamicFieldRead) -> bool:
        return (
            (self.object_type is None or field.object_type == self.object_type)
            and (self.type is None or field.type == self.type)
            and (self.name is None or field.name == self.name)
            and (self.valid is None or field.valid is self.valid)
        )


def _tag(resource: BaseModel) -> str:
    return etag(format(zlib.crc32(resource.model_dump_json().encode()), "08x"))


@router.get("", summary="List dynamic fields", response_model=ListAnswer[DynamicFieldRead])
@requires(READ_SCOPE, kinds=AGENTS)
async def dynamic_fields_list(
    request: Request, uow: Read, principal: CurrentPrincipal, query: Annotated[DynamicFieldQuery, Query()]
) -> Response:
    rows = [field for field in await service.list_fields(uow, principal) if query.wants(field)]
    return listed(request, query, cut(rows, query, SORTS, default="order"))


@router.post(
    "",
    summary="Create a dynamic field",
    status_code=201,
    response_model=DynamicFieldRead,
    responses=problem_responses(409),
)
@requires(WRITE_SCOPE, group=ADMIN_GROUP)
async def dynamic_fields_create(
    request: Request, uow: Uow, principal: CurrentPrincipal, command: DynamicFieldCreate
) -> Response:
    """`config` by type. Text: `default`, `rules` (`pattern`, `message`), `link`. TextArea: `rows`, `cols` as well. Checkbox:
    `default`. Dropdown and Multiselect: `possible_values` (key to label), `possible_none`, `tree_view`, `translatable`,
    `default`. Date and DateTime: `default` (seconds from now), `years_period`, `years_in_past`, `years_in_future`,
    `restriction`. WebserviceDropdown and
    WebserviceMultiselect: `webservice`, `invoker_search`, `invoker_get`, `stored_value`, `displayed_values`, `cache_ttl`, …"""
    field = await service.create_field(uow, principal, command)
    location = f"{API_PREFIX}/dynamic-fields/{field.id}"
    return single(request, field, _tag(field), status=201, location=location)


@router.get("/screens", summary="List the screens with their dynamic fields")
@requires(READ_SCOPE, kinds=AGENTS)
async def dynamic_field_screens_list(uow: Read, principal: CurrentPrincipal) -> ListAnswer[ScreenRead]:
    return whole(await service.list_screens(uow, principal))


@router.get(
    "/screens/{screen}",
    summary="Read a screen's dynamic fields",
    response_model=ScreenRead,
    responses=problem_responses(404),
)
@requires(READ_SCOPE, kinds=AGENTS)
async def dynamic_field_screens_read(
    request: Request, uow: Read, principal: CurrentPrincipal, screen: ScreenName
) -> Response:
    found = await service.read_screen(uow, principal, screen)
    return single(request, found, _tag(found))


@router.put(
    "/screens/{screen}",
    summary="Replace a screen's dynamic fields",
    response_model=ScreenRead,
    responses=problem_responses(404, 412),
)
@requires(WRITE_SCOPE, group=ADMIN_GROUP)
async def dynamic_field_screens_replace(
    request: Request,
    uow: Uow,
    principal: CurrentPrincipal,
    screen: ScreenName,
    command: ScreenUpdate,
    if_match: IfMatch = None,
) -> Response:
    require_match(if_match, _tag(await service.read_screen(uow, principal, screen)))
    found = await service.set_screen(uow, principal, screen, command)
    return single(request, found, _tag(found))


@router.get(
    "/{field_id}", summary="Read a dynamic field", response_model=DynamicFieldRead, responses=problem_responses(404)
)
@requires(READ_SCOPE, kinds=AGENTS)
async def dynamic_fields_read(request: Request, uow: Read, principal: CurrentPrincipal, field_id: FieldId) -> Response:
    field = await service.read_field(uow, principal, field_id)
    return single(request, field, _tag(field))


@router.patch(
    "/{field_id}",
    summary="Change a dynamic field",
    response_model=DynamicFieldRead,
    responses=problem_responses(404, 409, 412),
)
@requires(WRITE_SCOPE, group=ADMIN_GROUP)
async def dynamic_fields_update(
    request: Request,
    uow: Uow,
    principal: CurrentPrincipal,
    field_id: FieldId,
    command: DynamicFieldUpdate,
    if_match: IfMatch = None,
) -> Response:
    require_match(if_match, _tag(await service.read_field(uow, principal, field_id)))
    field = await service.update_field(uow, principal, field_id, command)
    return single(request, field, _tag(field))


@router.delete(
    "/{field_id}",
    summary="Delete a dynamic field with all its values",
    status_code=204,
    responses=problem_responses(404, 409),
)
@requires(WRITE_SCOPE, group=ADMIN_GROUP)
async def dynamic_fields_delete(uow: Uow, principal: CurrentPrincipal, field_id: FieldId) -> None:
    await service.delete_field(uow, principal, field_id)


ROUTERS = (router,)
