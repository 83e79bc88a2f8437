"""OAuth 2 accesses: the list with what each is good for, and the form."""

from __future__ import annotations

from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.mail.oauth import service as oauth
from gotrs_api.mail.oauth.schemas import OAuth2AccessCreate, OAuth2AccessUpdate
from gotrs_api.uow import ReadUow
from gotrs_web.admin.fields import VALID, Field, name
from gotrs_web.admin.listing import Column, Found, Query, cut
from gotrs_web.admin.module import Module, Tab
from gotrs_web.admin.modules.catalog import NAME, VALIDITY

_PROVIDERS = (
    ("microsoft", "Microsoft 365"),
    ("microsoft_graph", "Microsoft Graph"),
    ("google", "Google"),
    ("other", N_("Another one")),
)
_GRANTS = (
    ("authorization_code", N_("by an administrator, once, in the browser")),
    ("client_credentials", N_("not at all: the desk has rights of its own")),
)


async def _rows(read: ReadUow, principal: Principal, query: Query) -> Found:
    return cut(await oauth.list_oauth2_accesses(read, principal), query)


_OWN_ADDRESS = N_("Empty means what the provider is known by.")
OAUTH2_ACCESSES = Module(
    key="oauth2-accesses",
    add=N_("Add OAuth 2 access"),
    columns=(
        NAME,
        Column(N_("Granted"), lambda access: N_("yes") if access.granted else N_("no"), "word"),
        Column(N_("Has to be granted anew"), "refresh_token_expires", "moment"),
        VALIDITY,
    ),
    rows=_rows,
    read=oauth.read_oauth2_access,
    fields=(
        name(),
        Field(
            "provider",
            N_("Provider"),
            "select",
            options=_PROVIDERS,
            start="microsoft",
            only="create",
            hint=N_("Whose addresses and scopes are used."),
        ),
        Field("tenant", N_("Tenant"), only="create", hint=N_("Microsoft only; empty means any.")),
        Field(
            "grant",
            N_("Access is granted"),
            "select",
            options=_GRANTS,
            start="authorization_code",
            hint=N_("Whether somebody has to sign in at the provider."),
        ),
        Field("client_id", N_("Client ID"), required=True, hint=N_("As the provider gave it to this desk.")),
        Field(
            "client_secret", N_("Client secret"), "password", only="create", hint=N_("Kept encrypted and never shown.")
        ),
        Field(
            "client_secret", N_("Client secret"), "password", only="update", hint=N_("Left empty, it stays as it is.")
        ),
        Field("scope", N_("Scope"), full=True, hint=N_("Empty means what the provider needs for mail."), only="create"),
        Field("scope", N_("Scope"), full=True, only="update", hint=N_("A new one has to be granted again.")),
        Field("authorize_url", N_("Address to grant access"), "url", full=True, omit_empty=True, hint=_OWN_ADDRESS),
        Field("token_url", N_("Address for tokens"), "url", full=True, omit_empty=True, hint=_OWN_ADDRESS),
        VALID,
    ),
    creation=OAuth2AccessCreate,
    create=oauth.create_oauth2_access,
    change=OAuth2AccessUpdate,
    update=oauth.update_oauth2_access,
    audited_as="oauth2_token_config",
    tabs=(Tab("grant", N_("Access")),),
    created_at="grant",
)
