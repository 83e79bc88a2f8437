"""The job that evaluates notifications and queues their mails."""

import structlog

from gotrs_api.automation.notifications.notices import forget_old_notices
from gotrs_api.automation.notifications.payloads import Notify
from gotrs_api.automation.notifications.tell import tell
from gotrs_api.jobs import ActsAs, job, periodic
from gotrs_api.jobs.progress import replace_payload
from gotrs_api.jobs.store import look_at_waiting, take
from gotrs_api.tickets.service.current import load_all
from gotrs_api.uow import JobContext, UnitOfWork

log = structlog.get_logger(__name__)
NOTIFY_JOB = "automation.notify"
TOGETHER = 20


@job(NOTIFY_JOB, queue="automation", acts_as=ActsAs.READERS, max_attempts=6, backoff_s=(10, 900), timeout_s=300)
async def notify(ctx: JobContext, payload: Notify) -> None:
    """All mails of one event and the mark in the job's row, in one transaction: nobody is told twice.

    Takes along what else waits: many mails come in at once. What goes wrong then leaves nothing, and each goes alone.
    """
    if ctx.attempt == 1:
        company: set[int] = set()
        try:
            async with ctx.uow() as uow:
                if await _mark(ctx, uow, payload):
                    await _tell_together(ctx, uow, payload, company)
            return
        except Exception as error:
            if not company:
                raise
            log.info("notify.not_together", job_id=ctx.job_id, error=repr(error))
    async with ctx.uow() as uow:
        if await _mark(ctx, uow, payload):
            await tell(uow, payload)


async def _mark(ctx: JobContext, uow: UnitOfWork, payload: Notify) -> bool:
    """Whether it is still to be told: from the commit on it is not."""
    done = payload.model_copy(update={"done": True})
    return not payload.done and await replace_payload(uow.session, ctx.job_id, payload, done)


async def _tell_together(ctx: JobContext, uow: UnitOfWork, payload: Notify, company: set[int]) -> None:
    """The others' rows go with this transaction, so they need no mark. `company` gets their ids.

    By tickets, in the order of their ids: telling may write to a ticket, and who holds several takes them in that order.
    """
    waiting = await look_at_waiting(uow.session, NOTIFY_JOB, now=uow.clock.now(), limit=TOGETHER)
    others = [each for each in waiting if each.id != ctx.job_id]
    company |= await take(uow.session, [each.id for each in others])
    events = [(payload, uow.acting_id)]
    events += [(Notify.model_validate_json(each.payload), each.acting_id) for each in others if each.id in company]
    await load_all(uow, {event.ticket_id for event, _ in events})
    for event, acting_id in sorted(events, key=lambda each: each[0].ticket_id):
        uow.act_as(acting_id)
        await tell(uow, event)


@periodic("automation.forget_notices", every_s=24 * 3600)
async def forget_notices(ctx: JobContext) -> None:
    async with ctx.uow() as uow:
        await forget_old_notices(uow)


JOBS = (notify, forget_notices)
