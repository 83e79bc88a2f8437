"""API v1 of statistics."""

from gotrs_api.stats.routes.dashboard import router as dashboard
from gotrs_api.stats.routes.reports import router as reports
from gotrs_api.stats.routes.statistics import of_one, own, statistics

ROUTERS = (dashboard, statistics, own, of_one, reports)
