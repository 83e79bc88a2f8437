"""Recalculating the `escalation_*` columns of all tickets, after rules or calendars have changed.

Source: OTRS 6, Maint::Ticket::EscalationIndexRebuild.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from gotrs_api.jobs import JobPayload
from gotrs_api.kernel.ids import SYSTEM_USER_ID, TicketId
from gotrs_api.tickets.errors import TicketNotFound
from gotrs_api.tickets.repository import walking
from gotrs_api.tickets.service import current, escalation
from gotrs_api.uow import ReadUow, UnitOfWork

BATCH: Final = 100


class RebuildEscalation(JobPayload):
    """All tickets, after a working calendar was changed."""


class Batch(NamedTuple):
    """`last_id` is where the next batch begins; None after the last one."""

    tickets: int
    last_id: TicketId | None


async def count_tickets_to_rebuild(uow: ReadUow) -> int:
    return await walking.count_tickets(uow.session)


async def rebuild_escalation_batch(uow: UnitOfWork, after_id: TicketId) -> Batch:
    """The next hundred tickets by id, in this transaction; columns that are right already are not written."""
    uow.act_as(SYSTEM_USER_ID)
    ids = await walking.next_ids(uow.session, after_id, BATCH)
    for ticket_id in ids:
        try:
            await current.lock(uow, ticket_id)
        except TicketNotFound:  # deleted since
            continue
        await escalation.refresh(uow, TicketId(ticket_id))
    return Batch(len(ids), TicketId(ids[-1]) if ids else None)
