"""The agents' pages, in the order in which their addresses are tried: fixed words come before placeholders."""

from fastapi import APIRouter

from gotrs_web.agent import (
    agent_search,
    board_layout,
    board_widgets,
    bulk,
    bulk_undo,
    colleagues,
    counters,
    customer_card,
    customers,
    dashboard,
    list_looks,
    live,
    new_ticket,
    new_ticket_drafts,
    new_ticket_offers,
    notices,
    own_settings,
    palette,
    profile,
    queue_choices,
    saved_views,
    search_page,
    ticket_list,
)
from gotrs_web.agent.ticket import routers as ticket_routers
from gotrs_web.field_values import agent_router as field_values

ROUTERS: tuple[APIRouter, ...] = (
    dashboard.router,
    live.router,
    board_layout.router,
    board_widgets.router,
    counters.router,
    customer_card.router,
    customers.router,
    new_ticket_offers.router,
    new_ticket.router,
    new_ticket_drafts.router,
    notices.router,
    field_values,
    palette.router,
    own_settings.router,
    profile.router,
    bulk.router,
    bulk_undo.router,
    colleagues.router,
    agent_search.router,
    queue_choices.router,
    list_looks.router,
    saved_views.router,
    search_page.router,
    ticket_list.router,
    *ticket_routers.ROUTERS,
)
