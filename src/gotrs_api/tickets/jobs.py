"""What happens to tickets by itself as time goes by."""

from __future__ import annotations

from typing import Final

from gotrs_api.jobs.registry import periodic
from gotrs_api.tickets.service import sweeps
from gotrs_api.tickets.service.numbering import clean_counters
from gotrs_api.uow import JobContext


@periodic("tickets.pending", every_s=300)
async def work_off_pending(ctx: JobContext) -> None:
    """Auto-close what waited long enough, remind of what is due."""
    async with ctx.read() as read:
        due = await sweeps.pending_auto_due(read)
        reminders = await sweeps.reminders_due(read)
    for ticket_id in due:
        async with ctx.uow() as uow:
            await sweeps.finish_pending(uow, ticket_id)
    for ticket_id in reminders:
        async with ctx.uow() as uow:
            await sweeps.remind(uow, ticket_id)


@periodic("tickets.unlock_timeout", every_s=3600)
async def unlock_forgotten(ctx: JobContext) -> None:
    """Free tickets whose agents have let the queue's unlock timeout pass."""
    async with ctx.read() as read:
        locked = await sweeps.locked_with_timeout(read)
    for ticket_id in locked:
        async with ctx.uow() as uow:
            await sweeps.unlock_if_forgotten(uow, ticket_id)


@periodic("tickets.escalation", every_s=300)
async def tell_escalations(ctx: JobContext) -> None:
    """Fire the escalation events of tickets that are over or near their limits."""
    async with ctx.read() as read:
        tickets = await sweeps.escalating(read)
    for ticket_id in tickets:
        async with ctx.uow() as uow:
            await sweeps.tell_escalation(uow, ticket_id)


@periodic("tickets.number_counters", every_s=600)
async def clean_number_counters(ctx: JobContext) -> None:
    async with ctx.uow() as uow:
        await clean_counters(uow)


JOBS: Final = (work_off_pending, unlock_forgotten, tell_escalations, clean_number_counters)
