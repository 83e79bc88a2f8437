"""Who belongs to what, from either side: one list of entries, beside it the other side as a table of boxes."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from gotrs_api.admin.relations import service
from gotrs_api.admin.relations.relation import Relation, Side
from gotrs_api.admin.relations.schemas import CellsSet
from gotrs_api.catalog.validity import Validity
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import Conflict
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import Read
from gotrs_web.admin.changes import changes_of_relation
from gotrs_web.admin.listing import PAGE_SIZE, USUAL_FILTERS, Column, Found, ListPane, Query
from gotrs_web.admin.navigation import ROOT, title_of
from gotrs_web.deps import Administrator
from gotrs_web.forms import build
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of
from gotrs_web.wording import explain

router = APIRouter(prefix=f"{ROOT}/relations")
COLUMNS = (
    Column(N_("Name"), "name", "link"),
    Column(N_("Note"), "note", "muted"),
    Column(N_("Valid"), "valid", "validity"),
)


@router.get("/{name}", name="admin_relation")
async def show_first_side(request: Request, principal: Administrator, read: Read, name: str) -> Response:
    return await _side_page(request, read, principal, service.relation_of(name), 0)


@router.get("/{name}/{axis}", name="admin_relation_side")
async def show_side(request: Request, principal: Administrator, read: Read, name: str, axis: str) -> Response:
    relation = service.relation_of(name)
    return await _side_page(request, read, principal, relation, service.side_of(relation, axis))


@router.get("/{name}/{axis}/{key:path}", name="admin_relation_entry")
async def show_entry(
    request: Request, principal: Administrator, read: Read, name: str, axis: str, key: str
) -> Response:
    relation = service.relation_of(name)
    return await _page(request, read, principal, relation, service.side_of(relation, axis), key)


@router.post("/{name}/{axis}/{key:path}")
async def save(request: Request, principal: Administrator, name: str, axis: str, key: str) -> Response:
    """Only what was changed on the page one sees, so that two who change different cells do not undo each other."""
    relation = service.relation_of(name)
    side = service.side_of(relation, axis)
    site: Site = request.state.site
    command = build(CellsSet, {"cells": _changed_cells(await request.form())})
    try:
        async with site.uow(acting_id=principal.user_id) as uow:
            await service.set_cells(uow, principal, relation, side, key, command.cells)
    except Conflict as refusal:
        async with site.read() as read:
            return await _page(request, read, principal, relation, side, key, explain(request, refusal))
    query = f"?{request.url.query}" if request.url.query else ""
    return redirect(request, request.url.path + query, toast=catalogue_of(request).gettext("Saved."))


def _changed_cells(form: FormData) -> list[dict[str, object]]:
    """`row` names the entries that were shown, `had-…` what their boxes were, `cell-…` what they are."""
    changed: list[dict[str, object]] = []
    for row in form.getlist("row"):
        had = set(str(form.get(f"had-{row}", "")).split())
        marks = {str(mark) for mark in form.getlist(f"cell-{row}")}
        if marks != had:
            changed.append({"key": str(row), "marks": sorted(marks)})
    return changed


def _url(relation: Relation) -> str:
    return f"{ROOT}/relations/{relation.name}"


def _sides(request: Request, relation: Relation, side: Side) -> Sequence[dict[str, object]]:
    _ = catalogue_of(request).gettext
    return [
        {"label": _(axis.title), "url": f"{_url(relation)}/{axis.name}", "current": position == side}
        for position, axis in enumerate(relation.axes)
    ]


async def _side_page(request: Request, read: ReadUow, principal: Principal, relation: Relation, side: Side) -> Response:
    context = {
        "listed": await _list(request, read, principal, relation, side),
        "facts": "admin/relations/_sides.html",
        "sides": _sides(request, relation, side),
    }
    return render(request, "admin/list.html", context)


async def _list(
    request: Request, read: ReadUow, principal: Principal, relation: Relation, side: Side, current: str = ""
) -> ListPane:
    query = Query.of(request, USUAL_FILTERS)
    page = await service.list_axis(
        read, principal, relation, side, query.page_request, text=query["q"], valid=query.validity
    )
    title = catalogue_of(request).gettext(title_of(f"relations/{relation.name}"))
    return ListPane(
        f"relations/{relation.name}/{relation.axes[side].name}",
        title,
        COLUMNS,
        USUAL_FILTERS,
        query,
        Found.of_page(page),
        current=current,
        identify=lambda row: str(row.key),
        transfer_url=f"{ROOT}/relation-files/{relation.name}",
    )


async def _page(
    request: Request,
    read: ReadUow,
    principal: Principal,
    relation: Relation,
    side: Side,
    key: str,
    error: str = "",
) -> Response:
    """The table has words and pages of its own (`find`, `from`), beside those of the list."""
    asked = request.query_params
    entry = await service.read_entry(read, principal, relation, side, key)
    words, only = asked.get("find", ""), "only" in asked
    paging = PageRequest(PAGE_SIZE, asked.get("from") or None, asked.get("until") or None, include_total=True)
    page = await service.list_cells(read, principal, relation, side, key, paging, text=words, only_assigned=only)
    other = relation.axes[1 - side]
    listed = await _list(request, read, principal, relation, side, entry.key)
    here = f"{listed.url}/{quote(entry.key, safe='')}"
    _ = catalogue_of(request).gettext
    context = {
        "listed": listed,
        "facts": "admin/relations/_sides.html",
        "sides": _sides(request, relation, side),
        "heading": entry.name,
        "note": entry.note,
        "is_invalid": entry.valid is not Validity.VALID,
        "tabs": [],
        "here": here,
        "action": f"{here}?{asked}" if asked else here,
        "other_title": _(other.title),
        "other_url": f"{_url(relation)}/{other.name}",
        # What rights are called is the same in every language.
        "marks": [(mark.name, mark.label if mark.label == mark.name else _(mark.label)) for mark in relation.marks],
        "cells": page,
        "words": words,
        "only": only,
        "error": error,
        "changes": await changes_of_relation(request, read, principal, relation, side, entry),
    }
    return render(request, "admin/relations/entry.html", context, status=409 if error else 200)
