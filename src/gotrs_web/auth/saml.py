"""To a SAML identity provider and back, and its wish to end somebody's sign-in."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from gotrs_api.identity.errors import ProviderFailed, ProviderNotFound, SessionRefused
from gotrs_api.identity.limits import count, signing_in
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.providers.saml.messages import Onward
from gotrs_api.identity.service import federated_saml as saml
from gotrs_api.uow import Site
from gotrs_web.areas import LOGIN
from gotrs_web.auth.federation import (
    EXCHANGE_COOKIE,
    PATH,
    depart_at_once,
    keep,
    land,
    refuse,
    signed_in_here,
)
from gotrs_web.auth.routes import PROVIDER_COOKIE, show_refusal
from gotrs_web.auth.session_cookies import close_session, user_agent
from gotrs_web.csp import page_policy
from gotrs_web.form_guard import read_form, sent_from_elsewhere
from gotrs_web.render import render

router = APIRouter(prefix="/auth/saml")
SESSION_COOKIE = "gotrs_saml"  # whose session at the provider this browser has, encrypted


@router.get("/{provider}/metadata", name="saml_metadata")
async def our_metadata(request: Request, provider: str) -> Response:
    site: Site = request.state.site
    return Response(await saml.our_metadata(site, provider), media_type="application/samlmetadata+xml")


@router.get("/{provider}/start", name="saml_start")
async def start(request: Request, provider: str, customer: bool = False, next: str = "") -> Response:  # noqa: A002
    site: Site = request.state.site
    kind = Kind.CUSTOMER if customer else Kind.AGENT
    await count(request, signing_in)
    try:
        departure = await saml.start(site, provider, kind, target=next)
    except ProviderFailed as refusal:
        return await show_refusal(request, kind, refusal, next)
    return depart_at_once(request, departure)


@router.post("/{provider}/acs", name="saml_acs")
@sent_from_elsewhere
async def receive(request: Request, provider: str) -> Response:
    """The provider's page sends this form, so it comes without our cookies; what it says is signed."""
    site: Site = request.state.site
    await count(request, signing_in)
    form = await read_form(request)
    try:
        code = await saml.receive(
            site,
            provider,
            message=str(form.get("SAMLResponse", "")),
            relay_state=str(form.get("RelayState", "")),
            address=request.state.address,
        )
    except ProviderFailed as refusal:
        return await show_refusal(request, refusal.kind, refusal, "")
    return RedirectResponse(f"/auth/saml/{provider}/arrival?code={code}", status_code=303)


@router.get("/{provider}/arrival", name="saml_arrival")
async def arrive(request: Request, provider: str, code: str = "") -> Response:
    site: Site = request.state.site
    try:
        arrival, remembered = await saml.finish(
            site,
            provider,
            code=code,
            browser=request.cookies.get(EXCHANGE_COOKIE, ""),
            address=request.state.address,
            user_agent=user_agent(request),
            principal_of=signed_in_here(request),
        )
        response = await land(request, arrival, f"saml/{provider}")
        if arrival.outcome is not None:
            keep(request, response, SESSION_COOKIE, remembered)
    except (ProviderFailed, SessionRefused) as refusal:
        response = await refuse(request, refusal)
    response.delete_cookie(EXCHANGE_COOKIE, path=PATH)
    return response


@router.get("/{provider}/logout", name="saml_logout")
async def leave(request: Request, provider: str) -> Response:
    """From our signed-out page to the provider's. Raises ProviderNotFound."""
    site: Site = request.state.site
    onward = await saml.sign_out(site, provider, request.cookies.get(SESSION_COOKIE, ""))
    if onward is None:
        raise ProviderNotFound
    return _without_traces(_go_on(request, onward))


@router.get("/{provider}/slo", name="saml_slo")
async def single_logout(
    request: Request,
    provider: str,
    message: Annotated[str, Query(alias="SAMLRequest")] = "",
    relay_state: Annotated[str, Query(alias="RelayState")] = "",
) -> Response:
    """The provider asks to end somebody's sign-in, or (without a request) says that it has ended ours there."""
    return await _sign_out(request, provider, message, relay_state, query=request.url.query)


@router.post("/{provider}/slo", name="saml_slo_form")
@sent_from_elsewhere
async def single_logout_by_form(request: Request, provider: str) -> Response:
    """The same by a form that a page of the provider sends; the message in it is signed."""
    form = await read_form(request)
    message, relay_state = (str(form.get(name, "")) for name in ("SAMLRequest", "RelayState"))
    return await _sign_out(request, provider, message, relay_state, query=None)


async def _sign_out(request: Request, provider: str, message: str, relay_state: str, *, query: str | None) -> Response:
    site: Site = request.state.site
    await count(request, signing_in)
    if not message:
        return _without_traces(RedirectResponse(LOGIN[Kind.AGENT], status_code=303))
    try:
        ended = await saml.sign_out_asked(
            site,
            provider,
            query=query,
            message=message,
            relay_state=relay_state,
            remembered=request.cookies.get(SESSION_COOKIE, ""),
            address=request.state.address,
        )
    except ProviderFailed as refusal:
        return await show_refusal(request, refusal.kind, refusal, "")
    response = _go_on(request, ended.onward)
    if not ended.here:
        return response
    for kind in LOGIN:
        response = await close_session(request, kind, response)
    return _without_traces(response)


def _go_on(request: Request, onward: Onward) -> Response:
    if not onward.fields:
        return RedirectResponse(onward.url, status_code=303)
    page = render(request, "auth/onward.html", {"url": onward.url, "fields": onward.fields})
    there = urlsplit(onward.url)
    page.headers["Content-Security-Policy"] = page_policy(form_action=(f"{there.scheme}://{there.netloc}",))
    page.headers["Cache-Control"] = "no-store"
    return page


def _without_traces(response: Response) -> Response:
    for cookie in (SESSION_COOKIE, PROVIDER_COOKIE):
        response.delete_cookie(cookie, path=PATH)
    return response
