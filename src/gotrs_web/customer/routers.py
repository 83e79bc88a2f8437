"""The portal's pages, in the order in which their addresses are tried."""

from fastapi import APIRouter

from gotrs_web.customer import article_files, home, new_ticket, profile, ticket
from gotrs_web.field_values import customer_router as field_values

ROUTERS: tuple[APIRouter, ...] = (
    home.router,
    new_ticket.router,
    field_values,
    profile.router,
    ticket.router,
    article_files.router,
)
