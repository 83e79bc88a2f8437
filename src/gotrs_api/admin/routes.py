"""API v1 of administration."""

from typing import Annotated

from fastapi import Path, Query, Request, Response

from gotrs_api.admin.schemas import JobRead, JobStatus, PeriodicRead
from gotrs_api.admin.service import background
from gotrs_api.identity.paging import Paging, answer
from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import AGENTS, requires
from gotrs_api.kernel.ids import BigRowId
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import Read, Uow

router = ApiRouter(tags=["jobs"])


@router.get("/admin/jobs", summary="List background jobs")
@requires("admin:jobs", group=ADMIN_GROUP)
async def admin_jobs_list(
    request: Request,
    response: Response,
    uow: Read,
    principal: CurrentPrincipal,
    paging: Paging,
    status: Annotated[
        JobStatus | None, Query(description="Only jobs of this status; `dead` are those given up.")
    ] = None,
    name: Annotated[str | None, Query(description="Only jobs of this kind.", max_length=100)] = None,
) -> ListAnswer[JobRead]:
    page = await background.list_jobs(uow, principal, paging, status=status, name=name)
    return answer(request, response, page.rows, page)


@router.get("/admin/jobs/counts", summary="Count background jobs by status")
@requires("admin:jobs", group=ADMIN_GROUP)
async def admin_jobs_count(uow: Read, principal: CurrentPrincipal) -> dict[str, int]:
    return await background.count_jobs(uow, principal)


@router.get("/admin/jobs/periodic", summary="List work that comes round")
@requires("admin:jobs", group=ADMIN_GROUP)
async def admin_jobs_periodic(uow: Read, principal: CurrentPrincipal) -> ListAnswer[PeriodicRead]:
    return whole(await background.list_periodic(uow, principal))


@router.post(
    "/admin/jobs/periodic/{name}/run", status_code=202, summary="Do a round now", responses=problem_responses(404)
)
@requires("admin:jobs", group=ADMIN_GROUP)
async def admin_jobs_run_now(
    name: Annotated[str, Path(max_length=100)], uow: Uow, principal: CurrentPrincipal
) -> JobRead:
    return await background.read_job(uow, principal, await background.run_now(uow, principal, name))


@router.get("/admin/jobs/{job_id}", summary="Read a background job", responses=problem_responses(404))
@requires("admin:jobs", group=ADMIN_GROUP)
async def admin_jobs_get(job_id: BigRowId, uow: Read, principal: CurrentPrincipal) -> JobRead:
    return await background.read_job(uow, principal, job_id)


@router.post("/admin/jobs/{job_id}/retry", summary="Run a job again", responses=problem_responses(404, 409))
@requires("admin:jobs", group=ADMIN_GROUP)
async def admin_jobs_retry(job_id: BigRowId, uow: Uow, principal: CurrentPrincipal) -> JobRead:
    return await background.retry_job(uow, principal, job_id)


@router.delete(
    "/admin/jobs/{job_id}", status_code=204, summary="Drop a dead or finished job", responses=problem_responses(404)
)
@requires("admin:jobs", group=ADMIN_GROUP)
async def admin_jobs_delete(job_id: BigRowId, uow: Uow, principal: CurrentPrincipal) -> None:
    await background.delete_job(uow, principal, job_id)


@router.get("/jobs/{job_id}", summary="Follow a job that one started", responses=problem_responses(404))
@requires("tickets:read", kinds=AGENTS)
async def jobs_get(job_id: BigRowId, uow: Read, principal: CurrentPrincipal) -> JobRead:
    return await background.read_job(uow, principal, job_id)
