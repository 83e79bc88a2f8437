"""Entries of a module out to a file and back in: looked at first, then all of it or nothing."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData, UploadFile

from gotrs_api.admin.row_files import MEDIA_TYPES, Format
from gotrs_api.i18n import N_
from gotrs_api.identity import audit
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import Conflict, GotrsError, InvalidInput, NotFound
from gotrs_api.uow import ReadUow, Site, UnitOfWork
from gotrs_api.uow.deps import Uow
from gotrs_web.admin.entry_files import command_of, entries_of, parsed, told, written
from gotrs_web.admin.fields import for_form
from gotrs_web.admin.file_modules import FILE_MODULES
from gotrs_web.admin.module import Module
from gotrs_web.admin.navigation import ROOT, title_of
from gotrs_web.deps import Administrator
from gotrs_web.downloads import file_download
from gotrs_web.forms import FormErrors, errors_of
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

PAGE = f"{ROOT}/transfer"
router = APIRouter(prefix=PAGE)
NEW, CHANGED, SAME = N_("new"), N_("changed"), N_("as it is")


@dataclass(frozen=True)
class Planned:
    """One entry of a file: what it is called, what would happen (a message id), and what is wrong."""

    number: int
    name: str
    action: str = ""
    errors: tuple[str, ...] = ()


@router.get("/{key}", name="admin_transfer")
async def show(request: Request, principal: Administrator, key: str) -> Response:
    return _page(request, _module(key))


@router.get("/{key}/{form}", name="admin_export")
async def export(principal: Administrator, uow: Uow, key: str, form: Format) -> Response:
    """The audit log names who took it."""
    module = _module(key)
    rows = await told(uow, principal, module, await entries_of(uow, principal, module))
    await audit.record(uow, principal, "entries.exported", "entries", key, {"form": form})
    return file_download(written(rows, form, module), f"{key}.{form}", MEDIA_TYPES[form])


@router.post("/{key}")
async def look_or_import(request: Request, principal: Administrator, key: str) -> Response:
    module = _module(key)
    site: Site = request.state.site
    form = await request.form()
    try:
        filename, content = await sent_file(form)
        rows = [module.adopt(row) for row in parsed(filename, content)]
    except InvalidInput as refusal:
        errors = errors_of(request, refusal, {"file": catalogue_of(request).gettext("File")})
        return _page(request, module, errors=errors)
    if "start" not in form:
        async with site.read() as read:
            plan = await _plan(request, read, principal, module, rows)
        return _page(request, module, filename, content, plan)
    try:
        async with site.uow(acting_id=principal.user_id) as uow:
            plan = await _plan(request, uow, principal, module, rows, write=uow)
            if any(one.errors for one in plan):
                raise InvalidInput
    except InvalidInput:
        return _page(request, module, filename, content, plan)
    return redirect(request, f"{ROOT}/{key}", toast=catalogue_of(request).gettext("Imported."))


def _module(key: str) -> Module:
    """Raises NotFound."""
    if key not in FILE_MODULES or not FILE_MODULES[key].known_by:
        raise NotFound
    return FILE_MODULES[key]


async def sent_file(form: FormData) -> tuple[str, bytes]:
    """The one that was sent, or the one that was looked at before; nothing of what our page did not write there."""
    sent = form.get("file")
    if isinstance(sent, UploadFile) and sent.filename:
        return sent.filename, await sent.read()
    try:
        return str(form.get("filename", "")), b64decode(str(form.get("content", "")))
    except ValueError:
        return "", b""


async def _plan(
    request: Request,
    read: ReadUow,
    principal: Principal,
    module: Module,
    rows: Sequence[dict[str, Any]],
    *,
    write: UnitOfWork | None = None,
) -> list[Planned]:
    """With `write` the entries are written as they are looked at, so that later ones can refer to earlier ones."""
    there = {_key(entry, module): entry for entry in await entries_of(read, principal, module)}
    plan = []
    for number, row in enumerate(rows, 1):
        told = row.get(module.known_by)
        name = "" if told is None else str(told)
        entry = there.get(name)
        try:
            command = await command_of(read, principal, module, row, entry)
            if write is not None and command is not None:
                if entry is None:
                    there[name] = await module.create(write, principal, command)
                else:
                    entry_id = module.parse_id(module.identify(entry))
                    there[name] = await module.update(write, principal, entry_id, command)
        except (InvalidInput, Conflict) as refusal:
            plan.append(Planned(number, name, errors=_sentences(request, module, refusal)))
            if write is not None:
                return plan  # what was begun is taken back
            continue
        action = NEW if entry is None else CHANGED if command is not None else SAME
        plan.append(Planned(number, name, action))
    return plan


def _key(entry: Any, module: Module) -> str:
    (field,) = [one for one in for_form(module.fields, new=False) if one.name == module.known_by]
    return str(field.stored(entry))


def _sentences(request: Request, module: Module, refusal: GotrsError) -> tuple[str, ...]:
    _ = catalogue_of(request).gettext
    labels = {one.name: _(one.label) for one in module.fields}
    summary = errors_of(request, refusal, labels).summary
    return tuple(f"{label}: {message}" if label else message for _field, label, message in summary)


def _page(
    request: Request,
    module: Module,
    filename: str = "",
    content: bytes = b"",
    plan: Sequence[Planned] = (),
    errors: FormErrors | None = None,
) -> Response:
    _ = catalogue_of(request).gettext
    hint = _("YAML or CSV, as it is exported. What it does not name stays.")
    return transfer_page(request, module.key, f"{PAGE}/{module.key}", hint, filename, content, plan, errors)


def transfer_page(
    request: Request,
    key: str,
    action: str,
    hint: str,
    filename: str = "",
    content: bytes = b"",
    plan: Sequence[Planned] = (),
    errors: FormErrors | None = None,
) -> Response:
    """`key`: what goes out and in, as the navigation has it. `action` leads here; the files lie below it."""
    wrong = any(one.errors for one in plan)
    context = {
        "title": catalogue_of(request).gettext(title_of(key)),
        "exports": [(form, f"{action}/{form}") for form in MEDIA_TYPES],
        "action": action,
        "back": f"{ROOT}/{key}",
        "hint": hint,
        "filename": filename,
        "content": b64encode(content).decode(),
        "plan": plan,
        "can_start": bool(plan) and not wrong and not errors,
        "errors": errors or FormErrors(),
    }
    return render(request, "admin/transfer.html", context, status=422 if errors or wrong else 200)
