"""Tickets under the names and in the forms that OTRS gives its attributes, for web services.

Source: OTRS 6, Kernel/System/Ticket.pm, TicketGet; the answers of a Znuny 6.5.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from decimal import Decimal
from typing import Any

from gotrs_api.identity.principal import Principal
from gotrs_api.sla.escalation_status import otrs_escalation_attributes
from gotrs_api.sla.performance import minutes_used
from gotrs_api.tickets.repository import otrs_form
from gotrs_api.tickets.repository.otrs_form import Milestones, WholeTicket
from gotrs_api.tickets.repository.rows import TicketRow
from gotrs_api.tickets.service.calendars import calendar_name_of, calendar_of, clocks_of, rule_of
from gotrs_api.tickets.service.switches import otrs_zone, switches_of
from gotrs_api.tickets.service.visibility import viewer_id_of, visible_tickets
from gotrs_api.uow import ReadUow

Attributes = dict[str, Any]


async def otrs_attributes(
    uow: ReadUow,
    principal: Principal,
    ticket_ids: Sequence[int],
    *,
    extended: bool = False,
    zone: tzinfo | None = None,
) -> dict[int, Attributes]:
    """By id, those that the principal may see; two statements, with `extended` three more. No dynamic fields.

    Dates are in `zone`, by default in `OTRSTimeZone`.
    """
    switches = await switches_of(uow)
    visibility = await visible_tickets(uow, principal)
    found = await otrs_form.whole_tickets(uow.session, visibility, ticket_ids, viewer_id_of(principal))
    if not found:
        return {}
    zone, now = zone or await otrs_zone(uow), uow.clock.now()
    totals = await otrs_form.time_totals(uow.session, list(found))
    milestones = await otrs_form.milestones(uow.session, list(found)) if extended else {}
    answer: dict[int, Attributes] = {}
    for ticket_id, ticket in found.items():
        values = _attributes(ticket, now, zone)
        values |= otrs_escalation_attributes(await clocks_of(uow, ticket.row, switches), zone)
        values["TimeUnit"] = as_number(totals.get(ticket_id, Decimal(0)))
        if extended:
            values |= await _extended(uow, ticket.row, milestones[ticket_id], zone)
        answer[ticket_id] = values
    return answer


async def article_times(uow: ReadUow, ticket_ids: Sequence[int]) -> dict[int, int | float]:
    """Booked time by article, of all articles of the tickets."""
    found = await otrs_form.time_of_articles(uow.session, ticket_ids)
    return {article_id: as_number(total) for article_id, total in found.items()}


async def otrs_history(uow: ReadUow, ticket_ids: Sequence[int]) -> dict[int, list[Attributes]]:
    """Histories by ticket, oldest first, with ids as OTRS keeps them. The caller has checked the right to read."""
    zone = await otrs_zone(uow)
    found: dict[int, list[Attributes]] = {ticket_id: [] for ticket_id in ticket_ids}
    for row in await otrs_form.history(uow.session, ticket_ids):
        found[row.ticket_id].append(
            {
                "ArticleID": row.article_id or 0,
                "CreateBy": row.create_by,
                "CreateTime": otrs_time(row.create_time, zone),
                "HistoryType": row.type,
                "HistoryTypeID": row.history_type_id,
                "Name": row.name,
                "OwnerID": row.owner_id,
                "PriorityID": row.priority_id,
                "QueueID": row.queue_id,
                "StateID": row.state_id,
                "TicketID": str(row.ticket_id),
                "TypeID": row.type_id,
            }
        )
    return found


async def otrs_time_accounting(
    uow: ReadUow, principal: Principal, user_id: int, start: datetime, end: datetime
) -> list[Attributes]:
    """What an agent booked between two moments, on tickets that the principal may see."""
    zone = await otrs_zone(uow)
    visibility = await visible_tickets(uow, principal)
    return [
        {
            "TicketNumber": row.tn,
            "TicketTitle": row.title or "",
            "Queue": row.queue,
            "Created": otrs_time(row.create_time, zone),
            "TimeUnit": as_number(Decimal(str(row.time_unit))),
        }
        for row in await otrs_form.time_of_agent(uow.session, visibility, user_id, start, end)
    ]


def as_number(amount: Decimal) -> int | float:
    """A whole number where it is one."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def otrs_time(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")


def _attributes(ticket: WholeTicket, now: datetime, zone: tzinfo) -> Attributes:
    row = ticket.row
    epoch = int(now.timestamp())
    values: Attributes = {
        "Age": epoch - int(row.create_time.timestamp()),
        "ArchiveFlag": "y" if row.archive_flag else "n",
        "ChangeBy": ticket.change_by,
        "Changed": otrs_time(row.change_time, zone),
        "CreateBy": ticket.create_by,
        "Created": otrs_time(row.create_time, zone),
        "CustomerID": row.customer_id,
        "CustomerUserID": row.customer_user,
        "EscalationResponseTime": row.escalation_response_time,
        "EscalationSolutionTime": row.escalation_solution_time,
        "EscalationTime": row.escalation_time,
        "EscalationUpdateTime": row.escalation_update_time,
        "GroupID": row.group_id,
        "Lock": row.lock_name,
        "LockID": row.lock_id,
        "Owner": row.owner_login,
        "OwnerID": row.owner_id,
        "Priority": row.priority_name,
        "PriorityID": row.priority_id,
        "Queue": row.queue_name,
        "QueueID": row.queue_id,
        "RealTillTimeNotUsed": row.until_time,
        "Responsible": row.responsible_login,
        "ResponsibleID": row.responsible_id,
        "SLAID": row.sla_id or "",
        "ServiceID": row.service_id or "",
        "State": row.state_name,
        "StateID": row.state_id,
        "StateType": row.state_type,
        "TicketID": row.id,
        "TicketNumber": row.tn,
        "Title": row.title,
        "Type": row.type_name,
        "TypeID": row.type_id,
        "UnlockTimeout": row.timeout,
        "UntilTime": row.until_time - epoch if row.until_time else 0,
    }
    if row.service_id:
        values["Service"] = row.service_name
    if row.sla_id:
        values["SLA"] = row.sla_name
    return values


async def _extended(uow: ReadUow, row: TicketRow, reached: Milestones, zone: tzinfo) -> Attributes:
    switches = await switches_of(uow)
    rule = rule_of(row, switches)
    calendar = await calendar_of(uow, calendar_name_of(row, switches))
    values: Attributes = {}
    for moment, name, prefix, limit in (
        (reached.first_response, "FirstResponse", "FirstResponse", rule.first_response.minutes),
        (reached.closed, "Closed", "Solution", rule.solution.minutes),
    ):
        if moment is None:
            continue
        values[name] = otrs_time(moment, zone)
        used = minutes_used(calendar, row.create_time, moment, limit)
        if used is not None:
            values[f"{prefix}InMin"] = used.used_minutes
            values[f"{prefix}DiffInMin"] = used.left_minutes
    if reached.first_lock is not None:
        values["FirstLock"] = otrs_time(reached.first_lock, zone)
    return values
