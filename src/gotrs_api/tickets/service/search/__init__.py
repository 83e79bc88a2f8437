"""Finding tickets: full text, saved searches, export. The index itself is `indexing`."""

from gotrs_api.tickets.service.search.exporting import Form, export_tickets
from gotrs_api.tickets.service.search.finding import search_articles, search_tickets, suggest_tickets
from gotrs_api.tickets.service.search.health import search_health, start_reindex
from gotrs_api.tickets.service.search.saved import (
    delete_saved,
    execute_saved,
    filters_of,
    list_saved,
    read_saved,
    replace_saved,
    save_search,
)

__all__ = [
    "Form",
    "delete_saved",
    "execute_saved",
    "export_tickets",
    "filters_of",
    "list_saved",
    "read_saved",
    "replace_saved",
    "save_search",
    "search_articles",
    "search_health",
    "search_tickets",
    "start_reindex",
    "suggest_tickets",
]
