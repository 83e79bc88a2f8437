"""Ticket attribute relations: a file is looked at before it is imported, and the order in which they count."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData, UploadFile

from gotrs_api.acl.attribute_relations import service
from gotrs_api.acl.attribute_relations.schemas import RelationCreate, RelationUpdate
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import Conflict, InvalidInput
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import Read, Uow
from gotrs_web.admin.changes import last_changes
from gotrs_web.admin.listing import WORDS, Column, Found, ListPane, Query
from gotrs_web.admin.navigation import ROOT
from gotrs_web.admin.pages import list_pane
from gotrs_web.deps import Administrator
from gotrs_web.downloads import file_download
from gotrs_web.forms import FormErrors, build, errors_of
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

KEY = "attribute-relations"
PAGE = f"{ROOT}/{KEY}"
PAIRS_SHOWN = 500
router = APIRouter(prefix=PAGE)
COLUMNS = (
    Column(N_("File"), "filename", "link"),
    Column(N_("When this is chosen"), "attribute_1"),
    Column(N_("this is narrowed"), "attribute_2"),
    Column(N_("Pairs"), lambda row: len(row.pairs), "number"),
    Column(N_("Order"), "priority", "number"),
)


@router.get("", name="admin_attribute_relations")
async def show_list(request: Request, principal: Administrator, read: Read) -> Response:
    return render(request, "admin/list.html", {"listed": await _list(request, read, principal)})


@router.get("/new", name="admin_new_attribute_relation")
async def show_empty_form(request: Request, principal: Administrator, read: Read) -> Response:
    return await _new_page(request, read, principal, {})


@router.post("/new")
async def preview_or_import(request: Request, principal: Administrator) -> Response:
    """With `preview` nothing is written; the page carries the file along."""
    site: Site = request.state.site
    form = await request.form()
    sent = await _sent(form)
    try:
        command = build(RelationCreate, sent)
        if "preview" in form:
            async with site.read() as read:
                shown = await service.preview_relation(read, principal, command)
                return await _new_page(request, read, principal, sent, preview=shown)
        async with site.uow(acting_id=principal.user_id) as uow:
            relation = await service.create_relation(uow, principal, command)
    except (InvalidInput, Conflict) as refusal:
        errors = errors_of(request, refusal, _labels(request), {"content": "file", "filename": "file"})
        async with site.read() as read:
            return await _new_page(request, read, principal, {}, errors=errors)
    return redirect(request, f"{PAGE}/{relation.id}", toast=catalogue_of(request).gettext("Saved."))


@router.get("/{relation_id:int}", name="admin_attribute_relation")
async def show(request: Request, principal: Administrator, read: Read, relation_id: int) -> Response:
    return await _page(request, read, principal, relation_id)


@router.post("/{relation_id:int}")
async def save(request: Request, principal: Administrator, relation_id: int) -> Response:
    """Another place in the order, and another file where one was sent."""
    site: Site = request.state.site
    form = await request.form()
    sent = await _sent(form) | {"priority": str(form.get("priority", ""))}
    try:
        command = build(RelationUpdate, sent)
        async with site.uow(acting_id=principal.user_id) as uow:
            await service.update_relation(uow, principal, relation_id, command)
    except (InvalidInput, Conflict) as refusal:
        errors = errors_of(request, refusal, _labels(request), {"content": "file", "filename": "file"})
        async with site.read() as read:
            return await _page(request, read, principal, relation_id, errors)
    return redirect(request, f"{PAGE}/{relation_id}", toast=catalogue_of(request).gettext("Saved."))


@router.get("/{relation_id:int}/content", name="admin_attribute_relation_content")
async def download(principal: Administrator, read: Read, relation_id: int) -> Response:
    filename, content = await service.file_of(read, principal, relation_id)
    return file_download(content, filename, "application/octet-stream")


@router.post("/{relation_id:int}/removal", name="admin_attribute_relation_removal")
async def remove(request: Request, principal: Administrator, uow: Uow, relation_id: int) -> Response:
    await service.delete_relation(uow, principal, relation_id)
    return redirect(request, PAGE, toast=catalogue_of(request).gettext("The relation is removed."))


async def _sent(form: FormData) -> dict[str, Any]:
    """The file of this form, or the one that was looked at before."""
    file = form.get("file")
    sent: dict[str, Any] = {"add_missing_values": "add_missing_values" in form}
    if isinstance(file, UploadFile) and file.filename:
        sent |= {"filename": file.filename, "content": b64encode(await file.read()).decode()}
    elif form.get("content"):
        sent |= {"filename": str(form.get("filename", "")), "content": str(form["content"])}
    return sent


def _labels(request: Request) -> Mapping[str, str]:
    _ = catalogue_of(request).gettext
    return {"file": _("File"), "priority": _("Order"), "add_missing_values": _("Add missing values")}


async def _list(request: Request, read: ReadUow, principal: Principal, current: str = "") -> ListPane:
    return await list_pane(
        request, read, principal, KEY, COLUMNS, (WORDS,), _rows, current=current, add=N_("Import a relation")
    )


async def _rows(read: ReadUow, principal: Principal, query: Query) -> Found:
    """In the order in which they count; few enough for one page."""
    words = query["q"].casefold().split()
    rows = [
        row
        for row in await service.list_relations(read, principal)
        if all(word in f"{row.filename} {row.attribute_1} {row.attribute_2}".casefold() for word in words)
    ]
    return Found(rows, len(rows))


async def _new_page(
    request: Request,
    read: ReadUow,
    principal: Principal,
    sent: Mapping[str, Any],
    *,
    preview: Any = None,
    errors: FormErrors | None = None,
) -> Response:
    context = {
        "listed": await _list(request, read, principal),
        "heading": catalogue_of(request).gettext("Import a relation"),
        "tabs": [],
        "labels": _labels(request),
        "sent": sent,
        "relation": preview,
        "pairs": preview.pairs[:PAIRS_SHOWN] if preview else (),
        "errors": errors or FormErrors(),
    }
    return render(request, "admin/attribute_relations/new.html", context, status=422 if errors else 200)


async def _page(
    request: Request, read: ReadUow, principal: Principal, relation_id: int, errors: FormErrors | None = None
) -> Response:
    relation = await service.read_relation(read, principal, relation_id)
    context = {
        "listed": await _list(request, read, principal, str(relation_id)),
        "heading": relation.filename,
        "tabs": [],
        "labels": _labels(request),
        "relation": relation,
        "pairs": relation.pairs[:PAIRS_SHOWN],
        "errors": errors or FormErrors(),
        "changes": await last_changes(request, read, principal, "attribute_relation", str(relation_id)),
    }
    return render(request, "admin/attribute_relations/relation.html", context, status=422 if errors else 200)
