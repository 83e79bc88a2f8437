"""To an OpenID provider and back."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from gotrs_api.identity.errors import ProviderFailed, ProviderNotFound, SessionRefused
from gotrs_api.identity.limits import count, signing_in
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.service import federated
from gotrs_api.uow import Site
from gotrs_web.areas import LOGIN
from gotrs_web.auth.federation import (
    EXCHANGE_COOKIE,
    PATH,
    depart_at_once,
    land,
    refuse,
    signed_in_here,
)
from gotrs_web.auth.routes import PROVIDER_COOKIE, show_refusal
from gotrs_web.auth.session_cookies import user_agent

router = APIRouter(prefix="/auth/oidc")


@router.get("/{provider}/start", name="oidc_start")
async def start(request: Request, provider: str, customer: bool = False, next: str = "") -> Response:  # noqa: A002
    site: Site = request.state.site
    kind = Kind.CUSTOMER if customer else Kind.AGENT
    await count(request, signing_in)
    try:
        departure = await federated.start(
            site, provider, kind, redirect_uri=callback_url(request, provider), target=next
        )
    except ProviderFailed as refusal:
        return await show_refusal(request, kind, refusal, next)
    return depart_at_once(request, departure)


@router.get("/{provider}/callback", name="oidc_callback")
async def callback(
    request: Request, provider: str, state: str = "", code: str = "", error: str = "", iss: str = ""
) -> Response:
    site: Site = request.state.site
    await count(request, signing_in)
    try:
        arrival = await federated.finish(
            site,
            provider,
            state=state,
            code=code,
            error=error,
            issuer=iss,
            browser=request.cookies.get(EXCHANGE_COOKIE, ""),
            address=request.state.address,
            user_agent=user_agent(request),
            principal_of=signed_in_here(request),
        )
        response = await land(request, arrival, f"oidc/{provider}")
    except (ProviderFailed, SessionRefused) as refusal:
        response = await refuse(request, refusal)
    response.delete_cookie(EXCHANGE_COOKIE, path=PATH)
    return response


@router.get("/{provider}/logout", name="oidc_logout")
async def leave(request: Request, provider: str, customer: bool = False) -> Response:
    """From our signed-out page to the provider's, and from there back. Raises ProviderNotFound."""
    site: Site = request.state.site
    kind = Kind.CUSTOMER if customer else Kind.AGENT
    address = await federated.end_session_url(site, provider, kind, f"{own_origin(request)}{LOGIN[kind]}")
    if address is None:
        raise ProviderNotFound
    response = RedirectResponse(address, status_code=303)
    response.delete_cookie(PROVIDER_COOKIE, path=PATH)
    return response


def callback_url(request: Request, provider: str) -> str:
    return f"{own_origin(request)}/auth/oidc/{provider}/callback"


def own_origin(request: Request) -> str:
    site: Site = request.state.site
    configured = site.settings.public_url.rstrip("/")
    return configured or f"{'https' if request.state.secure else 'http'}://{request.headers.get('host', '')}"
