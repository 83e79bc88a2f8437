"""Housekeeping of web services."""

from __future__ import annotations

from gotrs_api.generic_interface.requester import jobs as requester_jobs
from gotrs_api.generic_interface.service.communications import forget_old
from gotrs_api.jobs import periodic
from gotrs_api.uow import JobContext

_MOST_ROUNDS = 100


@periodic("generic_interface.prune_log", every_s=3600)
async def prune_log(ctx: JobContext) -> None:
    """Forget old communications, a thousand in each transaction."""
    for _ in range(_MOST_ROUNDS):
        async with ctx.uow() as uow:
            if not await forget_old(uow):
                return


JOBS = (*requester_jobs.JOBS, prune_log)
