"""The pages of administration. `entries` comes last: its addresses catch whatever lies below /admin."""

from fastapi import APIRouter

from gotrs_web.admin import (
    access,
    answers,
    audit_log,
    calendars,
    customer_belongings,
    dynamic_fields,
    entries,
    jobs,
    overview,
    privacy,
    providers,
    relations,
    rights,
    settings,
    sign_ups,
    signed_in,
    web_services,
    webhooks,
)
from gotrs_web.admin.mail import accounts, communication_log, filters, keys, notifications, spool, waiting

ROUTERS: tuple[APIRouter, ...] = (
    overview.router,
    spool.router,
    waiting.router,
    accounts.router,
    filters.router,
    communication_log.router,
    keys.router,
    notifications.router,
    web_services.router,
    webhooks.router,
    jobs.router,
    settings.router,
    audit_log.router,
    calendars.router,
    signed_in.router,
    providers.router,
    sign_ups.router,
    access.router,
    relations.router,
    rights.router,
    answers.router,
    customer_belongings.router,
    dynamic_fields.router,
    privacy.router,
    entries.router,
)
