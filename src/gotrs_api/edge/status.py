"""What watches the service itself: health, readiness, status and the explanation of problem codes."""

from typing import Any

import structlog
from fastapi import Request, Response
from fastapi.responses import HTMLResponse, JSONResponse
from sqlalchemy import text

from gotrs_api.db.migrate import head_revision
from gotrs_api.edge.monitors import is_monitor
from gotrs_api.edge.problem_pages import problem_page
from gotrs_api.identity.routing import ApiRouter
from gotrs_api.identity.rules import probe, public
from gotrs_api.kernel.errors import NotFound
from gotrs_api.mail.accounts.alerts import fetch_status
from gotrs_api.mail.accounts.schemas import FetchState
from gotrs_api.mail.smtp_accounts.health import send_status
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import Site
from gotrs_api.uow.deps import CurrentSite, Read
from gotrs_api.version import VERSION

log = structlog.get_logger(__name__)
router = ApiRouter(base="", tags=["service"])


async def _database_state(site: Site) -> str:
    """`ok`, `outdated` (migrations are due) or `unreachable`."""
    try:
        async with site.database.connect() as connection:
            revision = await connection.scalar(text("SELECT version_num FROM alembic_version"))
    except Exception as error:  # each driver has its own
        log.warning("health.database_unreachable", error=repr(error))
        return "unreachable"
    return "ok" if revision == head_revision() else "outdated"


@router.get("/health", summary="Readiness", responses={503: {"description": "Not ready"}})
@probe
async def health(site: CurrentSite) -> JSONResponse:
    """200 when requests can be served: the database answers and is migrated."""
    state = await _database_state(site)
    ready = state == "ok"
    return JSONResponse({"status": "ok" if ready else "unavailable", "database": state}, 200 if ready else 503)


@router.get("/healthz", summary="Liveness")
@probe
async def healthz() -> dict[str, str]:
    """200 as long as the process answers at all."""
    return {"status": "ok"}


@router.get("/health/detailed", summary="Readiness by part", responses={503: {"description": "Not ready"}})
@probe
async def health_detailed(request: Request, site: CurrentSite) -> JSONResponse:
    """Strangers get the words alone; see `edge.monitors` for who gets kinds and counts."""
    state = await _database_state(site)
    parts: dict[str, Any] = {
        "database": {"status": state, "kind": site.database.dialect_name},
        "cache": {"status": await _cache_state(site)},
    }
    ready = state == "ok"
    if ready:
        parts["mail"] = await _mail_state(site)
        parts["mail_fetching"] = await _fetching_state(site)
    if not is_monitor(request):
        parts = {name: {"status": part["status"]} for name, part in parts.items()}
    return JSONResponse({"status": "ok" if ready else "unavailable", "parts": parts}, 200 if ready else 503)


async def _fetching_state(site: Site) -> dict[str, Any]:
    """For monitoring: mailboxes that should be fetched and are not. They make the service no less ready."""
    async with site.read() as read:
        found = await fetch_status(read)
    failing = sum(one.state is FetchState.FAILING for one in found.alerts)
    status = "failing" if found.alerts else "ok" if found.accounts else "not configured"
    return {
        "status": status, "accounts": found.accounts, "failing": failing, "late": len(found.alerts) - failing,
        "accesses_ending": len(found.ending),
    }  # fmt: skip


async def _mail_state(site: Site) -> dict[str, Any]:
    """The ways out for mail, and how many of them take nothing at present."""
    async with site.read() as read:
        found = await send_status(read)
    status = "failing" if found.troubles else "ok" if found.servers else "not configured"
    return {
        "status": "sandbox" if site.settings.sandbox else status,
        "servers": found.servers,
        "failing": len(found.troubles),
    }


async def _cache_state(site: Site) -> str:
    return "ok" if await site.cache.is_reachable() else "unreachable"


@router.get("/api/v1/health", summary="Readiness")
@probe
async def api_health(site: CurrentSite) -> JSONResponse:
    return await health(site)


@router.get("/api/v1/info", summary="What this service is")
@public
async def info(uow: Read) -> dict[str, str]:
    return {
        "product": await sysconfig.get(uow, settings.PRODUCT_NAME),
        "version": VERSION,
        "api": "v1",
        "organization": await sysconfig.get(uow, settings.ORGANIZATION),
    }


@router.get("/api/v1/status", summary="Whether the service works", responses={503: {"description": "Not ready"}})
@probe
async def api_status(site: CurrentSite) -> JSONResponse:
    return await health(site)


@router.get(
    "/problems/{code}", summary="What a problem code means", include_in_schema=False, response_class=HTMLResponse
)
@public
async def problem_kind(code: str, request: Request) -> Response:
    page = problem_page(code)
    if page is None:
        raise NotFound
    return HTMLResponse(page)
