"""The explicit list of what the application is made of."""

from __future__ import annotations

from importlib import import_module

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
