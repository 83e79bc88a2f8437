"""What the system brings along and administrators look up: locks, and the types of links, which settings turn off."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from gotrs_api.catalog import service as catalog
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.tickets import service as tickets
from gotrs_api.uow import ReadUow
from gotrs_api.uow.deps import Read
from gotrs_web.admin.listing import Column, Found, Query, cut
from gotrs_web.admin.navigation import ROOT
from gotrs_web.admin.pages import list_pane
from gotrs_web.deps import Administrator
from gotrs_web.render import render

router = APIRouter(prefix=ROOT)
LOCKS = (
    Column(N_("Name"), "name", "word"),
    Column(N_("Valid"), "valid", "validity"),
    Column(N_("Changed"), "changed", "moment"),
)
LINK_TYPES = (
    Column(N_("Name"), "name"),
    Column(N_("One end"), "source", "word"),
    Column(N_("Other end"), "target", "word"),
    Column(N_("Between"), lambda kind: ", ".join(kind.objects), "muted"),
    Column(N_("Valid"), "valid", "validity"),
    Column(N_("Can be made"), lambda kind: N_("yes") if kind.is_possible else N_("no"), "word"),
    Column(N_("Links"), "links", "number"),
)


@router.get("/locks", name="admin_locks")
async def show_locks(request: Request, principal: Administrator, read: Read) -> Response:
    listed = await list_pane(request, read, principal, "locks", LOCKS, (), _locks)
    return render(request, "admin/list.html", {"listed": listed, "facts": "admin/_locks_facts.html"})


@router.get("/link-types", name="admin_link_types")
async def show_link_types(request: Request, principal: Administrator, read: Read) -> Response:
    listed = await list_pane(request, read, principal, "link-types", LINK_TYPES, (), _link_types)
    return render(request, "admin/list.html", {"listed": listed, "facts": "admin/_link_types_facts.html"})


async def _locks(read: ReadUow, principal: Principal, query: Query) -> Found:
    return cut(await catalog.list_locks(read), query)


async def _link_types(read: ReadUow, principal: Principal, query: Query) -> Found:
    return cut(await tickets.survey_link_types(read, principal), query)
