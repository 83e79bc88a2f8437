"""The SQL box: one SELECT over tables without secrets, by the same guard as MCP's `execute_sql`."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from gotrs_api.i18n import N_
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.spreadsheets import CSV_MARK, csv_lines
from gotrs_api.mcp.sql.running import BOUNDS, Answer, run_select
from gotrs_api.mcp.sql.tables import READABLE
from gotrs_api.uow import Site
from gotrs_web.admin.navigation import ROOT
from gotrs_web.deps import Administrator
from gotrs_web.downloads import file_download
from gotrs_web.forms import FormErrors, errors_of
from gotrs_web.render import render
from gotrs_web.view import catalogue_of

PAGE = f"{ROOT}/sql"
router = APIRouter(prefix=PAGE)
LABEL = N_("One SELECT")
AUDITED_AS = "sql_box.select"


@router.get("", name="admin_sql")
async def show(request: Request, principal: Administrator) -> Response:
    return _page(request, "SELECT id, name FROM queue ORDER BY name")


@router.post("")
async def run(request: Request, principal: Administrator) -> Response:
    """With `csv` the rows come as a file."""
    site: Site = request.state.site
    form = await request.form()
    query = str(form.get("query", "")).replace("\r\n", "\n")
    try:
        found = await run_select(site, principal, query, audited_as=AUDITED_AS)
    except InvalidInput as refusal:
        errors = errors_of(request, refusal, {"query": catalogue_of(request).gettext(LABEL)})
        return _page(request, query, errors=errors)
    if "csv" in form:
        rows = [found.columns, *(["" if value is None else str(value) for value in row] for row in found.rows)]
        return file_download(CSV_MARK + csv_lines(rows), "query.csv", "text/csv")
    return _page(request, query, found)


def _page(request: Request, query: str, found: Answer | None = None, errors: FormErrors | None = None) -> Response:
    context = {
        "label": catalogue_of(request).gettext(LABEL),
        "query": query,
        "found": found,
        "most": BOUNDS.rows,
        "tables": sorted(READABLE),
        "errors": errors or FormErrors(),
    }
    return render(request, "admin/sql.html", context, status=422 if errors else 200)
