"""Reading, switching and emptying the performance log. All raise Forbidden for anybody but administrators."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import delete, func, select

from gotrs_api.admin.configuration import service as configuration
from gotrs_api.admin.performance.models import PerformanceEntry
from gotrs_api.admin.performance.recorder import recorder_of
from gotrs_api.admin.performance.schemas import PerformanceStatus, RoutePerformance
from gotrs_api.identity import audit
from gotrs_api.identity.principal import Principal
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow, UnitOfWork

# The spans of OTRS, in minutes.
SPANS = (5, 30, 60, 120, 1440, 2880)
ROWS_PER_MB = 10_000


async def read_log(uow: ReadUow, principal: Principal, minutes: int, area: str | None = None) -> list[RoutePerformance]:
    """By route, what took most time in all first."""
    principal.require_admin()
    columns = (
        PerformanceEntry.area, PerformanceEntry.route, func.sum(PerformanceEntry.requests),
        func.sum(PerformanceEntry.total_ms), func.min(PerformanceEntry.min_ms), func.max(PerformanceEntry.max_ms),
    )  # fmt: skip
    since = uow.clock.now() - timedelta(minutes=minutes)
    statement = select(*columns).where(PerformanceEntry.logged_at >= since)
    if area is not None:
        statement = statement.where(PerformanceEntry.area == area)
    found = await uow.session.execute(statement.group_by(PerformanceEntry.area, PerformanceEntry.route))
    rows = sorted(found, key=lambda row: (-int(row[3]), row[0], row[1]))
    return [
        RoutePerformance(
            id=f"{where} {route}", area=where, route=route, requests=int(requests),
            average_ms=round(int(total) / int(requests)), min_ms=least, max_ms=most,
        )
        for where, route, requests, total, least, most in rows
    ]  # fmt: skip


async def read_status(
    uow: ReadUow, principal: Principal, minutes: int, rows: Iterable[RoutePerformance]
) -> PerformanceStatus:
    """Sums up what `read_log` found."""
    principal.require_admin()
    found = list(rows)
    requests = sum(row.requests for row in found)
    total = sum(row.average_ms * row.requests for row in found)
    return PerformanceStatus(
        is_on=await sysconfig.get(uow, settings.PERFORMANCE_LOG),
        minutes=minutes,
        requests=requests,
        average_ms=round(total / requests) if requests else 0,
        max_ms=max((row.max_ms for row in found), default=0),
    )


async def switch(uow: UnitOfWork, principal: Principal, *, on: bool) -> None:
    """Every process follows within five seconds."""
    await configuration.change_setting(uow, principal, settings.PERFORMANCE_LOG.name, on)


async def empty(uow: UnitOfWork, principal: Principal) -> None:
    """Forget all that was logged."""
    principal.require_admin()
    await uow.session.execute(delete(PerformanceEntry))
    list(recorder_of(uow.site).taken(uow.clock.now()))
    await audit.record(uow, principal, "performance_log.emptied", "performance_log")


async def prune(uow: UnitOfWork) -> None:
    """What is older than the longest span, and the oldest of what is more than the setting's megabytes."""
    await uow.session.execute(
        delete(PerformanceEntry).where(PerformanceEntry.logged_at < uow.clock.now() - timedelta(minutes=SPANS[-1]))
    )
    most = await sysconfig.get(uow, settings.PERFORMANCE_LOG_MAX_MB) * ROWS_PER_MB
    newest = select(PerformanceEntry.id).order_by(PerformanceEntry.id.desc()).offset(most).limit(1)
    first_too_many = await uow.session.scalar(newest)
    if first_too_many is not None:
        await uow.session.execute(delete(PerformanceEntry).where(PerformanceEntry.id <= first_too_many))
