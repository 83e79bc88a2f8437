"""Reports for administrators: over all tickets of the desk, as counts. They show no ticket, so no right on one is asked."""

from __future__ import annotations

from sqlalchemy import func, select

from gotrs_api.customers.models import CustomerUser
from gotrs_api.identity.models import User
from gotrs_api.identity.principal import Principal
from gotrs_api.sla.service import list_slas
from gotrs_api.stats.repository import windows
from gotrs_api.stats.schemas import PerformanceReport, SlaBreaches, SlaReport, TicketsReport, UsersReport
from gotrs_api.stats.service import figures
from gotrs_api.stats.spans import Span
from gotrs_api.tickets.schemas import NamedRef
from gotrs_api.tickets.service import visible_tickets
from gotrs_api.uow import ReadUow

_ALL = Principal.system("reports")
_VALID = 1


async def tickets_report(uow: ReadUow, principal: Principal, count: int) -> TicketsReport:
    """Raises Forbidden for anybody but administrators, as all reports do."""
    principal.require_admin()
    each_day = await figures.days(uow, _ALL, count)
    return TicketsReport(
        overview=await figures.dashboard_stats(uow, _ALL),
        created=sum(day.created for day in each_day),
        closed=sum(day.closed for day in each_day),
        by_queue=await figures.queue_statistics(uow, _ALL, count),
        by_state=await figures.created_by(uow, _ALL, "state", count),
        by_priority=await figures.created_by(uow, _ALL, "priority", count),
        days=each_day,
    )


async def users_report(uow: ReadUow, principal: Principal, count: int) -> UsersReport:
    principal.require_admin()
    found = {}
    for name, model in (("agents", User), ("customer_users", CustomerUser)):
        rows = await uow.session.execute(select(model.valid_id, func.count()).group_by(model.valid_id))
        counts = {row[0]: row[1] for row in rows}
        found[f"{name}_valid"] = counts.get(_VALID, 0)
        found[f"{name}_invalid"] = sum(counts.values()) - counts.get(_VALID, 0)
    return UsersReport(**found, activity=await figures.agent_statistics(uow, _ALL, count))


async def sla_report(uow: ReadUow, principal: Principal, count: int) -> SlaReport:
    principal.require_admin()
    span, visibility = Span.of(uow, count), await visible_tickets(uow, _ALL)
    by_sla: dict[int | None, dict[str, int]] = {}
    for row in await windows.breaches(uow.session, visibility, span.since, span.until, {}):
        by_sla.setdefault(row.sla_id, {})[row.type] = row.tickets

    def breached(sla_id: int | None) -> dict[str, int]:
        of_one = by_sla.get(sla_id, {})
        return {clock: of_one.get(type_, 0) for clock, type_ in windows.BREACHES.items()}

    slas = [
        SlaBreaches(sla=NamedRef(id=sla.id, name=sla.name), breached=breached(sla.id)) for sla in await list_slas(uow)
    ]
    return SlaReport(slas=slas, without_sla=breached(None))


async def performance_report(uow: ReadUow, principal: Principal, count: int) -> PerformanceReport:
    principal.require_admin()
    return PerformanceReport(
        analytics=await figures.analytics(uow, _ALL, count), agents=await figures.agent_statistics(uow, _ALL, count)
    )
