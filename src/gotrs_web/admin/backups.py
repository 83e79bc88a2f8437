"""Backups: those that are kept, making another, taking one away."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from gotrs_api.admin.backups import service
from gotrs_api.admin.backups.schemas import BackupStart
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.uow.deps import Read, Uow
from gotrs_web.admin.listing import Column, Found, ListPane, Query, cut
from gotrs_web.admin.navigation import ROOT
from gotrs_web.admin.pages import list_pane
from gotrs_web.deps import Administrator
from gotrs_web.downloads import disposition
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

PAGE = f"{ROOT}/backups"
router = APIRouter(prefix=PAGE)
FACTS = "admin/backups/_facts.html"
COLUMNS = (
    Column(N_("Made"), "created", "moment"),
    Column(N_("Name"), "id", "link"),
    Column(N_("Content"), lambda one: N_("database and files") if one.files else N_("database alone"), "word"),
    Column(N_("Size"), "size", "bytes"),
)


@router.get("", name="admin_backups")
async def show_list(request: Request, principal: Administrator, read: Read) -> Response:
    context = {"facts": FACTS, "missing": service.missing_program(read.site)}
    return render(request, "admin/list.html", {"listed": await _list(request, read, principal), **context})


@router.post("", name="admin_backup_start")
async def start(request: Request, principal: Administrator, uow: Uow) -> Response:
    return await _start(request, principal, uow, BackupStart(files=True))


@router.post("/database", name="admin_database_backup_start")
async def start_with_database_alone(request: Request, principal: Administrator, uow: Uow) -> Response:
    return await _start(request, principal, uow, BackupStart(files=False))


async def _start(request: Request, principal: Principal, uow: UnitOfWork, command: BackupStart) -> Response:
    """On to the job, which shows how far it is."""
    job_id = await service.start_backup(uow, principal, command)
    return redirect(request, f"{ROOT}/jobs/{job_id}", toast=catalogue_of(request).gettext("The backup is being made."))


@router.get("/{name}", name="admin_backup")
async def show_backup(request: Request, principal: Administrator, read: Read, name: str) -> Response:
    found = await service.read_backup(read, principal, name)
    context = {
        "listed": await _list(request, read, principal, name),
        "facts": FACTS,
        "missing": service.missing_program(read.site),
        "heading": name,
        "tabs": [],
        "backup": found,
    }
    return render(request, "admin/backups/backup.html", context)


@router.get("/{name}/content", name="admin_backup_content")
async def download(principal: Administrator, uow: Uow, name: str) -> Response:
    found = await service.read_backup(uow, principal, name)
    headers = {
        "Content-Disposition": disposition(found.id),
        "Content-Length": str(found.size),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    content = await service.take_backup(uow, principal, name)
    return StreamingResponse(content, media_type="application/gzip", headers=headers)


@router.post("/{name}/removal", name="admin_backup_removal")
async def remove(request: Request, principal: Administrator, uow: Uow, name: str) -> Response:
    await service.remove_backup(uow, principal, name)
    return redirect(request, PAGE, toast=catalogue_of(request).gettext("The backup is removed."))


async def _list(request: Request, read: ReadUow, principal: Principal, current: str = "") -> ListPane:
    return await list_pane(request, read, principal, "backups", COLUMNS, (), _rows, current=current)


async def _rows(read: ReadUow, principal: Principal, query: Query) -> Found:
    return cut(await service.list_backups(read, principal), query)
