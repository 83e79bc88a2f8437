"""Housekeeping of the machinery's own tables."""

from datetime import timedelta

from gotrs_api.admin.performance import service as performance
from gotrs_api.identity import idempotency
from gotrs_api.jobs import periodic, store
from gotrs_api.uow import JobContext

FINISHED_JOBS_KEPT = timedelta(days=7)


@periodic("admin.prune", every_s=3600)
async def prune(ctx: JobContext) -> None:
    """Forget finished jobs after a week answers to Idempotency-Keys after a day, and what the performance log has too much."""
    async with ctx.uow() as uow:
        await store.prune(uow.session, older_than=uow.clock.now() - FINISHED_JOBS_KEPT)
        await idempotency.prune(uow)
        await performance.prune(uow)


JOBS = (prune,)
