"""API v1 of identity; `wiring` puts these below `/api/v1`."""

from gotrs_api.identity.routes import (
    agents,
    audit,
    auth,
    groups,
    identities,
    languages,
    ldap,
    own_account,
    passkeys,
    providers,
    public,
    sessions,
    tokens,
)

# `/users/me` stands before `/users/{user_id}`, or "me" would be taken for a number.
ROUTERS = (
    auth.router,
    public.router,
    own_account.router,
    passkeys.router,
    identities.router,
    tokens.router,
    agents.router,
    groups.router,
    sessions.router,
    audit.router,
    providers.router,
    ldap.router,
    languages.router,
)
