"""Housekeeping of the machinery's own tables."""

from datetime import timedelta

from gotrs_api.admin.performance import service as performance
from gotrs_api.identity import idempotency
from gotrs_api.jobs import ActsAs, JobPayload, job, periodic, store
from gotrs_api.jobs.execute import GiveUp, run_periodic
from gotrs_api.uow import JobContext

FINISHED_JOBS_KEPT = timedelta(days=7)


class RunRound(JobPayload):
    work: str


@job("admin.run_round", queue="default", acts_as=ActsAs.DESK, max_attempts=1, timeout_s=3600)
async def run_round(ctx: JobContext, payload: RunRound) -> None:
    """A round of work that comes round, now; where another process is at it already, that one will do."""
    work = next((one for one in ctx.site.jobs.periodic if one.name == payload.work), None)
    if work is None:
        raise GiveUp(f"nothing that comes round is called {payload.work}")
    await run_periodic(ctx.site, work, store.new_holder(), at_once=True)


@periodic("admin.prune", every_s=3600)
async def prune(ctx: JobContext) -> None:
    """Forget finished jobs after a week answers to Idempotency-Keys after a day, and what the performance log has too much."""
    async with ctx.uow() as uow:
        await store.prune(uow.session, older_than=uow.clock.now() - FINISHED_JOBS_KEPT)
        await idempotency.prune(uow)
        await performance.prune(uow)


JOBS = (prune, run_round)
