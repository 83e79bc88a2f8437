"""API v1 of the installation itself."""

from __future__ import annotations

from fastapi import Response

from gotrs_api.admin.system import service
from gotrs_api.admin.system.bundle import support_bundle
from gotrs_api.admin.system.schemas import SystemConfig, SystemMaintenance, SystemStats
from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires
from gotrs_api.uow.deps import Read, Uow

SCOPE = "admin:system"
router = ApiRouter(prefix="/admin/system", tags=["administration"])


@router.get("/config", summary="What the server was started with")
@requires(SCOPE, group=ADMIN_GROUP)
async def admin_system_config(uow: Read, principal: CurrentPrincipal) -> SystemConfig:
    """Of the environment. What administrators change is at `/sysconfig`."""
    return await service.read_config(uow, principal)


@router.get("/stats", summary="The installation in figures")
@requires(SCOPE, group=ADMIN_GROUP)
async def admin_system_stats(uow: Read, principal: CurrentPrincipal) -> SystemStats:
    return await service.read_stats(uow, principal)


@router.get("/support-bundle", summary="What support asks for", response_class=Response)
@requires(SCOPE, group=ADMIN_GROUP)
async def admin_system_support_bundle(uow: Uow, principal: CurrentPrincipal) -> Response:
    """A ZIP file with versions, changed settings and figures; without secrets."""
    headers = {"Content-Disposition": 'attachment; filename="gotrs-support.zip"', "Cache-Control": "no-store"}
    return Response(await support_bundle(uow, principal), media_type="application/zip", headers=headers)


@router.get("/maintenance", summary="The maintenance that runs or begins soon")
@requires(SCOPE, group=ADMIN_GROUP)
async def admin_system_maintenance(uow: Read, principal: CurrentPrincipal) -> SystemMaintenance:
    return await service.read_system_maintenance(uow, principal)
