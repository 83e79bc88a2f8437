"""The job that evaluates notifications and queues their mails."""

from gotrs_api.automation.notifications.payloads import Notify
from gotrs_api.automation.notifications.tell import tell
from gotrs_api.jobs import job
from gotrs_api.jobs.progress import replace_payload
from gotrs_api.uow import JobContext


@job("automation.notify", queue="automation", max_attempts=6, backoff_s=(10, 900), timeout_s=300)
async def notify(ctx: JobContext, payload: Notify) -> None:
    """All mails of one event and the mark in the job's row, in one transaction: nobody is told twice."""
    async with ctx.uow() as uow:
        done = payload.model_copy(update={"done": True})
        if not payload.done and await replace_payload(uow.session, ctx.job_id, payload, done):
            await tell(uow, payload)


JOBS = (notify,)
