"""The figures of one queue, one agreement, one agent."""

from __future__ import annotations

from statistics import mean

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import QueueId, SlaId
from gotrs_api.queues.service import read_queue
from gotrs_api.sla.service import read_sla
from gotrs_api.stats.repository import windows
from gotrs_api.stats.schemas import ActivityEntry, AgentPerformance, QueueFigures, SlaMetrics, Workload
from gotrs_api.stats.service.figures import dashboard_stats, days, first_response, open_by, solution
from gotrs_api.stats.spans import Span
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.history_texts import readable
from gotrs_api.tickets.schemas import NamedRef
from gotrs_api.tickets.service import visible_tickets
from gotrs_api.tickets.service.presenting import user
from gotrs_api.uow import ReadUow

ACTIVITY_DAYS = 7


async def queue_figures(uow: ReadUow, principal: Principal, queue_id: QueueId, count: int) -> QueueFigures:
    """Raises QueueNotFound, Forbidden for customers."""
    queue = await read_queue(uow, principal, queue_id)
    narrow, span = {"queue_id": int(queue_id)}, Span.of(uow, count)
    each_day = await days(uow, principal, count, narrow=narrow)
    return QueueFigures(
        queue=NamedRef(id=queue.id, name=queue.name),
        open=(await dashboard_stats(uow, principal, narrow=narrow)).open,
        created=sum(day.created for day in each_day),
        closed=sum(day.closed for day in each_day),
        by_state=await open_by(uow, principal, "state", narrow=narrow),
        by_priority=await open_by(uow, principal, "priority", narrow=narrow),
        first_response=await first_response(uow, principal, span, narrow=narrow),
        solution=await solution(uow, principal, span, narrow=narrow),
    )


async def sla_metrics(uow: ReadUow, principal: Principal, sla_id: SlaId, count: int) -> SlaMetrics:
    """Raises EntryNotFound, Forbidden for customers."""
    principal.require_agent()
    sla = await read_sla(uow, sla_id)
    narrow, span = {"sla_id": int(sla_id)}, Span.of(uow, count)
    each_day = await days(uow, principal, count, narrow=narrow)
    visibility = await visible_tickets(uow, principal)
    found = await windows.breaches(uow.session, visibility, span.since, span.until, narrow)
    by_type = {row.type: row.tickets for row in found}
    return SlaMetrics(
        sla=NamedRef(id=sla.id, name=sla.name),
        open=(await dashboard_stats(uow, principal, narrow=narrow)).open,
        created=sum(day.created for day in each_day),
        closed=sum(day.closed for day in each_day),
        breached={clock: by_type.get(type_, 0) for clock, type_ in windows.BREACHES.items()},
        first_response=await first_response(uow, principal, span, narrow=narrow),
        solution=await solution(uow, principal, span, narrow=narrow),
    )


async def my_performance(uow: ReadUow, principal: Principal, count: int) -> AgentPerformance:
    principal.require_agent()
    span, visibility = Span.of(uow, count), await visible_tickets(uow, principal)
    mine = {"author_id": int(principal.user_id)}
    asked = (span.since, span.until, mine)
    closed = await windows.closed_by(uow.session, visibility, "agent", *asked)
    answers = await windows.written_by_agent(uow.session, visibility, windows.ANSWERS, *asked)
    notes = await windows.written_by_agent(uow.session, visibility, windows.NOTES, *asked)
    return AgentPerformance(
        closed=sum(row.tickets for row in closed),
        answers=sum(row.entries for row in answers),
        notes=sum(row.entries for row in notes),
        solution=await solution(uow, principal, span, narrow=mine),
    )


async def workload(uow: ReadUow, principal: Principal) -> Workload:
    mine = {"owner_id": int(principal.user_id)}
    now = await dashboard_stats(uow, principal, narrow=mine)
    owners = await open_by(uow, principal, "owner")
    return Workload(
        open=now.open,
        new=now.new,
        pending_reached=now.pending_reached,
        escalated=now.escalated,
        by_state=await open_by(uow, principal, "state", narrow=mine),
        by_priority=await open_by(uow, principal, "priority", narrow=mine),
        desk_average=round(mean(owner.count for owner in owners), 2) if owners else 0.0,
    )


async def recent_activity(uow: ReadUow, principal: Principal, limit: int) -> list[ActivityEntry]:
    """Newest first, of the last seven days."""
    principal.require_agent()
    span, visibility = Span.of(uow, ACTIVITY_DAYS), await visible_tickets(uow, principal)
    order = await sysconfig.get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
    return [
        ActivityEntry(
            id=row.id,
            type=row.type,
            name=row.name,
            text=readable(row.type, row.name),
            ticket_id=row.ticket_id,
            ticket_number=row.tn,
            ticket_title=row.title or "",
            created=row.created,
            agent=user(row.agent_id, row.login, row.first_name, row.last_name, order),
        )
        for row in await windows.activity(uow.session, visibility, span.since, span.until, limit)
    ]
