"""The agents' pages, in the order in which their addresses are tried: fixed words come before placeholders."""

from fastapi import APIRouter

from gotrs_web.agent import (
from gotrs_web.agent import (
    bulk,
)
    counters,
    customer_card,
    customers,
    dashboard,
<<<<<<< HEAD
    list_looks,
    new_ticket,
    palette,
    profile,
    saved_views,
=======
    live,
    new_ticket,
    palette,
    profile,
>>>>>>> f7e3b27 (Events: a log in each change's transaction, the stream at /api/v1/events and /agent/events, and webhooks that are signed, ordered and retried)
    ticket_list,
)
from gotrs_web.agent.ticket import routers as ticket_routers

ROUTERS: tuple[APIRouter, ...] = (
    dashboard.router,
    live.router,
    counters.router,
    customer_card.router,
    customers.router,
    new_ticket.router,
    palette.router,
    profile.router,
    bulk.router,
    list_looks.router,
    saved_views.router,
    ticket_list.router,
    *ticket_routers.ROUTERS,
)
