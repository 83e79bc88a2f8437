"""API v1: statistics over spans of time, for agents, of tickets that they may see."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Path, Query, Response

from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import AGENTS, requires
from gotrs_api.identity.scopes import Scope
from gotrs_api.kernel.ids import QueueId, SlaId
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.stats import service
from gotrs_api.stats.routes.parameters import FILES, Days, file_answer
from gotrs_api.stats.schemas import (
    AgentPerformance,
    AgentStatistics,
    Analytics,
    CustomerStatistics,
    Durations,
    QueueFigures,
    QueueStatistics,
    SlaMetrics,
    StatisticsDashboard,
    TrendCounts,
    Workload,
)
from gotrs_api.stats.service.figures import Period
from gotrs_api.stats.service.tables import Form
from gotrs_api.stats.spans import Span
from gotrs_api.uow.deps import Read, Uow

statistics = ApiRouter(prefix="/statistics", tags=["statistics"])
own = ApiRouter(prefix="/agent/stats", tags=["statistics"])
of_one = ApiRouter(tags=["statistics"])
Limit = Annotated[int, Query(ge=1, le=100)]
EntryId = Annotated[int, Path(ge=1, le=2**31 - 1)]


@statistics.get("/dashboard", summary="Overview")
@requires(Scope.STATS_READ, kinds=AGENTS)
async def statistics_dashboard(uow: Read, principal: CurrentPrincipal) -> StatisticsDashboard:
    return await service.statistics_dashboard(uow, principal)


@statistics.get("/trends", summary="Tickets made and closed over time")
@requires(Scope.STATS_READ, kinds=AGENTS)
async def statistics_trends(
    uow: Read, principal: CurrentPrincipal, days: Days = 30, period: Period = "day"
) -> ListAnswer[TrendCounts]:
    """Weeks begin with Monday. The first period may be cut off by the span."""
    return whole(await service.trends(uow, principal, days, period))


@statistics.get("/agents", summary="What agents did")
@requires(Scope.STATS_READ, kinds=AGENTS)
async def statistics_agents(uow: Read, principal: CurrentPrincipal, days: Days = 30) -> ListAnswer[AgentStatistics]:
    return whole(await service.agent_statistics(uow, principal, days))


@statistics.get("/queues", summary="What came and went in queues")
@requires(Scope.STATS_READ, kinds=AGENTS)
async def statistics_queues(uow: Read, principal: CurrentPrincipal, days: Days = 30) -> ListAnswer[QueueStatistics]:
    return whole(await service.queue_statistics(uow, principal, days))


@statistics.get("/analytics", summary="When tickets come and how long they take")
@requires(Scope.STATS_READ, kinds=AGENTS)
async def statistics_analytics(uow: Read, principal: CurrentPrincipal, days: Days = 30) -> Analytics:
    return await service.analytics(uow, principal, days)


@statistics.get("/customers", summary="Customers with most tickets")
@requires(Scope.STATS_READ, kinds=AGENTS)
async def statistics_customers(
    uow: Read, principal: CurrentPrincipal, days: Days = 30, limit: Limit = 10
) -> ListAnswer[CustomerStatistics]:
    return whole(await service.customer_statistics(uow, principal, days, limit))


@statistics.get("/export", summary="Statistics as a file", response_class=Response, responses=FILES)
@requires(Scope.STATS_READ, kinds=AGENTS)
async def statistics_export(
    uow: Uow,
    principal: CurrentPrincipal,
    type: Literal["trends", "agents", "queues", "customers"],  # noqa: A002 - the name of the parameter
    format: Form = "csv",  # noqa: A002
    days: Days = 30,
) -> Response:
    match type:
        case "trends":
            return await file_answer(uow, principal, await service.trends(uow, principal, days, "day"), format, type)
        case "agents":
            return await file_answer(uow, principal, await service.agent_statistics(uow, principal, days), format, type)
        case "queues":
            return await file_answer(uow, principal, await service.queue_statistics(uow, principal, days), format, type)
    return await file_answer(uow, principal, await service.customer_statistics(uow, principal, days, 100), format, type)


@own.get("/my-performance", summary="What I did")
@requires(Scope.STATS_READ, kinds=AGENTS)
async def agent_stats_my_performance(uow: Read, principal: CurrentPrincipal, days: Days = 30) -> AgentPerformance:
    return await service.my_performance(uow, principal, days)


@own.get("/workload", summary="My open tickets in numbers")
@requires(Scope.STATS_READ, kinds=AGENTS)
async def agent_stats_workload(uow: Read, principal: CurrentPrincipal) -> Workload:
    return await service.workload(uow, principal)


@own.get("/response-times", summary="How soon my tickets were answered")
@requires(Scope.STATS_READ, kinds=AGENTS)
async def agent_stats_response_times(uow: Read, principal: CurrentPrincipal, days: Days = 30) -> Durations:
    """Tickets made in the last days that are yours now."""
    mine = {"owner_id": int(principal.user_id)}
    return await service.first_response(uow, principal, Span.of(uow, days), narrow=mine)


@of_one.get("/queues/{queue_id}/stats", summary="The figures of a queue", responses=problem_responses(404))
@requires(Scope.STATS_READ, kinds=AGENTS)
async def queues_stats(uow: Read, principal: CurrentPrincipal, queue_id: EntryId, days: Days = 30) -> QueueFigures:
    return await service.queue_figures(uow, principal, QueueId(queue_id), days)


@of_one.get("/slas/{sla_id}/metrics", summary="How an agreement was kept", responses=problem_responses(404))
@requires(Scope.STATS_READ, kinds=AGENTS)
async def slas_metrics(uow: Read, principal: CurrentPrincipal, sla_id: EntryId, days: Days = 30) -> SlaMetrics:
    """Of tickets that you may see."""
    return await service.sla_metrics(uow, principal, SlaId(sla_id), days)
