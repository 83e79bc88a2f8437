"""Importing customers: a file, its columns, what would come of it, and then a job that does it."""

from __future__ import annotations

import csv
import io
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from gotrs_api.customers.importing import service
from gotrs_api.customers.importing.schemas import CustomerImport, ImportReport, Kind
from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.i18n import N_
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.spreadsheets import UnreadableSheet, read_sheet
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import Read
from gotrs_web.admin.fields import Field
from gotrs_web.admin.modules.customers import COMPANIES, CUSTOMER_USERS
from gotrs_web.admin.navigation import ROOT
from gotrs_web.admin.transfer import sent_file
from gotrs_web.deps import Administrator
from gotrs_web.forms import FormErrors, build, errors_of
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

PAGE = f"{ROOT}/customer-imports"
router = APIRouter(prefix=PAGE)
ROWS_SHOWN = 5
ERRORS_SHOWN = 100
KINDS: tuple[tuple[Kind, str], ...] = (
    ("customer_users", N_("Customer users")),
    ("companies", N_("Customer companies")),
)
_FIELDS: Mapping[str, Sequence[Field]] = {"customer_users": CUSTOMER_USERS.fields, "companies": COMPANIES.fields}
_OBJECTS = {"customer_users": ObjectType.CUSTOMER_USER, "companies": ObjectType.CUSTOMER_COMPANY}


@dataclass(frozen=True)
class _Sheet:
    """A file as it was sent, with its first row apart."""

    filename: str
    content: bytes
    head: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


@router.get("", name="admin_customer_imports")
async def show(request: Request, principal: Administrator, read: Read) -> Response:
    return await _page(request, read, {"kind": "customer_users"})


@router.post("")
async def look_or_import(request: Request, principal: Administrator) -> Response:
    """With `start` the rows are written by a job; else one sees what would come of them."""
    site: Site = request.state.site
    form = await request.form()
    chosen: dict[str, Any] = {"kind": str(form.get("kind", "")), "update_existing": "update_existing" in form}
    try:
        sheet = await _sheet(form)
        async with site.read() as read:
            targets = await _targets(request, read, chosen["kind"])
        columns = _columns(form, sheet, targets)
        command = build(CustomerImport, {**chosen, "rows": _rows(sheet, columns)})
        if "start" in form:
            async with site.uow(acting_id=principal.user_id) as uow:
                job_id = await service.start_import(uow, principal, command)
            return redirect(
                request, f"{ROOT}/jobs/{job_id}", toast=catalogue_of(request).gettext("The rows are being imported.")
            )
        async with site.read() as read:
            report = await service.check_import(read, principal, command)
            return await _page(request, read, chosen, sheet=sheet, columns=columns, report=report)
    except InvalidInput as refusal:
        errors = errors_of(request, refusal, _labels(request), {"rows": "file"})
        async with site.read() as read:
            return await _page(request, read, chosen, errors=errors)


async def _sheet(form: FormData) -> _Sheet:
    """Raises InvalidInput at `/file`."""
    filename, content = await sent_file(form)
    try:
        if filename.lower().endswith(".xlsx"):
            rows = read_sheet(content)
        else:
            rows = _csv(content.decode("utf-8-sig"))
    except (UnreadableSheet, UnicodeDecodeError, csv.Error) as error:
        raise InvalidInput.field("/file", "unreadable", N_("The file is neither CSV in UTF-8 nor XLSX.")) from error
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if len(rows) < 2:
        raise InvalidInput.field("/file", "empty", N_("There is no row below the names of the columns."))
    return _Sheet(filename, content, [cell.strip() for cell in rows[0]], rows[1:])


def _csv(text: str) -> list[list[str]]:
    """With commas, semicolons or tabs, whichever the first line has most of."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


async def _targets(request: Request, read: ReadUow, kind: str) -> list[tuple[str, str]]:
    """Fields that a column can go to: (name, label)."""
    if kind not in service.FIELDS:
        return []
    _ = catalogue_of(request).gettext
    labels = {one.name: _(one.label) for one in _FIELDS[kind]}
    known = [(name, labels.get(name, name)) for name in service.FIELDS[kind]]  # type: ignore[index]
    own = (await dynamic_fields.all_fields(read)).shown(_OBJECTS[kind])
    return known + [(f"dynamic_fields.{one.name}", one.label) for one in own]


def _columns(form: FormData, sheet: _Sheet, targets: Sequence[tuple[str, str]]) -> list[str]:
    """Where each column goes, "" for nowhere: as was chosen, else by its name."""
    if "column-0" in form:
        return [str(form.get(f"column-{at}", "")) for at in range(len(sheet.head))]
    by_name = {_plain(name): name for name, _ in targets} | {_plain(label): name for name, label in targets}
    return [by_name.get(_plain(head), "") for head in sheet.head]


def _plain(name: str) -> str:
    return "".join(name.casefold().replace("_", " ").replace("-", " ").split())


def _rows(sheet: _Sheet, columns: Sequence[str]) -> list[dict[str, str]]:
    return [
        {column: cell for column, cell in zip(columns, row, strict=False) if column and cell.strip()}
        for row in sheet.rows
    ]


def _labels(request: Request) -> Mapping[str, str]:
    _ = catalogue_of(request).gettext
    return {"kind": _("What"), "file": _("File"), "update_existing": _("Change those that are there already")}


async def _page(
    request: Request,
    read: ReadUow,
    chosen: Mapping[str, Any],
    *,
    sheet: _Sheet | None = None,
    columns: Sequence[str] = (),
    report: ImportReport | None = None,
    errors: FormErrors | None = None,
) -> Response:
    _ = catalogue_of(request).gettext
    context = {
        "labels": _labels(request),
        "kinds": [(kind, _(label)) for kind, label in KINDS],
        "chosen": chosen,
        "errors": errors or FormErrors(),
        "sheet": sheet,
        "content": b64encode(sheet.content).decode() if sheet else "",
        "targets": await _targets(request, read, str(chosen["kind"])) if sheet else [],
        "columns": list(enumerate(zip(sheet.head, columns, strict=True))) if sheet else [],
        "rows": sheet.rows[:ROWS_SHOWN] if sheet else [],
        "report": report,
        "refused": report.errors[:ERRORS_SHOWN] if report else (),
    }
    return render(request, "admin/customer_imports.html", context, status=422 if errors else 200)
