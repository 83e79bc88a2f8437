"""Statistics, always over what the caller may see; reports for administrators count everything."""

from gotrs_api.stats.service.figures import (
    agent_statistics,
    analytics,
    created_by,
    customer_statistics,
    dashboard_stats,
    days,
    first_response,
    open_by,
    queue_statistics,
    statistics_dashboard,
    trends,
)
from gotrs_api.stats.service.of_one import my_performance, queue_figures, recent_activity, sla_metrics, workload
from gotrs_api.stats.service.reports import performance_report, sla_report, tickets_report, users_report
from gotrs_api.stats.service.totals import desk_totals

__all__ = [
    "agent_statistics",
    "analytics",
    "created_by",
    "customer_statistics",
    "dashboard_stats",
    "days",
    "desk_totals",
    "first_response",
    "my_performance",
    "open_by",
    "performance_report",
    "queue_figures",
    "queue_statistics",
    "recent_activity",
    "sla_metrics",
    "sla_report",
    "statistics_dashboard",
    "tickets_report",
    "trends",
    "users_report",
    "workload",
]
