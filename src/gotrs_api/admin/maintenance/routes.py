"""API v1 of maintenance periods."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Query, Request, Response

from gotrs_api.admin.maintenance import service
from gotrs_api.admin.maintenance.schemas import MaintenanceCreate, MaintenanceRead, MaintenanceUpdate
from gotrs_api.catalog.routes import READ_SCOPE, EntryId, IfMatch
from gotrs_api.catalog.validity import Validity
from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import API_PREFIX, ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import AGENTS, requires
from gotrs_api.kernel.etags import etag, require_match
from gotrs_api.kernel.list_answer import ListAnswer
from gotrs_api.kernel.lists import ListQuery, cut, listed, single
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import Read, Uow

WRITE_SCOPE = "admin:maintenance"
SORTS: dict[str, Callable[[Any], Any]] = {
    "start": lambda row: row.start,
    "stop": lambda row: row.stop,
    "changed": lambda row: row.changed,
}
router = ApiRouter(prefix="/system-maintenance", tags=["administration"])


class MaintenanceQuery(ListQuery):
    valid: Validity | None = None
    active: bool | None = None

    def wants(self, row: MaintenanceRead) -> bool:
        return self.valid in (None, row.valid) and self.active in (None, row.active)


@router.get("", summary="List maintenance periods", response_model=ListAnswer[MaintenanceRead])
@requires(READ_SCOPE, kinds=AGENTS)
async def system_maintenance_list(
    request: Request, uow: Read, principal: CurrentPrincipal, query: Annotated[MaintenanceQuery, Query()]
) -> Response:
    rows = [row for row in await service.list_maintenance(uow, principal) if query.wants(row)]
    return listed(request, query, cut(rows, query, SORTS, default="-start"))


@router.post("", summary="Plan a maintenance period", status_code=201, response_model=MaintenanceRead)
@requires(WRITE_SCOPE, group=ADMIN_GROUP)
async def system_maintenance_create(
    request: Request, uow: Uow, principal: CurrentPrincipal, command: MaintenanceCreate
) -> Response:
    """From `start` to `stop` only administrators can sign in; who is signed in stays so and sees the notice."""
    made = await service.create_maintenance(uow, principal, command)
    return single(request, made, _tag(made), status=201, location=f"{API_PREFIX}/system-maintenance/{made.id}")


@router.get(
    "/{maintenance_id}",
    summary="Read a maintenance period",
    response_model=MaintenanceRead,
    responses=problem_responses(404),
)
@requires(READ_SCOPE, kinds=AGENTS)
async def system_maintenance_read(
    request: Request, uow: Read, principal: CurrentPrincipal, maintenance_id: EntryId
) -> Response:
    found = await service.read_maintenance(uow, principal, maintenance_id)
    return single(request, found, _tag(found))


@router.patch(
    "/{maintenance_id}",
    summary="Change a maintenance period",
    response_model=MaintenanceRead,
    responses=problem_responses(404, 412),
)
@requires(WRITE_SCOPE, group=ADMIN_GROUP)
async def system_maintenance_update(
    request: Request,
    uow: Uow,
    principal: CurrentPrincipal,
    maintenance_id: EntryId,
    command: MaintenanceUpdate,
    if_match: IfMatch = None,
) -> Response:
    require_match(if_match, _tag(await service.read_maintenance(uow, principal, maintenance_id)))
    changed = await service.update_maintenance(uow, principal, maintenance_id, command)
    return single(request, changed, _tag(changed))


@router.delete(
    "/{maintenance_id}", summary="Call a maintenance period off", status_code=204, responses=problem_responses(404, 412)
)
@requires(WRITE_SCOPE, group=ADMIN_GROUP)
async def system_maintenance_delete(
    uow: Uow, principal: CurrentPrincipal, maintenance_id: EntryId, if_match: IfMatch = None
) -> None:
    require_match(if_match, _tag(await service.read_maintenance(uow, principal, maintenance_id)))
    await service.delete_maintenance(uow, principal, maintenance_id)


def _tag(row: MaintenanceRead) -> str:
    return etag(format(zlib.crc32(row.model_dump_json().encode()), "08x"))
