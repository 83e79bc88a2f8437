"""To an OpenID provider and back. The cookie ties the answer to the browser that asked (no sign-in into a stranger's account)."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from gotrs_api.identity.errors import ProviderFailed, ProviderNotFound, SessionRefused
from gotrs_api.identity.limits import count
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.service import federated
from gotrs_api.identity.signed_in import SecondStep
from gotrs_api.uow import Site
from gotrs_web.areas import LOGIN
from gotrs_web.auth.routes import second_step_url, show_refusal
from gotrs_web.auth.session_cookies import keep_challenge, open_session, user_agent
from gotrs_web.render import redirect

router = APIRouter(prefix="/auth/oidc")
EXCHANGE_COOKIE = "gotrs_exchange"
PROVIDER_COOKIE = "gotrs_provider"  # where one may want to sign out, too
_PATH = "/auth"
_LIFETIME_S = 600
STARTS_PER_MINUTE = 60


@router.get("/{provider}/start", name="oidc_start")
async def start(request: Request, provider: str, customer: bool = False, next: str = "") -> Response:  # noqa: A002
    site: Site = request.state.site
    kind = Kind.CUSTOMER if customer else Kind.AGENT
    await count(request, "sign-in", f"address:{request.state.address}", STARTS_PER_MINUTE)
    try:
        departure = await federated.start(
            site, provider, kind, redirect_uri=f"{own_origin(request)}/auth/oidc/{provider}/callback", target=next
        )
    except ProviderFailed as refusal:
        return await show_refusal(request, kind, refusal, next)
    response = RedirectResponse(departure.url, status_code=303)
    response.set_cookie(
        EXCHANGE_COOKIE,
        departure.browser,
        max_age=_LIFETIME_S,
        path=_PATH,
        httponly=True,
        samesite="lax",
        secure=request.state.secure,
    )
    return response


@router.get("/{provider}/callback", name="oidc_callback")
async def callback(
    request: Request, provider: str, state: str = "", code: str = "", error: str = "", iss: str = ""
) -> Response:
    site: Site = request.state.site
    await count(request, "sign-in", f"address:{request.state.address}", STARTS_PER_MINUTE)
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
        )
        if isinstance(arrival.outcome, SecondStep):
            next_page = second_step_url(arrival.kind, arrival.outcome, arrival.target)
            response = keep_challenge(request, redirect(request, next_page), arrival.outcome)
        else:
            response = await open_session(request, arrival.outcome, arrival.target)
            _remember(request, response, provider)
    except (ProviderFailed, SessionRefused) as refusal:
        response = await show_refusal(request, Kind.AGENT, refusal, "")
    response.delete_cookie(EXCHANGE_COOKIE, path=_PATH)
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
    response.delete_cookie(PROVIDER_COOKIE, path=_PATH)
    return response


def own_origin(request: Request) -> str:
    site: Site = request.state.site
    configured = site.settings.public_url.rstrip("/")
    return configured or f"{'https' if request.state.secure else 'http'}://{request.headers.get('host', '')}"


def _remember(request: Request, response: Response, provider: str) -> None:
    response.set_cookie(
        PROVIDER_COOKIE, provider, path=_PATH, httponly=True, samesite="lax", secure=request.state.secure
    )
