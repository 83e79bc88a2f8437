"""Entries of a module, or the whole desk, out to a file and back in: looked at first, then all of it or nothing."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData, UploadFile

from gotrs_api.admin.row_files import MEDIA_TYPES, Format
from gotrs_api.admin.transfer import service
from gotrs_api.admin.transfer.errors import KindNotFound, WrongRows
from gotrs_api.admin.transfer.importing import SAME, Planned
from gotrs_api.admin.transfer.kinds import KINDS
from gotrs_api.kernel.errors import Conflict, InvalidInput
from gotrs_api.uow import Site
from gotrs_api.uow.deps import Uow
from gotrs_web.admin.mail.notification_form import PLAIN
from gotrs_web.admin.modules import MODULES
from gotrs_web.admin.navigation import ROOT, title_of
from gotrs_web.deps import Administrator
from gotrs_web.downloads import file_download
from gotrs_web.forms import FormErrors, errors_of
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

PAGE: Final = f"{ROOT}/transfer"
# For the eyes; what is wrong comes first, so it is among them.
SHOWN: Final = 500
router = APIRouter(prefix=PAGE)


@dataclass(frozen=True)
class PlannedRow:
    """One row of a file: what it is called, what would happen (a message id), and what is wrong. `of`: of the whole desk,
    what it is."""

    number: int
    name: str
    action: str = ""
    errors: tuple[str, ...] = ()
    of: str = ""


@router.get("/{key}", name="admin_transfer")
async def show(request: Request, principal: Administrator, key: str) -> Response:
    return _page(request, _known(key))


@router.get("/{key}/{form}", name="admin_export")
async def export(principal: Administrator, uow: Uow, key: str, form: Format) -> Response:
    content = await service.export_entries(uow, principal, _known(key), form)
    return file_download(content, f"{key}.{form}", MEDIA_TYPES[form])


@router.post("/{key}")
async def look_or_import(request: Request, principal: Administrator, key: str) -> Response:
    site: Site = request.state.site
    form = await request.form()
    filename, content = await sent_file(form)
    start = "start" in form
    try:
        async with site.uow(acting_id=principal.user_id) as uow:
            planned = await service.import_entries(
                uow, principal, _known(key), content, form_of(filename), preview=not start
            )
    except WrongRows as wrong:
        return _page(request, key, filename, content, wrong.rows)
    except (InvalidInput, Conflict) as refusal:
        errors = errors_of(request, refusal, {"file": catalogue_of(request).gettext("File")})
        return _page(request, key, errors=errors)
    if not start:
        return _page(request, key, filename, content, planned, looked=True)
    return redirect(request, _back(key), toast=catalogue_of(request).gettext("Imported."))


def form_of(filename: str) -> Format:
    """What the name of a file says that it is."""
    return "csv" if filename.lower().endswith(".csv") else "yaml"


async def sent_file(form: FormData) -> tuple[str, bytes]:
    """The one that was sent, or the one that was looked at before; nothing of what our page did not write there."""
    sent = form.get("file")
    if isinstance(sent, UploadFile) and sent.filename:
        return sent.filename, await sent.read()
    try:
        return str(form.get("filename", "")), b64decode(str(form.get("content", "")))
    except ValueError:
        return "", b""


def _known(key: str) -> str:
    """Raises KindNotFound."""
    if key not in KINDS and key != service.DESK:
        raise KindNotFound
    return key


def _back(key: str) -> str:
    return PAGE + f"/{key}" if key == service.DESK else f"{ROOT}/{key}"


def _rows(request: Request, key: str, planned: Sequence[Planned]) -> list[PlannedRow]:
    """What is wrong first, then what would change."""
    _ = catalogue_of(request).gettext
    in_order = sorted(planned, key=lambda one: (not one.errors, one.outcome == SAME))
    return [
        PlannedRow(
            one.number,
            one.name,
            one.outcome,
            _sentences(request, one),
            _(title_of(one.kind)) if key == service.DESK else "",
        )
        for one in in_order[:SHOWN]
    ]


def _sentences(request: Request, one: Planned) -> tuple[str, ...]:
    _ = catalogue_of(request).gettext
    fields = MODULES[one.kind].fields if one.kind in MODULES else PLAIN
    labels = {field.name: _(field.label) for field in fields}
    pointers = {name.removesuffix("_id"): name for name in labels if name.endswith("_id")}
    told = [
        error._replace(params={**error.params, "kind": _(title_of(str(error.params["kind"])))})
        if "kind" in error.params
        else error
        for error in one.errors
    ]
    summary = errors_of(request, InvalidInput(errors=told), labels, pointers).summary if told else ()
    return tuple(f"{label}: {message}" if label else message for _field, label, message in summary)


def _page(
    request: Request,
    key: str,
    filename: str = "",
    content: bytes = b"",
    planned: Sequence[Planned] = (),
    errors: FormErrors | None = None,
    *,
    looked: bool = False,
) -> Response:
    _ = catalogue_of(request).gettext
    is_desk = key == service.DESK
    hint = _("YAML or CSV, as it is exported. What it does not name stays.")
    if is_desk:
        hint = _(
            "YAML, as it is exported: entries of all kinds, what they are tied to, and changed settings. No passwords."
        )
    return transfer_page(
        request, f"transfer/{key}" if is_desk else key, f"{PAGE}/{key}", hint, filename, content,
        _rows(request, key, planned), errors,
        forms=("yaml",) if is_desk else tuple(MEDIA_TYPES), back=ROOT if is_desk else _back(key),
        nothing=looked and not planned, all_rows=len(planned),
    )  # fmt: skip


def transfer_page(
    request: Request,
    key: str,
    action: str,
    hint: str,
    filename: str = "",
    content: bytes = b"",
    plan: Sequence[PlannedRow] = (),
    errors: FormErrors | None = None,
    *,
    forms: Sequence[Format] = tuple(MEDIA_TYPES),
    back: str = "",
    nothing: bool = False,
    all_rows: int = 0,
) -> Response:
    """`key`: what goes out and in, as the navigation has it. `action` leads here; the files lie below it. `nothing`: the file
    that was looked at has no entries. `all_rows`: how many there are, where `plan` has only some."""
    wrong = any(one.errors for one in plan)
    context = {
        "title": catalogue_of(request).gettext(title_of(key)),
        "exports": [(form, f"{action}/{form}") for form in forms],
        "action": action,
        "back": back or f"{ROOT}/{key}",
        "hint": hint,
        "accept": ".yaml,.yml,.csv" if "csv" in forms else ".yaml,.yml",
        "filename": filename,
        "content": b64encode(content).decode(),
        "plan": plan,
        "shown": len(plan),
        "all_rows": max(all_rows, len(plan)),
        "can_start": bool(plan) and not wrong and not errors,
        "nothing": nothing,
        "errors": errors or FormErrors(),
    }
    return render(request, "admin/transfer.html", context, status=422 if errors or wrong else 200)
