"""The ties of a relation out to a file and back in: looked at first, then all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, Request, Response

from gotrs_api.admin.relations import files, service, ties
from gotrs_api.admin.relations.relation import Relation
from gotrs_api.admin.row_files import MEDIA_TYPES, Format, read_rows
from gotrs_api.kernel.errors import Conflict, InvalidInput
from gotrs_api.uow import Site
from gotrs_api.uow.deps import Uow
from gotrs_web.admin.navigation import ROOT
from gotrs_web.admin.transfer import SHOWN, PlannedRow, form_of, sent_file, transfer_page
from gotrs_web.deps import Administrator
from gotrs_web.downloads import file_download
from gotrs_web.forms import FormErrors, errors_of
from gotrs_web.render import redirect
from gotrs_web.view import catalogue_of

PAGE = f"{ROOT}/relation-files"
router = APIRouter(prefix=PAGE)


@router.get("/{name}", name="admin_relation_files")
async def show(request: Request, principal: Administrator, name: str) -> Response:
    return _page(request, service.relation_of(name))


@router.get("/{name}/{form}", name="admin_relation_export")
async def export(principal: Administrator, uow: Uow, name: str, form: Format) -> Response:
    relation = service.relation_of(name)
    content = await files.export_ties(uow, principal, relation, form)
    return file_download(content, f"{name}.{form}", MEDIA_TYPES[form])


@router.post("/{name}")
async def look_or_import(request: Request, principal: Administrator, name: str) -> Response:
    relation = service.relation_of(name)
    site: Site = request.state.site
    form = await request.form()
    filename, content = "", b""
    try:
        filename, content = await sent_file(form)
        told = files.ties_of(read_rows(content, form_of(filename), most=files.MOST_ROWS), relation)
        async with site.read() as read:
            planned = await ties.plan(read, principal, relation, told)
        if "start" not in form or any(one.error for one in planned):
            return _page(request, relation, filename, content, planned)
        async with site.uow(acting_id=principal.user_id) as uow:
            await ties.put(uow, principal, relation, told)
    except (InvalidInput, Conflict) as refusal:
        errors = errors_of(request, refusal, {"file": catalogue_of(request).gettext("File")})
        return _page(request, relation, errors=errors)
    return redirect(request, f"{ROOT}/relations/{name}", toast=catalogue_of(request).gettext("Imported."))


def _page(
    request: Request,
    relation: Relation,
    filename: str = "",
    content: bytes = b"",
    planned: Sequence[ties.Planned] = (),
    errors: FormErrors | None = None,
) -> Response:
    _ = catalogue_of(request).gettext
    numbered = sorted(enumerate(planned, 1), key=lambda one: (not one[1].error, one[1].outcome == "as it is"))
    plan = [
        PlannedRow(number, f"{tie.first} – {tie.second}", outcome, (_(error),) if error else ())
        for number, (tie, outcome, error) in numbered[:SHOWN]
    ]
    hint = _("YAML or CSV, as it is exported. Pairs that it does not name stay; a row without marks takes a tie away.")
    return transfer_page(
        request, f"relations/{relation.name}", f"{PAGE}/{relation.name}", hint, filename, content, plan, errors
    )
