"""API v1 of backups."""

from __future__ import annotations

from typing import Annotated

from fastapi import Body, Path, Response
from fastapi.responses import StreamingResponse

from gotrs_api.admin.backups import service
from gotrs_api.admin.backups.schemas import BackupRead, BackupStart, BackupStarted
from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import API_PREFIX, ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import Read, Uow

SCOPE = "admin:system"
Name = Annotated[str, Path(max_length=100)]
_EVERYTHING = BackupStart(files=True)
router = ApiRouter(prefix="/admin/system/backup", tags=["administration"])


@router.get("", summary="List the backups that are kept")
@requires(SCOPE, group=ADMIN_GROUP)
async def admin_system_backups(uow: Read, principal: CurrentPrincipal) -> ListAnswer[BackupRead]:
    """Newest first; in the folder `backups` of the state folder."""
    return whole(await service.list_backups(uow, principal))


@router.post("", status_code=202, summary="Make a backup", responses=problem_responses(409))
@requires(SCOPE, group=ADMIN_GROUP)
async def admin_system_backup_start(
    response: Response,
    uow: Uow,
    principal: CurrentPrincipal,
    command: Annotated[BackupStart, Body()] = _EVERYTHING,
) -> BackupStarted:
    """In the background: SQLite's online backup, pg_dump or mariadb-dump, and the files beside it.

    The secret key of the desk is not in it: keep `secret.key` apart, without it encrypted settings cannot be read again.
    """
    job_id = await service.start_backup(uow, principal, command)
    response.headers["Location"] = f"{API_PREFIX}/jobs/{job_id}"
    return BackupStarted(job_id=job_id)


@router.get("/{name}", summary="Read about a backup", responses=problem_responses(404))
@requires(SCOPE, group=ADMIN_GROUP)
async def admin_system_backup_read(uow: Read, principal: CurrentPrincipal, name: Name) -> BackupRead:
    return await service.read_backup(uow, principal, name)


@router.get(
    "/{name}/content",
    summary="Download a backup",
    response_class=StreamingResponse,
    responses={
        **problem_responses(404),
        200: {"content": {"application/gzip": {"schema": {"type": "string", "format": "binary"}}}},
    },
)
@requires(SCOPE, group=ADMIN_GROUP)
async def admin_system_backup_download(uow: Uow, principal: CurrentPrincipal, name: Name) -> StreamingResponse:
    """Taking it is an entry of the audit log."""
    about = await service.read_backup(uow, principal, name)
    headers = {
        "Content-Disposition": f'attachment; filename="{about.id}"',
        "Content-Length": str(about.size),
        "Cache-Control": "no-store",
    }
    content = await service.take_backup(uow, principal, name)
    return StreamingResponse(content, media_type="application/gzip", headers=headers)


@router.delete("/{name}", status_code=204, summary="Remove a backup", responses=problem_responses(404))
@requires(SCOPE, group=ADMIN_GROUP)
async def admin_system_backup_remove(uow: Uow, principal: CurrentPrincipal, name: Name) -> None:
    await service.remove_backup(uow, principal, name)
