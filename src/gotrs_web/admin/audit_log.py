"""The audit log: who did what, and whether the log is whole."""

from __future__ import annotations

from collections.abc import Iterable

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from gotrs_api.i18n import N_
from gotrs_api.identity.audit_words import (
    ACTIONS,
    OBJECTS,
    action_in_words,
    actions_with,
    called_the_same,
    object_in_words,
)
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.schemas.audit import AuditRead
from gotrs_api.identity.service import audit_export, audit_log
from gotrs_api.uow import ReadUow
from gotrs_api.uow.deps import Read
from gotrs_web.admin.listing import WORDS, Column, Filter, Found, ListPane, Query
from gotrs_web.admin.pages import list_pane
from gotrs_web.deps import Administrator
from gotrs_web.render import render
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/admin/audit-log")
FACTS = "admin/audit/_facts.html"
ACTORS = {
    "agent": N_("agent"),
    "customer": N_("customer"),
    "system": N_("system"),
    "anonymous": N_("not signed in"),
}


@router.get("", name="admin_audit_log")
async def show_list(request: Request, principal: Administrator, read: Read) -> Response:
    return render(request, "admin/list.html", {"listed": await _list(request, read, principal), "facts": FACTS})


@router.get("/verification", name="admin_audit_verification")
async def verify(request: Request, principal: Administrator, read: Read) -> Response:
    """Reads the whole log: asked for, not shown with each page."""
    listed = await _list(request, read, principal)
    context = {"stats": await audit_log.stats(read, principal), "facts": FACTS}
    return render(request, "admin/list.html", {"listed": listed, **context})


@router.get("/export", name="admin_audit_log_export")
async def export(request: Request, principal: Administrator, form: audit_export.Form = "csv") -> Response:
    """What the list is narrowed to, all of it."""
    query = Query.of(request, _filters(request))
    return StreamingResponse(
        audit_export.export(request.state.site, principal, _wanted(request, query), form),
        media_type=audit_export.MEDIA_TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="audit.{form}"', "Cache-Control": "no-store"},
    )


@router.get("/{audit_id}", name="admin_audit_entry")
async def show_entry(request: Request, principal: Administrator, read: Read, audit_id: int) -> Response:
    entry = await audit_log.read_entry(read, principal, audit_id)
    _ = catalogue_of(request).gettext
    context = {
        "listed": await _list(request, read, principal, str(audit_id)),
        "heading": action_in_words(entry.action, _),
        "tabs": [],
        "entry": entry,
        "who": _who(request, entry),
        "what": _what(request, entry),
        "details": orjson.dumps(entry.details, option=orjson.OPT_INDENT_2).decode(),
    }
    return render(request, "admin/audit/entry.html", context)


async def _list(request: Request, read: ReadUow, principal: Principal, current: str = "") -> ListPane:
    async def rows(read: ReadUow, principal: Principal, query: Query) -> Found:
        found = await audit_log.list_entries(read, principal, query.page_request, _wanted(request, query))
        return Found.of_page(found)

    return await list_pane(
        request, read, principal, "audit-log", _columns(request), _filters(request), rows, current=current
    )


def _columns(request: Request) -> tuple[Column, ...]:
    _ = catalogue_of(request).gettext
    return (
        Column(N_("When"), "at", "moment"),
        Column(N_("Action"), lambda entry: action_in_words(entry.action, _), "link", code="action"),
        Column(N_("Who"), lambda entry: _who(request, entry)),
        Column(N_("What"), lambda entry: _what(request, entry), "muted"),
        Column(N_("Address"), "address", "muted"),
    )


def _filters(request: Request) -> tuple[Filter, ...]:
    """Choices are in words and in their order; of kinds of objects that have the same word it stands once."""
    _ = catalogue_of(request).gettext
    actions = ((action, action_in_words(action, _)) for action in ACTIONS)
    objects = {object_in_words(kind, _): kind for kind in OBJECTS}
    return (
        WORDS,
        Filter("action", N_("Action"), _in_order(actions), translated=True),
        Filter("actor_kind", N_("Who"), tuple(ACTORS.items())),
        Filter("object", N_("What"), _in_order((kind, word) for word, kind in objects.items()), translated=True),
    )


def _in_order(options: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(options, key=lambda option: option[1].casefold()))


def _who(request: Request, entry: AuditRead) -> str:
    _ = catalogue_of(request).gettext
    return entry.actor_name or _(ACTORS.get(entry.actor_kind, entry.actor_kind))


def _what(request: Request, entry: AuditRead) -> str:
    kind = object_in_words(entry.object_type, catalogue_of(request).gettext) if entry.object_type else ""
    return " ".join(filter(None, (kind, entry.object_id)))


def _wanted(request: Request, query: Query) -> audit_log.AuditFilter:
    return audit_log.AuditFilter(
        action=query["action"] or None,
        text=query["q"] or None,
        text_actions=actions_with(query["q"], catalogue_of(request).gettext),
        actor_kind=query["actor_kind"] or None,
        object_types=called_the_same(query["object"]) if query["object"] else (),
    )
