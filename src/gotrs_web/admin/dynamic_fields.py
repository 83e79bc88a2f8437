"""Tabs of a dynamic field: how its kind is set up, and which screens show it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from gotrs_api.dynamic_fields import service
from gotrs_api.dynamic_fields.schemas import DynamicFieldRead, DynamicFieldUpdate, ScreenUpdate, Use
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import Conflict, InvalidInput
from gotrs_api.uow import ReadUow, Site, UnitOfWork
from gotrs_api.uow.deps import Read
from gotrs_web.admin.listing import WORDS, Query
from gotrs_web.admin.modules import MODULES
from gotrs_web.admin.modules.dynamic_fields import OBJECTS, OF_OBJECT
from gotrs_web.admin.pages import entry_page
from gotrs_web.deps import Administrator
from gotrs_web.forms import FormErrors, build, errors_of, number
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

KEY = "dynamic-fields"
ARROW = " => "
FIELDS_AT_ONCE = 8  # columns beside each other
_CELL = "use-"
router = APIRouter(prefix=f"/admin/{KEY}")
USES: tuple[tuple[str, str], ...] = (
    (Use.OFF, N_("not there")),
    (Use.SHOWN, N_("shown")),
    (Use.REQUIRED, N_("required")),
)
# Of each member of a configuration: what it is called, and a word of help.
LABELS: Mapping[str, tuple[str, str]] = {
    "default": (N_("Default value"), N_("What a form begins with; for dates seconds from now.")),
    "rules": (N_("Rules"), N_("In each line a regular expression, then => and what to say when it does not fit.")),
    "link": (N_("Link"), N_("Turns a shown value into a link; [% Data.Name | uri %] stands for a field's value.")),
    "link_preview": (N_("Preview of the link"), ""),
    "possible_values": (N_("Values"), N_("In each line a key, then => and what people read.")),
    "cached_values": (N_("Values"), N_("In each line a key, then => and what people read.")),
    "possible_none": (N_("Nothing can be chosen, too"), ""),
    "tree_view": (N_("Shown as a tree"), N_("Levels are divided by ::")),
    "translatable": (N_("Values are translated"), ""),
    "rows": (N_("Rows"), ""),
    "cols": (N_("Columns"), ""),
    "years_period": (N_("Only some years can be chosen"), ""),
    "years_in_past": (N_("Years back"), ""),
    "years_in_future": (N_("Years ahead"), ""),
    "restriction": (N_("Only past or future"), N_("none, DisableFutureDates or DisablePastDates")),
}


@router.get("/order", name="admin_field_order")
async def show_order(request: Request, principal: Administrator, read: Read) -> Response:
    return render(request, "admin/field_order.html", {"fields": await service.list_fields(read, principal)})


@router.post("/order")
async def save_order(request: Request, principal: Administrator) -> Response:
    """The order of the rows; without a script an arrow moves one of them and saves at once."""
    site: Site = request.state.site
    form = await request.form()
    ids = [found for sent in form.getlist("field") if (found := number(str(sent))) is not None]
    for name, step in (("up", -1), ("down", 1)):
        moved = number(str(form.get(name, "")))
        if moved in ids:
            at = ids.index(moved)
            ids.insert(max(0, at + step), ids.pop(at))
    async with site.uow(acting_id=principal.user_id) as uow:
        await service.order_fields(uow, principal, ids)
    return redirect(request, f"/admin/{KEY}/order", toast=catalogue_of(request).gettext("Saved."))


@router.get("/screens", name="admin_screens_of_fields")
async def show_all_screens(request: Request, principal: Administrator, read: Read) -> Response:
    """All screens beside some of the fields: a page of these, found by words."""
    query = Query.of(request, (WORDS, OF_OBJECT))
    found = await MODULES[KEY].rows(read, principal, query)
    pages = max(1, -(-len(found.rows) // FIELDS_AT_ONCE))
    page = min(query.page, pages)
    fields = found.rows[(page - 1) * FIELDS_AT_ONCE : page * FIELDS_AT_ONCE]
    _ = catalogue_of(request).gettext
    uses = [(use, _(label)) for use, label in USES]
    rows = [
        (
            screen.name,
            uses if screen.can_require else uses[:2],
            [
                screen.fields.get(one.name, Use.OFF) if one.object_type in screen.object_types else None
                for one in fields
            ],
        )
        for screen in await service.list_screens(read, principal)
    ]
    shown = {
        f"{_CELL}{one.id}-{name}": use
        for name, _uses, cells in rows
        for one, use in zip(fields, cells, strict=True)
        if use is not None
    }
    context = {
        "fields": fields,
        "screens": rows,
        "before": orjson.dumps(shown).decode(),
        "query": query,
        "objects": [(value, _(label)) for value, label in OBJECTS],
        "at": page,
        "last": pages,
    }
    return render(request, "admin/field_screen_matrix.html", context)


@router.post("/screens")
async def save_all_screens(request: Request, principal: Administrator) -> Response:
    """Only what was changed on the page one sees."""
    site: Site = request.state.site
    form = await request.form()
    try:
        before = orjson.loads(str(form.get("before", "{}")))
    except orjson.JSONDecodeError:
        before = {}
    async with site.uow(acting_id=principal.user_id) as uow:
        names = {one.id: one.name for one in await service.list_fields(uow, principal)}
        wanted: dict[str, dict[str, str]] = {}
        for cell, use in form.multi_items():
            field_id, _, screen = cell.removeprefix(_CELL).partition("-")
            field = names.get(number(field_id) or 0)
            if cell.startswith(_CELL) and field and isinstance(use, str) and before.get(cell) != use:
                wanted.setdefault(screen, {})[field] = use
        await _put(uow, principal, wanted)
    return _saved(request)


@router.get("/{field_id}/config", name="admin_field_config")
async def show_config(request: Request, principal: Administrator, read: Read, field_id: int) -> Response:
    entry = await service.read_field(read, principal, field_id)
    return await _config_page(request, read, principal, entry, _shown(entry.config), FormErrors())


@router.post("/{field_id}/config")
async def save_config(request: Request, principal: Administrator, field_id: int) -> Response:
    site: Site = request.state.site
    form = await request.form()
    async with site.read() as read:
        entry = await service.read_field(read, principal, field_id)
    try:
        command = build(DynamicFieldUpdate, {"config": _said(form, entry.config)})
        async with site.uow(acting_id=principal.user_id) as uow:
            await service.update_field(uow, principal, field_id, command)
    except (InvalidInput, Conflict) as refusal:
        labels = {name: _label(request, name) for name in entry.config}
        errors = errors_of(request, refusal, labels, {"pattern": "rules", "message": "rules"})
        typed = {
            name: name in form if isinstance(entry.config[name], bool) else str(form.get(name, "")) for name in labels
        }
        async with site.read() as read:
            return await _config_page(request, read, principal, entry, typed, errors)
    return _saved(request)


@router.get("/{field_id}/screens", name="admin_field_screens")
async def show_screens(request: Request, principal: Administrator, read: Read, field_id: int) -> Response:
    entry = await service.read_field(read, principal, field_id)
    screens = [
        screen for screen in await service.list_screens(read, principal) if entry.object_type in screen.object_types
    ]
    _ = catalogue_of(request).gettext
    uses = [(use, _(label)) for use, label in USES]
    rows = [
        (screen.name, screen.fields.get(entry.name, Use.OFF), uses if screen.can_require else uses[:2])
        for screen in screens
    ]
    return await entry_page(
        request, read, principal, MODULES[KEY], entry, "admin/field_screens.html", {"screens": rows}, tab="screens"
    )


@router.post("/{field_id}/screens")
async def save_screens(request: Request, principal: Administrator, field_id: int) -> Response:
    site: Site = request.state.site
    form = await request.form()
    async with site.uow(acting_id=principal.user_id) as uow:
        entry = await service.read_field(uow, principal, field_id)
        await _put(
            uow, principal, {name: {entry.name: use} for name, use in form.multi_items() if isinstance(use, str)}
        )
    return _saved(request)


async def _put(uow: UnitOfWork, principal: Principal, wanted: Mapping[str, Mapping[str, str]]) -> None:
    """Uses by field by screen; what is not named stays. Raises InvalidInput."""
    for screen in await service.list_screens(uow, principal):
        uses = {**screen.fields, **wanted.get(screen.name, {})}
        if any(use != screen.fields.get(name, Use.OFF) for name, use in uses.items()):
            await service.set_screen(uow, principal, screen.name, build(ScreenUpdate, {"fields": uses}))


def _saved(request: Request) -> Response:
    query = f"?{request.url.query}" if request.url.query else ""
    return redirect(request, request.url.path + query, toast=catalogue_of(request).gettext("Saved."))


def _shown(config: Mapping[str, Any]) -> dict[str, Any]:
    """As the form shows it: lists and dictionaries as lines."""
    return {name: _lines(value) for name, value in config.items()}


def _lines(value: Any) -> Any:
    if isinstance(value, Mapping):
        return "\n".join(key if key == text else f"{key}{ARROW}{text}" for key, text in value.items())
    if isinstance(value, list | tuple):
        return "\n".join(
            f"{one['pattern']}{ARROW}{one['message']}" if isinstance(one, Mapping) else str(one) for one in value
        )
    return value


def _said(form: FormData, config: Mapping[str, Any]) -> dict[str, Any]:
    """What the form says of each member, in the member's own shape."""
    said: dict[str, Any] = {}
    for name, present in config.items():
        typed = str(form.get(name, "")).replace("\r\n", "\n")
        pairs = [line.partition(ARROW) for line in typed.split("\n") if line.strip()]
        if isinstance(present, bool):
            said[name] = name in form
        elif isinstance(present, Mapping):
            said[name] = {key.strip(): text.strip() or key.strip() for key, _, text in pairs}
        elif name == "rules":
            said[name] = [{"pattern": key, "message": text.strip()} for key, _, text in pairs]
        elif isinstance(present, list | tuple):
            said[name] = [key.strip() for key, _, _ in pairs]
        elif isinstance(present, int) and typed.strip():
            said[name] = int(typed) if typed.strip().lstrip("-").isdecimal() else typed
        else:
            said[name] = typed if not isinstance(present, int) else 0
    return said


def _label(request: Request, name: str) -> str:
    return catalogue_of(request).gettext(LABELS[name][0]) if name in LABELS else name


async def _config_page(
    request: Request,
    read: ReadUow,
    principal: Principal,
    entry: DynamicFieldRead,
    values: Mapping[str, Any],
    errors: FormErrors,
) -> Response:
    _ = catalogue_of(request).gettext
    members = [
        (
            name,
            _label(request, name),
            _kind(present),
            values[name],
            _(LABELS[name][1]) if name in LABELS and LABELS[name][1] else "",
        )
        for name, present in entry.config.items()
    ]
    context = {"members": members, "errors": errors}
    return await entry_page(
        request, read, principal, MODULES[KEY], entry, "admin/field_config.html", context, tab="config",
        status=422 if errors else 200,
    )  # fmt: skip


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "checkbox"
    if isinstance(value, Mapping | list | tuple):
        return "textarea"
    return "number" if isinstance(value, int) else "text"
