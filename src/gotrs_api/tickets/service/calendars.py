"""The working calendar and the escalation rule of a ticket."""

from __future__ import annotations

from typing import Literal

from gotrs_api.sla.calendar import WorkingCalendar, calendar_from_settings, calendar_setting_names
from gotrs_api.sla.escalation import EscalationTimes
from gotrs_api.sla.escalation_status import EscalationClock, escalation_clocks
from gotrs_api.sla.rules import EscalationRule
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.permissions import Switches
from gotrs_api.tickets.repository.rows import TicketRow
from gotrs_api.uow import ReadUow


async def calendar_of(uow: ReadUow, calendar_name: str | None) -> WorkingCalendar:
    """The calendar that a queue or SLA names; the default one without a name."""
    names = calendar_setting_names(calendar_name)
    values = {name: await sysconfig.get(uow, settings.ALL[name]) for name in names if name in settings.ALL}
    return calendar_from_settings(calendar_name, values)


def rule_of(row: TicketRow, switches: Switches) -> EscalationRule:
    """The SLA's limits when services are in use and the ticket has one, else the queue's."""
    prefix = "sla" if uses_sla(row, switches) else "queue"
    names = (
        "first_response_time", "first_response_notify", "update_time", "update_notify", "solution_time",
        "solution_notify",
    )  # fmt: skip
    return EscalationRule.from_columns(**{name: getattr(row, f"{prefix}_{name}") for name in names})


def calendar_name_of(row: TicketRow, switches: Switches) -> str | None:
    """For escalation."""
    return row.sla_calendar if uses_sla(row, switches) else row.queue_calendar


def unlock_calendar_name_of(row: TicketRow, switches: Switches) -> str | None:
    """For unlock timeouts and "any working time": the SLA's, else the queue's."""
    return (row.sla_calendar if switches.services else None) or row.queue_calendar


def uses_sla(row: TicketRow, switches: Switches) -> bool:
    return switches.services and row.sla_id is not None


def times_of(row: TicketRow) -> EscalationTimes:
    return EscalationTimes(row.escalation_response_time, row.escalation_update_time, row.escalation_solution_time)


async def clocks_of(uow: ReadUow, row: TicketRow, switches: Switches) -> tuple[EscalationClock, ...]:
    """The running clocks as the stored columns give them; costs nothing when none runs."""
    times = times_of(row)
    if not times.earliest:
        return ()
    calendar = await calendar_of(uow, calendar_name_of(row, switches))
    return escalation_clocks(times, rule_of(row, switches), calendar, row.state_type, uow.clock.now())


def clock_state(clock: EscalationClock) -> Literal["running", "warning", "escalated"]:
    if clock.is_escalated:
        return "escalated"
    return "warning" if clock.is_warning else "running"
