"""Signing in by the header of a trusted proxy."""

from fastapi import APIRouter, Request, Response

from gotrs_api.identity.errors import ProviderFailed, SessionRefused
from gotrs_api.identity.limits import count, signing_in
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.service import header_sign_in
from gotrs_api.identity.service.federated import Arrival
from gotrs_api.uow import Site
from gotrs_web.auth.federation import land
from gotrs_web.auth.routes import peer_of, show_refusal
from gotrs_web.auth.session_cookies import user_agent

router = APIRouter(prefix="/auth/header")


@router.get("/{provider}/start", name="header_start")
async def start(request: Request, provider: str, customer: bool = False, next: str = "") -> Response:  # noqa: A002
    site: Site = request.state.site
    kind = Kind.CUSTOMER if customer else Kind.AGENT
    await count(request, signing_in)
    try:
        outcome = await header_sign_in.enter(
            site,
            provider,
            kind,
            peer=peer_of(request),
            headers=request.headers.getlist,
            address=request.state.address,
            user_agent=user_agent(request),
        )
        return await land(request, Arrival(outcome, kind, next), "")
    except (ProviderFailed, SessionRefused) as refusal:
        return await show_refusal(request, kind, refusal, next)
