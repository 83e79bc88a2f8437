"""What the periodic jobs do, one ticket at a time; each looks again whether it is still due.

Source of the rules: OTRS 6, Maint::Ticket::PendingCheck, UnlockTicket, EscalationCheck.
"""

from __future__ import annotations

from datetime import timedelta

from gotrs_api.catalog import state_types
from gotrs_api.kernel.ids import SYSTEM_USER_ID, TicketId
from gotrs_api.sla.working_time import moment_of, working_seconds_between
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.events import (
    NotificationEscalation,
    NotificationEscalationNotifyBefore,
    NotificationPendingReminder,
)
from gotrs_api.tickets.repository import due, master, zoom
from gotrs_api.tickets.repository import escalation as escalation_repository
from gotrs_api.tickets.repository.rows import TicketRow
from gotrs_api.tickets.service import current, escalation
from gotrs_api.tickets.service.calendars import calendar_of, clocks_of, unlock_calendar_name_of
from gotrs_api.tickets.service.locking import UNLOCK, apply_lock
from gotrs_api.tickets.service.state import apply_state
from gotrs_api.tickets.service.switches import switches_of
from gotrs_api.uow import ReadUow, UnitOfWork

_LATELY = timedelta(minutes=10)
# The interval of OTRS's PendingCheck: whoever is not limited to one reminder a day gets one this often.
_REMINDED_EVERY = timedelta(hours=2)
_SOON = timedelta(days=5)


async def pending_auto_due(uow: ReadUow) -> list[TicketId]:
    """Tickets whose time is over in a pending-auto state that another one follows, the oldest first."""
    states = list(await sysconfig.get(uow, settings.TICKET_STATE_AFTER_PENDING))
    due_ones = await due.closing_by_itself(uow.session, state_types.PENDING_AUTO, states, _epoch(uow))
    return [TicketId(id_) for id_ in due_ones]


async def reminders_due(uow: ReadUow) -> list[TicketId]:
    """Tickets whose time is over in a pending-reminder state, unless there was a reminder within two hours."""
    not_since = uow.clock.now() - _REMINDED_EVERY
    due_ones = await due.to_remind_of(uow.session, state_types.PENDING_REMINDER, _epoch(uow), not_since)
    return [TicketId(id_) for id_ in due_ones]


async def finish_pending(uow: UnitOfWork, ticket_id: TicketId) -> None:
    """Set the state that follows by `Ticket::StateAfterPending`; a closed ticket is unlocked silently."""
    row = await _open(uow, ticket_id)
    if row.state_type != state_types.PENDING_AUTO or not _is_over(uow, row):
        return
    name = (await sysconfig.get(uow, settings.TICKET_STATE_AFTER_PENDING)).get(row.state_name)
    found = (await master.find(uow.session, {"state": (None, name)}))["state"] if name else []
    if not found:
        return
    await apply_state(uow, ticket_id, found[0])
    if found[0].extra == state_types.CLOSED:
        await apply_lock(uow, ticket_id, UNLOCK, notify=False)


async def remind(uow: UnitOfWork, ticket_id: TicketId) -> None:
    """NotificationPendingReminder, in working time only."""
    row = await _open(uow, ticket_id)
    if row.state_type == state_types.PENDING_REMINDER and _is_over(uow, row) and await _is_working_time(uow, row):
        await due.note_reminder(uow.session, ticket_id, row.until_time, uow.clock.now())
        await uow.emit(NotificationPendingReminder(ticket_id=ticket_id))


async def locked_with_timeout(uow: ReadUow) -> list[TicketId]:
    """Locked tickets in states and queues in which a lock can run out, whose lock may have."""
    states = await sysconfig.get(uow, settings.TICKET_UNLOCK_STATE_TYPES)
    locks = await sysconfig.get(uow, settings.TICKET_VIEWABLE_LOCKS)
    return [TicketId(id_) for id_ in await due.locked_with_timeout(uow.session, states, locks, _epoch(uow))]


async def unlock_if_forgotten(uow: UnitOfWork, ticket_id: TicketId) -> bool:
    """Unlock when the working time since the timeout began has reached the queue's limit; answers whether it did."""
    row = await _open(uow, ticket_id)
    switches = await switches_of(uow)
    if not row.queue_unlock_timeout or row.lock_name in switches.free_locks:
        return False
    if row.state_type not in await sysconfig.get(uow, settings.TICKET_UNLOCK_STATE_TYPES):
        return False
    calendar = await calendar_of(uow, unlock_calendar_name_of(row, switches))
    if working_seconds_between(calendar, moment_of(row.timeout), uow.clock.now()) < row.queue_unlock_timeout * 60:
        return False
    await apply_lock(uow, ticket_id, UNLOCK)
    return True


async def escalating(uow: ReadUow) -> list[TicketId]:
    """Tickets that have escalated or will within five days, the most urgent first.

    OTRS takes a thousand; where more are neglected, later ones would then never be reported.
    """
    now = uow.clock.now()
    told_since = now - timedelta(minutes=await sysconfig.get(uow, settings.ESCALATION_DECAY_TIME))
    until = int((now + _SOON).timestamp())
    return [
        TicketId(id_) for id_ in await escalation_repository.escalating(uow.session, _epoch(uow), until, told_since)
    ]


async def has_escalated(uow: ReadUow, ticket_id: TicketId) -> bool:
    """Whether `tell_escalation` has something to report; locks nothing."""
    row = await zoom.load_unchecked(uow.session, ticket_id, SYSTEM_USER_ID)
    return row is not None and bool(await _to_tell(uow, row))


async def tell_escalation(uow: UnitOfWork, ticket_id: TicketId) -> None:
    """Fire Escalation…TimeStart or …NotifyBefore for each clock, once in `OTRSEscalationEvents::DecayTime`.

    Also fires NotificationEscalation or …NotifyBefore, once for the ticket, by the first clock found. Nothing happens
    outside working time.
    """
    row = await _open(uow, ticket_id)
    fired = await _to_tell(uow, row)
    for name in fired:
        await escalation.tell(uow, row, name)
    if not fired:
        return
    if fired[0].endswith("Start"):
        await uow.emit(NotificationEscalation(ticket_id=ticket_id))
    else:
        await uow.emit(NotificationEscalationNotifyBefore(ticket_id=ticket_id))


async def _to_tell(uow: ReadUow, row: TicketRow) -> list[str]:
    """Names of the events that are due; none that was fired within the decay time."""
    clocks = await clocks_of(uow, row, await switches_of(uow))
    names = [f"{clock.kind.otrs_event}Start" for clock in clocks if clock.is_escalated]
    names += [f"{clock.kind.otrs_event}NotifyBefore" for clock in clocks if clock.is_warning]
    if not names or not await _is_working_time(uow, row):
        return []
    return [name for name in names if not await _is_recent(uow, row.id, name)]


async def _open(uow: UnitOfWork, ticket_id: TicketId) -> TicketRow:
    """Automatic work is user 1's and sees everything."""
    uow.act_as(SYSTEM_USER_ID)
    await current.lock(uow, ticket_id)
    return await current.current(uow, ticket_id)


def _is_over(uow: UnitOfWork, row: TicketRow) -> bool:
    return row.until_time <= _epoch(uow)


def _epoch(uow: ReadUow) -> int:
    return int(uow.clock.now().timestamp())


async def _is_working_time(uow: ReadUow, row: TicketRow) -> bool:
    """Whether the ticket's calendar had any working time in the last ten minutes."""
    calendar = await calendar_of(uow, unlock_calendar_name_of(row, await switches_of(uow)))
    now = uow.clock.now()
    return working_seconds_between(calendar, now - _LATELY, now) > 0


async def _is_recent(uow: ReadUow, ticket_id: int, name: str) -> bool:
    decay = await sysconfig.get(uow, settings.ESCALATION_DECAY_TIME)
    if not decay:
        return False
    newest = (await escalation_repository.newest_of_types(uow.session, ticket_id, [name])).get(name)
    return newest is not None and uow.clock.now() - newest < timedelta(minutes=decay)
