"""The audit log: who did what, and whether the log is whole."""

from __future__ import annotations

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.service import audit_export, audit_log
from gotrs_api.uow import ReadUow
from gotrs_api.uow.deps import Read
from gotrs_web.admin.listing import WORDS, Column, Filter, Found, ListPane, Query
from gotrs_web.admin.pages import list_pane
from gotrs_web.deps import Administrator
from gotrs_web.render import render

router = APIRouter(prefix="/admin/audit-log")
FACTS = "admin/audit/_facts.html"
ACTORS = tuple((kind, N_(kind)) for kind in ("agent", "customer", "system", "anonymous"))
FILTERS = (WORDS, Filter("action", N_("Action")), Filter("actor_kind", N_("Who"), ACTORS), Filter("object", N_("What")))
COLUMNS = (
    Column(N_("When"), "at", "moment"),
    Column(N_("Action"), "action", "link"),
    Column(N_("Who"), lambda entry: entry.actor_name or entry.actor_kind),
    Column(N_("What"), lambda entry: " ".join(filter(None, (entry.object_type, entry.object_id))), "muted"),
    Column(N_("Address"), "address", "muted"),
)


@router.get("", name="admin_audit_log")
async def show_list(request: Request, principal: Administrator, read: Read) -> Response:
    return render(request, "admin/list.html", {"listed": await _list(request, read, principal), "facts": FACTS})


@router.get("/verification", name="admin_audit_verification")
async def verify(request: Request, principal: Administrator, read: Read) -> Response:
    """Reads the whole log: asked for, not shown with each page."""
    listed = await _list(request, read, principal)
    context = {"stats": await audit_log.stats(read, principal), "facts": FACTS}
    return render(request, "admin/list.html", {"listed": listed, **context})


@router.get("/export", name="admin_audit_export")
async def export(request: Request, principal: Administrator, form: audit_export.Form = "csv") -> Response:
    """What the list is narrowed to, all of it."""
    query = Query.of(request, FILTERS)
    return StreamingResponse(
        audit_export.export(request.state.site, principal, _wanted(query), form),
        media_type=audit_export.MEDIA_TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="audit.{form}"', "Cache-Control": "no-store"},
    )


@router.get("/{audit_id}", name="admin_audit_entry")
async def show_entry(request: Request, principal: Administrator, read: Read, audit_id: int) -> Response:
    entry = await audit_log.read_entry(read, principal, audit_id)
    context = {
        "listed": await _list(request, read, principal, str(audit_id)),
        "heading": entry.action,
        "tabs": [],
        "entry": entry,
        "details": orjson.dumps(entry.details, option=orjson.OPT_INDENT_2).decode(),
    }
    return render(request, "admin/audit/entry.html", context)


async def _list(request: Request, read: ReadUow, principal: Principal, current: str = "") -> ListPane:
    return await list_pane(request, read, principal, "audit-log", COLUMNS, FILTERS, _rows, current=current)


async def _rows(read: ReadUow, principal: Principal, query: Query) -> Found:
    """An action may be given by its beginning."""
    return Found.of_page(await audit_log.list_entries(read, principal, query.page_request, _wanted(query)))


def _wanted(query: Query) -> audit_log.AuditFilter:
    action = f"{query['action'].rstrip('*')}*" if query["action"] else None
    return audit_log.AuditFilter(
        action=action,
        text=query["q"] or None,
        actor_kind=query["actor_kind"] or None,
        object_type=query["object"] or None,
    )
