"""Background jobs: what waits, what was given up, and running it again."""

from __future__ import annotations

from collections.abc import Mapping

import orjson
from fastapi import APIRouter, Request, Response

from gotrs_api.admin.service import background
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.uow import ReadUow
from gotrs_api.uow.deps import Read, Uow
from gotrs_web.admin.listing import Column, Filter, Found, ListPane, Query
from gotrs_web.admin.pages import list_pane
from gotrs_web.deps import Administrator
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

PAGE = "/admin/jobs"
LONGEST_SHOWN = 20_000
router = APIRouter(prefix=PAGE)
STATUSES: Mapping[str, str] = {
    "dead": N_("given up"),
    "pending": N_("waiting"),
    "running": N_("running"),
    "done": N_("finished"),
}
FILTERS = (Filter("status", N_("State"), tuple(STATUSES.items())),)
COLUMNS = (
    Column(N_("Job"), lambda job: f"{job.name} #{job.id}", "link"),
    Column(N_("State"), lambda job: STATUSES[job.status], "word"),
    Column(N_("Due"), "due", "moment"),
    Column(N_("Attempts"), "attempts", "number"),
    Column(N_("Last error"), "last_error", "muted"),
)


@router.get("", name="admin_jobs")
async def show_list(request: Request, principal: Administrator, read: Read) -> Response:
    counts = await background.count_jobs(read, principal)
    listed = await _list(request, read, principal)
    context = {"counts": counts, "statuses": STATUSES, "facts": "admin/jobs/_facts.html"}
    return render(request, "admin/list.html", {"listed": listed, **context})


@router.get("/periodic", name="admin_periodic")
async def show_periodic(request: Request, principal: Administrator, read: Read) -> Response:
    rows = await background.list_periodic(read, principal)
    return render(request, "admin/jobs/periodic.html", {"rows": rows})


@router.post("/periodic/{work}/run", name="admin_periodic_run")
async def run_now(request: Request, principal: Administrator, uow: Uow, work: str) -> Response:
    job_id = await background.run_now(uow, principal, work)
    return redirect(request, f"{PAGE}/{job_id}", toast=catalogue_of(request).gettext("The round begins now."))


@router.get("/{job_id}", name="admin_job")
async def show_job(request: Request, principal: Administrator, read: Read, job_id: int) -> Response:
    job = await background.read_job(read, principal, job_id)
    context = {
        "listed": await _list(request, read, principal, str(job_id)),
        "heading": f"{job.name} #{job.id}",
        "tabs": [],
        "job": job,
        "status": STATUSES[job.status],
        "payload": _pretty(job.payload),
        "result": _pretty(job.result) if job.result else "",
    }
    return render(request, "admin/jobs/job.html", context)


@router.post("/{job_id}/retry", name="admin_job_retry")
async def retry(request: Request, principal: Administrator, uow: Uow, job_id: int) -> Response:
    await background.retry_job(uow, principal, job_id)
    return redirect(request, f"{PAGE}/{job_id}", toast=catalogue_of(request).gettext("The job runs again now."))


@router.post("/{job_id}/removal", name="admin_job_removal")
async def remove(request: Request, principal: Administrator, uow: Uow, job_id: int) -> Response:
    await background.delete_job(uow, principal, job_id)
    return redirect(request, PAGE, toast=catalogue_of(request).gettext("The job is removed."))


async def _list(request: Request, read: ReadUow, principal: Principal, current: str = "") -> ListPane:
    return await list_pane(request, read, principal, "jobs", COLUMNS, FILTERS, _rows, current=current)


async def _rows(read: ReadUow, principal: Principal, query: Query) -> Found:
    return Found.of_page(
        await background.list_jobs(read, principal, query.page_request, status=query["status"] or None)
    )


def _pretty(value: object) -> str:
    """An import carries thousands of rows along."""
    text = orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
