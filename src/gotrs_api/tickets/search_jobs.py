"""Keeping the full-text index up with the tickets."""

from __future__ import annotations

import time
from typing import Final

from gotrs_api.jobs import ActsAs, JobPayload, job, periodic
from gotrs_api.jobs.execute import RetryLater
from gotrs_api.jobs.store import look_at_waiting, note_progress, take
from gotrs_api.tickets.service.search import indexing
from gotrs_api.tickets.service.search.health import INDEX_JOB, RebuildIndex
from gotrs_api.uow import JobContext

SLICE_S: Final = 20.0  # how long one attempt works before others have their turn
CUSTOMER_BATCH: Final = 100
TOGETHER: Final = 100


class IndexTicket(JobPayload):
    """The documents of one ticket are out of date."""

    ticket_id: int


class IndexCustomer(JobPayload):
    """Customers were renamed; the documents of their tickets hold their names. One of the two is given."""

    login: str = ""
    customer_id: str = ""


@job(INDEX_JOB, queue="search", acts_as=ActsAs.DESK, max_attempts=20, backoff_s=(1, 300))
async def index_ticket(ctx: JobContext, payload: IndexTicket) -> None:
    """Also does other waiting jobs: after a change of thousands of tickets the index is up to date within seconds.

    Not in a second attempt, so that a ticket that makes it fail holds up nobody but itself.
    """
    async with ctx.uow() as uow:
        now = uow.clock.now()
        others = await look_at_waiting(uow.session, INDEX_JOB, now=now, limit=TOGETHER) if ctx.attempt == 1 else []
        tickets = {payload.ticket_id, *(IndexTicket.model_validate_json(other.payload).ticket_id for other in others)}
        # In the order in which a change of a ticket takes them, first the ticket and then its job; the reverse could deadlock.
        await indexing.hold_tickets(uow, sorted(tickets))
        await take(uow.session, [other.id for other in others])
        await indexing.index_tickets(uow, sorted(tickets))


@job("search.index_customer", queue="search", acts_as=ActsAs.DESK, max_attempts=20, backoff_s=(1, 300))
async def index_customer(ctx: JobContext, payload: IndexCustomer) -> None:
    async with ctx.read() as read:
        ticket_ids = await indexing.tickets_of_customer(read, payload.login, payload.customer_id)
    for at in range(0, len(ticket_ids), CUSTOMER_BATCH):
        async with ctx.uow() as uow:
            await indexing.index_tickets(uow, ticket_ids[at : at + CUSTOMER_BATCH])


@job("search.rebuild", queue="search", acts_as=ActsAs.DESK, max_attempts=1_000_000, backoff_s=(5, 300))
async def rebuild_index(ctx: JobContext, payload: RebuildIndex) -> None:
    """In slices: a rebuild takes hours where there are millions of articles, and goes on after a restart."""
    if not await _rebuild_slice(ctx):
        raise RetryLater("more tickets to go", delay_s=0)


@periodic("search.catch_up", every_s=60)
async def catch_up(ctx: JobContext) -> None:
    """Continue a rebuild that no job is doing: after an upgrade, or when the command was interrupted."""
    async with ctx.read() as read:
        progress = await indexing.rebuild_progress(read)
    if not progress.finished:
        await _rebuild_slice(ctx)


async def _rebuild_slice(ctx: JobContext) -> bool:
    """Whether all is done."""
    until = time.monotonic() + SLICE_S
    while time.monotonic() < until:
        async with ctx.uow() as uow:
            progress = await indexing.rebuild_some(uow)
            if ctx.job_id:
                await note_progress(uow.session, ctx.job_id, done=progress.done, total=progress.total)
        if progress.finished:
            return True
    return False


JOBS: Final = (index_ticket, index_customer, rebuild_index, catch_up)
