"""What happens to tickets as time goes by, and what takes longer than a request may."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from typing import Final

import structlog

from gotrs_api.db.hot_indexes import build_missing_indexes
from gotrs_api.db.transient import patiently
from gotrs_api.identity.orders import orderer
from gotrs_api.jobs import store
from gotrs_api.jobs.execute import RetryLater
from gotrs_api.jobs.registry import ActsAs, job, periodic
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets.errors import TicketNotFound
from gotrs_api.tickets.schemas import BulkRead, BulkResult
from gotrs_api.tickets.service import bulk, drafts, renames, static_index, sweeps
from gotrs_api.tickets.service.bulk import ChangeTickets
from gotrs_api.tickets.service.numbering import clean_counters
from gotrs_api.tickets.service.rebuilding import RebuildEscalation, rebuild_escalation_batch
from gotrs_api.tickets.service.renames import FollowCustomer
from gotrs_api.uow import JobContext, UnitOfWork

SLICE_S: Final = 30
log = structlog.get_logger(__name__)


@periodic("tickets.pending", every_s=300)
async def work_off_pending(ctx: JobContext) -> None:
    """Auto-close what waited long enough, remind of what is due."""
    async with ctx.read() as read:
        due = await sweeps.pending_auto_due(read)
        reminders = await sweeps.reminders_due(read)
    await _each(due, partial(_change, ctx, sweeps.finish_pending))
    await _each(reminders, partial(_change, ctx, sweeps.remind))


@periodic("tickets.unlock_timeout", every_s=3600)
async def unlock_forgotten(ctx: JobContext) -> None:
    """Free tickets whose agents have let the queue's unlock timeout pass."""
    async with ctx.read() as read:
        locked = await sweeps.locked_with_timeout(read)
    await _each(locked, partial(_change, ctx, sweeps.unlock_if_forgotten))


@periodic("tickets.escalation", every_s=300)
async def tell_escalations(ctx: JobContext) -> None:
    """Fire the escalation events of tickets that are over or near their limits."""
    async with ctx.read() as read:
        tickets = await sweeps.escalating(read)
    await _each(tickets, partial(_tell_escalation, ctx))


async def _tell_escalation(ctx: JobContext, ticket_id: TicketId) -> None:
    async with ctx.read() as read:
        has_news = await sweeps.has_escalated(read, ticket_id)
    if has_news:
        await _change(ctx, sweeps.tell_escalation, ticket_id)


async def _change(
    ctx: JobContext, change: Callable[[UnitOfWork, TicketId], Awaitable[object]], ticket_id: TicketId
) -> None:
    async with ctx.uow() as uow:
        await change(uow, ticket_id)


async def _each(ticket_ids: Iterable[TicketId], work: Callable[[TicketId], Awaitable[None]]) -> None:
    """A failure is logged and does not keep the other tickets from their turn."""
    for ticket_id in ticket_ids:
        try:
            await patiently(partial(work, ticket_id))
        except TicketNotFound:
            pass  # deleted meanwhile
        except Exception:  # whatever it is, one ticket must not stop the sweep; its next round tries again
            log.warning("tickets.sweep_failed", ticket_id=ticket_id, exc_info=True)


@periodic("tickets.number_counters", every_s=600)
async def clean_number_counters(ctx: JobContext) -> None:
    async with ctx.uow() as uow:
        await clean_counters(uow)


@periodic("tickets.drafts", every_s=3600)
async def forget_drafts(ctx: JobContext) -> None:
    async with ctx.uow() as uow:
        await drafts.delete_expired(uow)


@periodic("tickets.build_indexes", every_s=3600, timeout_s=6 * 3600)
async def build_indexes(ctx: JobContext) -> None:
    """Build the covering indexes of a large adopted or imported database, without blocking writers."""
    if built := await build_missing_indexes(ctx.site.database.engine):
        log.info("tickets.indexes_built", indexes=built)


@periodic("tickets.static_index", every_s=86400)
async def rebuild_static_index(ctx: JobContext) -> None:
    async with ctx.uow() as uow:
        await static_index.rebuild_index(uow)


@job(
    "tickets.bulk", queue="tickets", acts_as=ActsAs.ORDERER, max_attempts=500, backoff_s=(5, 300), timeout_s=SLICE_S * 2
)
async def change_tickets(ctx: JobContext, payload: ChangeTickets) -> None:
    """A slice of a bulk change; the next attempt goes on where this one ends.

    Each ticket is committed together with the progress, so none is changed twice whatever happens in between. The agent is
    looked up again before each: whoever loses a right in the middle changes nothing more.
    """
    await orderer(ctx)
    async with ctx.read() as read:
        first, kept = await store.progress_of(read.session, ctx.job_id)
    failed: dict[int, BulkResult] = {
        each.ticket_id: each for each in (BulkRead.model_validate_json(kept).results if kept else ())
    }
    part, total = bulk.part_of(payload.kind, payload.command), len(payload.ids)
    until = asyncio.get_running_loop().time() + SLICE_S
    for done, ticket_id in enumerate(payload.ids[first:], first + 1):
        if asyncio.get_running_loop().time() > until:
            raise RetryLater("goes on with the next tickets", delay_s=0)

        async def note(uow: UnitOfWork, done: int = done) -> None:
            await store.note_progress(uow.session, ctx.job_id, done=done, total=total)

        who = await orderer(ctx)
        result = await bulk.change_one(ctx.site, who, payload.kind, TicketId(ticket_id), part, and_then=note)
        if not result.ok:
            failed[ticket_id] = result
            async with ctx.uow() as uow:
                text = bulk.summary(list(failed.values())).model_dump_json()
                await store.note_progress(uow.session, ctx.job_id, done=done, total=total, result=text)
    results = [failed.get(each) or BulkResult(ticket_id=each, ok=True, status=200) for each in payload.ids]
    async with ctx.uow() as uow:
        text = bulk.summary(results).model_dump_json()
        await store.note_progress(uow.session, ctx.job_id, done=total, total=total, result=text)


@job("tickets.follow_customer", queue="tickets", acts_as=ActsAs.DESK, timeout_s=SLICE_S * 2)
async def follow_customer(ctx: JobContext, payload: FollowCustomer) -> None:
    """Tickets of a customer with a new login or customer id. Done ones are not found again, so any attempt goes on."""
    last_id = 0
    while True:
        async with ctx.read() as read:
            ids = await renames.tickets_to_follow(read, payload, after_id=last_id)
        if not ids:
            return
        for ticket_id in ids:
            async with ctx.uow() as uow:
                await renames.follow(uow, ticket_id, payload)
        last_id = ids[-1]


@job(
    "tickets.rebuild_escalation",
    queue="tickets",
    acts_as=ActsAs.DESK,
    max_attempts=500,
    backoff_s=(5, 300),
    timeout_s=SLICE_S * 2,
)
async def rebuild_escalation(ctx: JobContext, payload: RebuildEscalation) -> None:
    """In slices; the last ticket's id is kept as the progress, so the next attempt goes on from there."""
    until = asyncio.get_running_loop().time() + SLICE_S
    async with ctx.read() as read:
        last = TicketId((await store.progress_of(read.session, ctx.job_id))[0])
    while asyncio.get_running_loop().time() < until:
        async with ctx.uow() as uow:
            reached = (await rebuild_escalation_batch(uow, last)).last_id
            if reached is None:
                return
            last = reached
            await store.note_progress(uow.session, ctx.job_id, done=last, total=0)
    raise RetryLater("goes on with the next tickets", delay_s=0)


JOBS: Final = (
    rebuild_escalation,
    work_off_pending,
    unlock_forgotten,
    tell_escalations,
    clean_number_counters,
    build_indexes,
    forget_drafts,
    rebuild_static_index,
    change_tickets,
    follow_customer,
)
