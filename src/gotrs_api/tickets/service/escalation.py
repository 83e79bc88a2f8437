"""Escalation times of tickets: recalculated once after whatever may move them, with the events that OTRS fires.

Source of the rules: OTRS 6, Kernel/System/Ticket.pm TicketEscalationIndexBuild and the handler EscalationStopEvents.
"""

from __future__ import annotations

from gotrs_api.kernel.ids import TicketId
from gotrs_api.sla.escalation import escalation_times, explain_escalation, is_finished
from gotrs_api.sla.escalation_status import escalation_clocks
from gotrs_api.sla.rules import EscalationFacts, EscalationKind
from gotrs_api.tickets.events import EscalationEvent
from gotrs_api.tickets.history import Entry, write_history
from gotrs_api.tickets.history_format import escalation as escalation_line
from gotrs_api.tickets.history_types import HistoryType
from gotrs_api.tickets.repository import escalation as repository
from gotrs_api.tickets.repository.rows import TicketRow
from gotrs_api.tickets.schemas import TicketEscalation, WorkingStretch
from gotrs_api.tickets.service import current
from gotrs_api.tickets.service.calendars import (
    calendar_name_of,
    calendar_of,
    clock_state,
    rule_of,
    times_of,
    uses_sla,
)
from gotrs_api.tickets.service.switches import switches_of
from gotrs_api.uow import ReadUow, UnitOfWork

_KEY = "gotrs.escalation"


def mark(uow: UnitOfWork, ticket_id: TicketId) -> None:
    """Recalculate this ticket before it is shown or the transaction ends."""
    _marked(uow).add(ticket_id)


async def check_stop(uow: UnitOfWork, ticket_id: TicketId, *, was_finished: bool) -> None:
    """After an event that can stop an escalation. Where one has run out it is recalculated at once, for OTRS's order of history."""
    row = await current.current(uow, ticket_id)
    if not was_finished and 0 < row.escalation_time <= int(uow.clock.now().timestamp()):
        _marked(uow).discard(ticket_id)
        await refresh(uow, ticket_id, may_stop=True)
    else:
        mark(uow, ticket_id)


async def refresh_pending(uow: UnitOfWork) -> None:
    """Recalculate all tickets that are marked."""
    marked = _marked(uow)
    while marked:
        await refresh(uow, marked.pop())


def _marked(uow: UnitOfWork) -> set[TicketId]:
    marked: set[TicketId] = uow.session.info.setdefault(_KEY, set())
    return marked


async def refresh(uow: UnitOfWork, ticket_id: TicketId, *, may_stop: bool = False) -> None:
    """Recalculate the `escalation_*` columns of one ticket; writes nothing when they do not change.

    When they change, change time and actor are set too. With `may_stop`, clocks that had run out and no longer are get
    their Stop event and history row.
    """
    before = await current.current(uow, ticket_id)
    switches = await switches_of(uow)
    rule, calendar = rule_of(before, switches), await calendar_of(uow, calendar_name_of(before, switches))
    limits = any(rule.limit(kind).minutes for kind in EscalationKind)
    if not limits and not times_of(before).earliest and not before.escalation_time:
        return
    articles, ever_closed = await repository.facts(uow, ticket_id)
    facts = EscalationFacts(before.create_time, before.state_type, articles, ever_closed)
    columns = escalation_times(rule, calendar, facts).as_columns()
    row = before
    if any(getattr(before, name) != value for name, value in columns.items()):
        row = await current.change(uow, ticket_id, **columns)
    if may_stop:
        now = int(uow.clock.now().timestamp())
        for kind in EscalationKind:
            was_over = 0 < times_of(before).of(kind) <= now
            is_over = 0 < times_of(row).of(kind) <= now and not is_finished(row.state_type)
            if was_over and not is_over:
                await tell(uow, row, f"{kind.otrs_event}Stop")


async def tell(uow: UnitOfWork, row: TicketRow, name: str) -> None:
    """Fire one of OTRS's Escalation… events with its history row."""
    await write_history(uow, row, [Entry(escalation_line(HistoryType(name)))])
    await uow.emit(EscalationEvent(ticket_id=TicketId(row.id), name=name))


async def explain(uow: ReadUow, row: TicketRow) -> tuple[TicketEscalation, ...]:
    """The running clocks with the working time counted so far."""
    switches = await switches_of(uow)
    name = calendar_name_of(row, switches)
    rule, calendar = rule_of(row, switches), await calendar_of(uow, name)
    articles, ever_closed = await repository.facts(uow, row.id)
    facts = EscalationFacts(row.create_time, row.state_type, articles, ever_closed)
    now = uow.clock.now()
    times = escalation_times(rule, calendar, facts)
    clocks = {clock.kind: clock for clock in escalation_clocks(times, rule, calendar, row.state_type, now)}
    return tuple(
        TicketEscalation(
            clock=found.kind.value,
            limit_minutes=found.limit_minutes,
            source="sla" if uses_sla(row, switches) else "queue",
            calendar=name or None,
            started=found.started_at,
            due=found.destination_at,
            state=clock_state(clocks[found.kind]),
            working_seconds_left=clocks[found.kind].working_seconds_left,
            counted=tuple(WorkingStretch(start=part.start_at, end=part.end_at) for part in found.counted),
        )
        for found in explain_escalation(rule, calendar, facts, now)
        if found.kind in clocks
    )
