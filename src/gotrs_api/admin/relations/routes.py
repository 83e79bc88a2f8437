"""API v1 of relations: groups of agents, services of customer users, templates of queues and the like."""

from typing import Annotated

from fastapi import Path, Query, Request, Response

from gotrs_api.admin.relations import files, service
from gotrs_api.admin.relations.relation import RELATIONS
from gotrs_api.admin.relations.schemas import (
    AxisEntry,
    Cell,
    CellsSet,
    RelationFile,
    RelationImported,
    RelationRead,
)
from gotrs_api.admin.row_files import MEDIA_TYPES, Format
from gotrs_api.identity.paging import Paging, answer
from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires
from gotrs_api.identity.scopes import Scope
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import Read, Uow

router = ApiRouter(prefix="/admin/relations", tags=["administration"])
Name = Annotated[str, Path(max_length=50, description="As in the list of relations.")]
AxisName = Annotated[str, Path(max_length=50, description="One of the relation's two axes.")]
Key = Annotated[str, Path(max_length=200, description="Of an entry of this axis.")]
Words = Annotated[str, Query(max_length=200, description="Words in name or note.")]


@router.get("", summary="List relations")
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def relations_list(principal: CurrentPrincipal) -> ListAnswer[RelationRead]:
    return whole(
        [
            RelationRead(
                name=one.name,
                axes=(one.axes[0].name, one.axes[1].name),
                marks=tuple(mark.name for mark in one.marks),
            )
            for one in RELATIONS.values()
        ]
    )


@router.get(
    "/{relation}/export",
    summary="Download all ties of a relation",
    response_class=Response,
    responses={
        200: {"content": {form: {} for form in MEDIA_TYPES.values()}},
        **problem_responses(404),
    },
)
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def relations_export(uow: Uow, principal: CurrentPrincipal, relation: Name, form: Format = "yaml") -> Response:
    """By the names of what they tie, so that another desk can take them in."""
    found = service.relation_of(relation)
    content = await files.export_ties(uow, principal, found, form)
    disposition = f'attachment; filename="{found.name}.{form}"'
    return Response(content, media_type=MEDIA_TYPES[form], headers={"Content-Disposition": disposition})


@router.post("/{relation}/import", summary="Read ties of a relation from a file", responses=problem_responses(404, 409))
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def relations_import(
    uow: Uow, principal: CurrentPrincipal, relation: Name, body: RelationFile
) -> RelationImported:
    """As a whole or, where a row is wrong, not at all."""
    return await files.import_ties(uow, principal, service.relation_of(relation), body)


@router.get("/{relation}/{axis}", summary="List one side of a relation", responses=problem_responses(404))
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def relations_axis(
    request: Request,
    response: Response,
    uow: Read,
    principal: CurrentPrincipal,
    relation: Name,
    axis: AxisName,
    paging: Paging,
    q: Words = "",
) -> ListAnswer[AxisEntry]:
    found = service.relation_of(relation)
    page = await service.list_axis(uow, principal, found, service.side_of(found, axis), paging, text=q)
    return answer(request, response, page.rows, page)


@router.get("/{relation}/{axis}/{key:path}", summary="Read what an entry is tied to", responses=problem_responses(404))
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def relations_cells(
    request: Request,
    response: Response,
    uow: Read,
    principal: CurrentPrincipal,
    relation: Name,
    axis: AxisName,
    key: Key,
    paging: Paging,
    q: Words = "",
    assigned: Annotated[bool, Query(description="Only what is tied to it.")] = False,
) -> ListAnswer[Cell]:
    found = service.relation_of(relation)
    page = await service.list_cells(
        uow, principal, found, service.side_of(found, axis), key, paging, text=q, only_assigned=assigned
    )
    return answer(request, response, page.rows, page)


@router.patch(
    "/{relation}/{axis}/{key:path}",
    status_code=204,
    summary="Change what an entry is tied to",
    responses=problem_responses(404, 409),
)
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def relations_set(
    uow: Uow, principal: CurrentPrincipal, relation: Name, axis: AxisName, key: Key, body: CellsSet
) -> Response:
    found = service.relation_of(relation)
    await service.set_cells(uow, principal, found, service.side_of(found, axis), key, body.cells)
    return Response(status_code=204)
