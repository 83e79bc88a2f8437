"""The explicit list of what the application is made of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib import import_module

from fastapi import APIRouter
from redis.asyncio import Redis

from gotrs_api.admin import jobs as admin_jobs
from gotrs_api.admin import routes as admin_routes
from gotrs_api.db.database import Database
from gotrs_api.events import Handler, Handlers
from gotrs_api.identity.directory import Directories
from gotrs_api.jobs import Jobs
from gotrs_api.kernel.cache import Cache, MemoryCache, RedisCache
from gotrs_api.kernel.clock import Clock, SystemClock
from gotrs_api.kernel.settings import Settings
from gotrs_api.uow import Site

MODEL_MODULES = (
    "gotrs_api.acl.models",
    "gotrs_api.admin.models",
    "gotrs_api.articles.models",
    "gotrs_api.automation.models",
    "gotrs_api.calendar.models",
    "gotrs_api.catalog.models",
    "gotrs_api.customers.models",
    "gotrs_api.dynamic_fields.models",
    "gotrs_api.generic_interface.models",
    "gotrs_api.identity.models",
    "gotrs_api.jobs.models",
    "gotrs_api.mail.models",
    "gotrs_api.plugins.models",
    "gotrs_api.processes.models",
    "gotrs_api.queues.models",
    "gotrs_api.responses.models",
    "gotrs_api.search.models",
    "gotrs_api.sla.models",
    "gotrs_api.stats.models",
    "gotrs_api.storage.models",
    "gotrs_api.sysconfig.models",
    "gotrs_api.tickets.models",
)


def load_models() -> None:
    """Import every table, so that `Base.metadata` is complete and foreign keys by name resolve."""
    for module in MODEL_MODULES:
        import_module(module)


ROUTERS: tuple[APIRouter, ...] = (admin_routes.router,)

HANDLERS: tuple[Handler, ...] = ()

JOBS: tuple[Callable[..., Awaitable[None]], ...] = (*admin_jobs.JOBS,)


def build_site(
    settings: Settings,
    *,
    database: Database | None = None,
    cache: Cache | None = None,
    clock: Clock | None = None,
) -> Site:
    """A site with everything that the product consists of; tests hand in their own database, cache and clock."""
    load_models()
    site = Site(
        settings=settings,
        database=database
        or Database(settings.effective_database_url, pool_size=settings.database_pool_size, echo=settings.log_sql),
        cache=cache or _cache(settings),
        clock=clock or SystemClock(),
        handlers=Handlers(HANDLERS),
        jobs=Jobs(JOBS),
    )
    site.part(Directories, lambda: Directories({}))
    return site


def _cache(settings: Settings) -> Cache:
    if not settings.redis_url:
        return MemoryCache()
    return RedisCache(Redis.from_url(settings.redis_url), prefix="gotrs")
