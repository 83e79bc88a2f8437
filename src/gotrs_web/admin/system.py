"""The installation: figures, what the process was started with, the search index, and what support asks for."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from gotrs_api.admin.system import service
from gotrs_api.admin.system.bundle import support_bundle
from gotrs_api.i18n import N_
from gotrs_api.identity.principals import forget_all
from gotrs_api.tickets.service import search
from gotrs_api.uow import Site
from gotrs_api.uow.deps import Read, Uow
from gotrs_api.uow.snapshot import forget_pictures
from gotrs_web.admin.navigation import ROOT
from gotrs_web.deps import Administrator
from gotrs_web.downloads import file_download
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

PAGE = f"{ROOT}/system"
IDLE_NAMED = 10
router = APIRouter(prefix=PAGE)
HEALTH = {"ok": N_("up to date"), "rebuilding": N_("is made anew"), "behind": N_("behind")}


@router.get("", name="admin_system")
async def show(request: Request, principal: Administrator, read: Read) -> Response:
    config = await service.read_config(read, principal)
    health = await search.search_health(read, principal)
    context = {
        "config": config,
        "stats": await service.read_stats(read, principal),
        "health": health,
        "health_word": HEALTH[health.status],
        "idle_named": IDLE_NAMED,
    }
    return render(request, "admin/system.html", context)


@router.post("/search-index", name="admin_search_rebuild")
async def rebuild_search(request: Request, principal: Administrator, uow: Uow) -> Response:
    job_id = await search.start_reindex(uow, principal)
    toast = catalogue_of(request).gettext("The search index is being made anew.")
    return redirect(request, f"{ROOT}/jobs/{job_id}", toast=toast)


@router.post("/caches", name="admin_forget_caches")
async def forget(request: Request, principal: Administrator) -> Response:
    """What this process remembers of settings, master data and rights is read anew; others do so within seconds."""
    site: Site = request.state.site
    forget_pictures(site)
    forget_all(site)
    return redirect(request, PAGE, toast=catalogue_of(request).gettext("Everything is read anew."))


@router.get("/support-bundle", name="admin_support_bundle")
async def download_bundle(principal: Administrator, uow: Uow) -> Response:
    content = await support_bundle(uow, principal)
    return file_download(content, f"gotrs-support-{uow.clock.now():%Y%m%d-%H%M}.zip", "application/zip")
