"""Forgetting what is old (OTRS: CommunicationLogDelete, at night)."""

from gotrs_api.jobs import periodic
from gotrs_api.mail.communication_log.service import prune_communications
from gotrs_api.uow import JobContext

_MOST_BATCHES = 400


@periodic("mail.prune_communication_log", every_s=24 * 3600)
async def prune_communication_log(ctx: JobContext) -> None:
    for _ in range(_MOST_BATCHES):
        async with ctx.uow() as uow:
            if not await prune_communications(uow):
                return


JOBS = (prune_communication_log,)
