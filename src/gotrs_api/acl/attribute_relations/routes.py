"""API v1 of ticket attribute relations."""

from __future__ import annotations

import zlib
from typing import Annotated
from urllib.parse import quote

from fastapi import Header, Path, Query, Request, Response
from pydantic import StringConstraints

from gotrs_api.acl.attribute_relations import service
from gotrs_api.acl.attribute_relations.schemas import (
    Allowed,
    Attribute,
    AttributeRelationRead,
    Chosen,
    RelationCreate,
    RelationOrder,
    RelationUpdate,
)
from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import API_PREFIX, ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import AGENTS, requires
from gotrs_api.kernel.etags import etag, require_match
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.lists import single
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import Read, Uow

READ_SCOPE, ADMIN_SCOPE = "queues:read", "admin:attribute-relations"
router = ApiRouter(prefix="/ticket-attribute-relations", tags=["ticket attribute relations"])
# An address holds 64 KiB and no more; POST takes any number of values.
AddressedValue = Annotated[str, StringConstraints(max_length=1000)]
RelationId = Annotated[int, Path(ge=1, le=2**63 - 1)]
IfMatch = Annotated[str | None, Header(alias="If-Match", description="The ETag that was read.")]


@router.get("/evaluate", summary="What one value allows")
@requires(READ_SCOPE, kinds=AGENTS)
async def attribute_relations_evaluate(
    uow: Read,
    principal: CurrentPrincipal,
    attribute: Annotated[Attribute, Query(examples=["Queue"])],
    value: Annotated[list[AddressedValue], Query(max_length=5, examples=[["Raw"]])],
) -> Allowed:
    """For each attribute that is restricted the values that can be chosen beside this one."""
    return await service.evaluate(uow, principal, Chosen(values={attribute: tuple(value)}))


@router.post("/evaluate", summary="What a form's values allow")
@requires(READ_SCOPE, kinds=AGENTS)
async def attribute_relations_evaluate_form(uow: Read, principal: CurrentPrincipal, chosen: Chosen) -> Allowed:
    """The same for all that is chosen on a form. Changes nothing."""
    return await service.evaluate(uow, principal, chosen)


@router.get("", summary="List attribute relations")
@requires(ADMIN_SCOPE, group=ADMIN_GROUP)
async def attribute_relations_list(uow: Read, principal: CurrentPrincipal) -> ListAnswer[AttributeRelationRead]:
    """In the order in which they count."""
    return whole(await service.list_relations(uow, principal))


@router.post(
    "",
    summary="Import an attribute relation",
    status_code=201,
    response_model=AttributeRelationRead,
    responses=problem_responses(409),
)
@requires(ADMIN_SCOPE, group=ADMIN_GROUP)
async def attribute_relations_create(
    request: Request, uow: Uow, principal: CurrentPrincipal, command: RelationCreate
) -> Response:
    """From a CSV file (`;`, UTF-8) or an XLSX workbook: two columns with the names of the attributes on top, one of
    Queue, State, Priority, Type, Service, SLA, Owner, Responsible, CustomerID, CustomerUserID, DynamicField_…"""
    relation = await service.create_relation(uow, principal, command)
    location = f"{API_PREFIX}/ticket-attribute-relations/{relation.id}"
    return single(request, relation, _tag(relation), status=201, location=location)


@router.put("/order", summary="Order the attribute relations")
@requires(ADMIN_SCOPE, group=ADMIN_GROUP)
async def attribute_relations_order(
    uow: Uow, principal: CurrentPrincipal, command: RelationOrder
) -> ListAnswer[AttributeRelationRead]:
    return whole(await service.order_relations(uow, principal, command))


@router.get(
    "/{relation_id}",
    summary="Read an attribute relation",
    response_model=AttributeRelationRead,
    responses=problem_responses(404),
)
@requires(ADMIN_SCOPE, group=ADMIN_GROUP)
async def attribute_relations_read(
    request: Request, uow: Read, principal: CurrentPrincipal, relation_id: RelationId
) -> Response:
    relation = await service.read_relation(uow, principal, relation_id)
    return single(request, relation, _tag(relation))


@router.get(
    "/{relation_id}/content",
    summary="Download an attribute relation's file",
    response_class=Response,
    responses=problem_responses(404),
)
@requires(ADMIN_SCOPE, group=ADMIN_GROUP)
async def attribute_relations_content(uow: Read, principal: CurrentPrincipal, relation_id: RelationId) -> Response:
    filename, content = await service.file_of(uow, principal, relation_id)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(filename, safe='')}",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, media_type="application/octet-stream", headers=headers)


@router.patch(
    "/{relation_id}",
    summary="Change an attribute relation",
    response_model=AttributeRelationRead,
    responses=problem_responses(404, 409, 412),
)
@requires(ADMIN_SCOPE, group=ADMIN_GROUP)
async def attribute_relations_update(
    request: Request,
    uow: Uow,
    principal: CurrentPrincipal,
    relation_id: RelationId,
    command: RelationUpdate,
    if_match: IfMatch = None,
) -> Response:
    require_match(if_match, _tag(await service.read_relation(uow, principal, relation_id)))
    relation = await service.update_relation(uow, principal, relation_id, command)
    return single(request, relation, _tag(relation))


@router.delete(
    "/{relation_id}", summary="Delete an attribute relation", status_code=204, responses=problem_responses(404)
)
@requires(ADMIN_SCOPE, group=ADMIN_GROUP)
async def attribute_relations_delete(uow: Uow, principal: CurrentPrincipal, relation_id: RelationId) -> None:
    await service.delete_relation(uow, principal, relation_id)


def _tag(relation: AttributeRelationRead) -> str:
    return etag(relation.id, format(zlib.crc32(relation.model_dump_json().encode()), "08x"))


ROUTERS = (router,)
