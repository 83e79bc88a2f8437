"""API v1 of identity; `wiring` puts these below `/api/v1`."""

from gotrs_api.identity.routes import auth

ROUTERS = (auth.router,)
