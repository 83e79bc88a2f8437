"""The pages that every module has: list, form for something new, form for what is there.

These addresses catch everything below /admin, so this router comes last.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import Conflict, Forbidden, InvalidInput, NotFound
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import Read
from gotrs_web.admin.changes import last_changes
from gotrs_web.admin.fields import (
    Field,
    Value,
    command_values,
    for_form,
    posted_values,
    shown,
    values_of,
    values_shown,
)
from gotrs_web.admin.listing import Query, validity_of
from gotrs_web.admin.module import Module
from gotrs_web.admin.modules import MODULES
from gotrs_web.admin.pages import entry_page, entry_url, module_list
from gotrs_web.deps import Administrator
from gotrs_web.forms import FormErrors, build, errors_of
from gotrs_web.render import redirect, render
from gotrs_web.view import View, catalogue_of

router = APIRouter(prefix="/admin")


@router.get("/{key}", name="admin_module")
async def show_list(request: Request, principal: Administrator, read: Read, key: str) -> Response:
    listed = await module_list(request, read, principal, _module(key))
    return render(request, "admin/list.html", {"listed": listed})


@router.get("/{key}/new", name="admin_new_entry")
async def show_empty_form(request: Request, principal: Administrator, read: Read, key: str) -> Response:
    module = _module(key)
    fields = for_form(module.fields, new=True)
    return await _new_page(request, read, principal, module, values_of(fields, None), FormErrors())


@router.post("/{key}/new")
async def create(request: Request, principal: Administrator, key: str) -> Response:
    module = _module(key)
    site: Site = request.state.site
    form = await request.form()
    fields = for_form(module.fields, new=True)
    values = await posted_values(fields, form, View(request).zone)
    try:
        command = build(module.creation, command_values(fields, values, {}))
        async with site.uow(acting_id=principal.user_id) as uow:
            entry = await module.create(uow, principal, command)
    except (InvalidInput, Conflict) as refusal:
        errors = _errors(request, refusal, fields)
        async with site.read() as read:
            return await _new_page(request, read, principal, module, values, errors)
    target = entry_url(module, entry) + (f"/{module.created_at}" if module.created_at else "")
    return redirect(request, target, toast=catalogue_of(request).gettext("Saved."))


@router.get("/{key}/{entry_id:path}", name="admin_entry")
async def show_form(request: Request, principal: Administrator, read: Read, key: str, entry_id: str) -> Response:
    module = _module(key)
    entry = await module.read(read, principal, module.parse_id(entry_id))
    values = values_of(for_form(module.fields, new=False), entry)
    return await _form_page(request, read, principal, module, entry, values, values, FormErrors())


@router.post("/{key}/{entry_id:path}")
async def save(request: Request, principal: Administrator, key: str, entry_id: str) -> Response:
    module = _module(key)
    site: Site = request.state.site
    form = await request.form()
    async with site.read() as read:
        entry = await module.read(read, principal, module.parse_id(entry_id))
    fields = for_form(module.fields, new=False)
    values, before = await posted_values(fields, form, View(request).zone), values_shown(fields, form, entry)
    try:
        command = build(module.change, command_values(fields, values, before))
        async with site.uow(acting_id=principal.user_id) as uow:
            saved = await module.update(uow, principal, module.parse_id(entry_id), command)
    except (InvalidInput, Conflict) as refusal:
        errors = _errors(request, refusal, fields)
        async with site.read() as read:
            return await _form_page(request, read, principal, module, entry, values, before, errors)
    query = Query.of(request, module.filters, module.columns).suffix
    target = entry_url(module, saved) if "stay" in form else f"/admin/{module.key}"
    return redirect(request, target + query, toast=catalogue_of(request).gettext("Saved."))


def _module(key: str) -> Module:
    """Raises NotFound."""
    if key not in MODULES:
        raise NotFound
    return MODULES[key]


def _errors(request: Request, refusal: InvalidInput | Conflict | Forbidden, fields: list[Field]) -> FormErrors:
    """Services point at the name of a reference where forms have its id."""
    _ = catalogue_of(request).gettext
    labels = {one.name: _(one.label) for one in fields}
    pointers = {one.name.removesuffix("_id"): one.name for one in fields if one.name.endswith("_id")}
    return errors_of(request, refusal, labels, pointers)


async def _new_page(
    request: Request,
    read: ReadUow,
    principal: Principal,
    module: Module,
    values: Mapping[str, Value],
    errors: FormErrors,
) -> Response:
    fields = await shown(request, read, principal, for_form(module.fields, new=True), values)
    context = {
        "listed": await module_list(request, read, principal, module),
        "heading": catalogue_of(request).gettext(module.add),
        "tabs": [],
        "action": f"/admin/{module.key}/new",
        "fields": fields,
        "errors": errors,
    }
    return render(request, "admin/new_entry.html", context, status=422 if errors else 200)


async def _form_page(
    request: Request,
    read: ReadUow,
    principal: Principal,
    module: Module,
    entry: Any,
    values: Mapping[str, Value],
    before: Mapping[str, Value],
    errors: FormErrors,
) -> Response:
    fields = for_form(module.fields, new=False)
    context = {
        "validity": validity_of(entry),
        "before": orjson.dumps(before).decode(),
        "fields": await shown(request, read, principal, fields, values),
        "errors": errors,
        "warning": await module.warns(read, principal, entry) if module.warns else "",
        "uses": await module.used_by(read, principal, entry) if module.used_by else (),
        "changes": await last_changes(request, read, principal, module.audited_as, module.identify(entry), fields),
    }
    return await entry_page(
        request, read, principal, module, entry, "admin/entry.html", context, status=422 if errors else 200
    )
