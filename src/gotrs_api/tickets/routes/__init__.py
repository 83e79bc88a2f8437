"""API v1 of tickets and their articles."""

from gotrs_api.tickets.routes.actions import router as actions
from gotrs_api.tickets.routes.articles import router as articles
from gotrs_api.tickets.routes.beside import router as beside
from gotrs_api.tickets.routes.bulk import router as bulk
from gotrs_api.tickets.routes.drafts import router as drafts
from gotrs_api.tickets.routes.elsewhere import router as elsewhere
from gotrs_api.tickets.routes.search import router as search
from gotrs_api.tickets.routes.tickets import router as tickets

ROUTERS = (bulk, tickets, actions, articles, beside, drafts, search, elsewhere)
