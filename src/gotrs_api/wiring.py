"""The explicit list of what the application is made of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib import import_module

from fastapi import APIRouter
from redis.asyncio import Redis

from gotrs_api.acl.attribute_relations import routes as attribute_relation_routes
from gotrs_api.admin import jobs as admin_jobs
from gotrs_api.admin import routes as admin_routes
from gotrs_api.admin.backups import jobs as backup_jobs
from gotrs_api.admin.backups import routes as backup_routes
from gotrs_api.admin.branding import routes as branding_routes
from gotrs_api.admin.calendars import routes as calendar_settings_routes
from gotrs_api.admin.configuration import routes as configuration_routes
from gotrs_api.admin.logs import routes as log_routes
from gotrs_api.admin.maintenance import routes as maintenance_routes
from gotrs_api.admin.performance import routes as performance_routes
from gotrs_api.admin.privacy import retention
from gotrs_api.admin.privacy import routes as privacy_routes
from gotrs_api.admin.relations import customer_routes as customer_group_routes
from gotrs_api.admin.relations import routes as relation_routes
from gotrs_api.admin.system import routes as system_routes
from gotrs_api.admin.transfer import routes as transfer_routes
from gotrs_api.admin.translations import routes as translation_routes
from gotrs_api.articles import routes as article_routes
from gotrs_api.automation.account_mails import handlers as account_mail_handlers
from gotrs_api.automation.account_mails import sign_up_mails
from gotrs_api.automation.notifications import handlers as notification_handlers
from gotrs_api.automation.notifications import jobs as notification_jobs
from gotrs_api.automation.notifications import routes as notification_routes
from gotrs_api.automation.web_push import handlers as web_push_handlers
from gotrs_api.automation.web_push import jobs as web_push_jobs
from gotrs_api.automation.web_push import routes as web_push_routes
from gotrs_api.catalog import routes as catalog_routes
from gotrs_api.coexistence.gate import gated
from gotrs_api.coexistence.shadow import hold_back
from gotrs_api.customers import routes as customer_routes
from gotrs_api.customers.directory import DatabaseCustomerDirectory
from gotrs_api.customers.importing import jobs as customer_import_jobs
from gotrs_api.customers.importing import routes as customer_import_routes
from gotrs_api.customers.sign_up import jobs as sign_up_jobs
from gotrs_api.customers.sign_up import routes as sign_up_routes
from gotrs_api.db.database import Database
from gotrs_api.dynamic_fields import handlers as dynamic_field_handlers
from gotrs_api.dynamic_fields import routes as dynamic_field_routes
from gotrs_api.events import Handler, Handlers
from gotrs_api.generic_interface import jobs as generic_interface_jobs
from gotrs_api.generic_interface import routes as generic_interface_routes
from gotrs_api.generic_interface.requester import handlers as invoker_handlers
from gotrs_api.identity import jobs as identity_jobs
from gotrs_api.identity import routes as identity_routes
from gotrs_api.identity.agents import AgentDirectory
from gotrs_api.identity.directory import Directories, Directory
from gotrs_api.identity.handlers import LAST_HANDLERS
from gotrs_api.identity.principal import Kind
from gotrs_api.jobs import Jobs
from gotrs_api.kernel.cache import PATIENCE_S, Cache, MemoryCache, RedisCache
from gotrs_api.kernel.clock import Clock, SystemClock
from gotrs_api.kernel.settings import Settings
from gotrs_api.mail.accounts import routes as mail_account_routes
from gotrs_api.mail.auto_response import handlers as auto_response_handlers
from gotrs_api.mail.communication_log import jobs as communication_log_jobs
from gotrs_api.mail.communication_log import routes as communication_log_routes
from gotrs_api.mail.drafts import routes as draft_routes
from gotrs_api.mail.inbound import jobs as inbound_mail_jobs
from gotrs_api.mail.inbound import routes as inbound_mail_routes
from gotrs_api.mail.inbound.fetch import jobs as fetch_jobs
from gotrs_api.mail.oauth import routes as oauth2_access_routes
from gotrs_api.mail.outbound import handlers as outbound_handlers
from gotrs_api.mail.outbound import jobs as outbound_jobs
from gotrs_api.mail.outbound import routes as outbound_routes
from gotrs_api.mail.security import routes as mail_key_routes
from gotrs_api.mail.smtp_accounts import routes as smtp_account_routes
from gotrs_api.mcp import routes as mcp_routes
from gotrs_api.queues import routes as queue_routes
from gotrs_api.responses import routes as response_routes
from gotrs_api.sla import routes as sla_routes
from gotrs_api.stats import routes as stats_routes
from gotrs_api.storage import jobs as storage_jobs
from gotrs_api.tickets import field_handlers as ticket_field_handlers
from gotrs_api.tickets import follow_jobs, search_handlers, search_jobs
from gotrs_api.tickets import handlers as ticket_handlers
from gotrs_api.tickets import jobs as ticket_jobs
from gotrs_api.tickets import routes as ticket_routes
from gotrs_api.uow import Site
from gotrs_api.webhooks import jobs as webhook_jobs
from gotrs_api.webhooks import log as event_log
from gotrs_api.webhooks import routes as webhook_routes
from gotrs_api.webhooks import stream_routes

MODEL_MODULES = (
    "gotrs_api.acl.models",
    "gotrs_api.admin.configuration.models",
    "gotrs_api.admin.models",
    "gotrs_api.admin.performance.models",
    "gotrs_api.articles.models",
    "gotrs_api.automation.models",
    "gotrs_api.calendar.models",
    "gotrs_api.catalog.models",
    "gotrs_api.coexistence.models",
    "gotrs_api.customers.models",
    "gotrs_api.dynamic_fields.models",
    "gotrs_api.generic_interface.models",
    "gotrs_api.i18n.models",
    "gotrs_api.identity.models",
    "gotrs_api.jobs.models",
    "gotrs_api.mail.models",
    "gotrs_api.otrs.models",
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
    "gotrs_api.webhooks.models",
)


def load_models() -> None:
    """Import every table, so that `Base.metadata` is complete and foreign keys by name resolve."""
    for module in MODEL_MODULES:
        import_module(module)


# Finding a route is a walk down this list: what is asked for most stands first.
ROUTERS: tuple[APIRouter, ...] = (
    *ticket_routes.ROUTERS,
    *identity_routes.ROUTERS,
    *queue_routes.ROUTERS,
    *catalog_routes.ROUTERS,
    *sla_routes.ROUTERS,
    *response_routes.ROUTERS,
    *dynamic_field_routes.ROUTERS,
    *attribute_relation_routes.ROUTERS,
    *customer_routes.ROUTERS,
    sign_up_routes.router,
    customer_import_routes.router,
    *article_routes.ROUTERS,
    *inbound_mail_routes.ROUTERS,
    *mail_account_routes.ROUTERS,
    *smtp_account_routes.ROUTERS,
    *oauth2_access_routes.ROUTERS,
    *outbound_routes.ROUTERS,
    *communication_log_routes.ROUTERS,
    *mail_key_routes.ROUTERS,
    *draft_routes.ROUTERS,
    *notification_routes.ROUTERS,
    web_push_routes.router,
    *stats_routes.ROUTERS,
    stream_routes.router,
    webhook_routes.router,
    mcp_routes.router,
    *generic_interface_routes.ROUTERS,
    admin_routes.router,
    configuration_routes.router,
    branding_routes.router,
    calendar_settings_routes.router,
    maintenance_routes.router,
    system_routes.router,
    translation_routes.router,
    performance_routes.router,
    log_routes.router,
    backup_routes.router,
    privacy_routes.router,
    relation_routes.router,
    transfer_routes.router,
    customer_group_routes.router,
)

# The audit log's handler stays at the end of everything (see `identity.audit`).
HANDLERS: tuple[Handler, ...] = (
    *dynamic_field_handlers.HANDLERS,
    *ticket_handlers.HANDLERS,
    *ticket_field_handlers.HANDLERS,
    *search_handlers.HANDLERS,
    *auto_response_handlers.HANDLERS,
    *outbound_handlers.HANDLERS,
    *notification_handlers.HANDLERS,
    *web_push_handlers.HANDLERS,
    *invoker_handlers.HANDLERS,
    *account_mail_handlers.HANDLERS,
    *event_log.HANDLERS,
    *sign_up_mails.HANDLERS,
    *LAST_HANDLERS,
)

JOBS: tuple[Callable[..., Awaitable[None]], ...] = (
    *ticket_jobs.JOBS,
    *search_jobs.JOBS,
    *follow_jobs.JOBS,
    *outbound_jobs.JOBS,
    *inbound_mail_jobs.JOBS,
    *fetch_jobs.JOBS,
    *communication_log_jobs.JOBS,
    *notification_jobs.JOBS,
    *web_push_jobs.JOBS,
    *storage_jobs.JOBS,
    *webhook_jobs.JOBS,
    *generic_interface_jobs.JOBS,
    *admin_jobs.JOBS,
    *backup_jobs.JOBS,
    *retention.JOBS,
    *identity_jobs.JOBS,
    *sign_up_jobs.JOBS,
    *customer_import_jobs.JOBS,
)


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
        jobs=Jobs(gated(JOBS)),
    )
    site.before_writing = hold_back
    accounts: dict[Kind, Directory] = {Kind.AGENT: AgentDirectory(), Kind.CUSTOMER: DatabaseCustomerDirectory()}
    site.part(Directories, lambda: Directories(accounts))
    return site


def _cache(settings: Settings) -> Cache:
    if not settings.redis_url:
        return MemoryCache()
    redis = Redis.from_url(settings.redis_url, socket_timeout=PATIENCE_S, socket_connect_timeout=PATIENCE_S)
    return RedisCache(redis, prefix="gotrs")
