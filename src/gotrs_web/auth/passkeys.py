"""Signing in with a passkey: the options for the browser's script, and its answer in an ordinary form."""

from typing import Any

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from gotrs_api.identity.errors import ChallengeOver, SessionRefused, SignInFailed, TooManyAttempts
from gotrs_api.identity.limits import count, signing_in
from gotrs_api.identity.relying_party import RelyingParty, relying_party
from gotrs_api.identity.service import passkeys
from gotrs_api.uow import Site
from gotrs_web.auth.doors import door
from gotrs_web.auth.routes import show_refusal
from gotrs_web.auth.session_cookies import CHALLENGE_COOKIE, open_session, user_agent

router = APIRouter(prefix="/auth")


@router.post("/passkeys/options", name="passkey_options")
@router.post("/customer/passkeys/options", name="customer_passkey_options")
async def options(request: Request) -> Response:
    """JSON for `navigator.credentials.get`; `second_step` in the form: for the sign-in that waits in this browser."""
    site: Site = request.state.site
    await count(request, signing_in)
    waits = (await request.form()).get("second_step")
    challenge = request.cookies.get(CHALLENGE_COOKIE, "") if waits else ""
    if waits and not challenge:
        raise ChallengeOver
    found = await passkeys.options_for_proof(
        site, door(request), party_of(request), challenge=challenge, address=request.state.address
    )
    return JSONResponse(found, headers={"Cache-Control": "no-store"})


@router.post("/passkeys", name="passkey_sign_in")
@router.post("/customer/passkeys", name="customer_passkey_sign_in")
async def enter(request: Request) -> Response:
    site: Site = request.state.site
    form = await request.form()
    target = str(form.get("next", ""))
    await count(request, signing_in)
    try:
        signed_in = await passkeys.sign_in_with(
            site, sent_json(form.get("assertion")), address=request.state.address, user_agent=user_agent(request)
        )
        return await open_session(request, signed_in, target)
    except (SignInFailed, TooManyAttempts, SessionRefused) as refusal:
        return await show_refusal(request, door(request), refusal, target)


def party_of(request: Request) -> RelyingParty:
    site: Site = request.state.site
    return relying_party(site, request.headers.get("host", ""), secure=request.state.secure)


def sent_json(value: object) -> dict[str, Any]:
    """What a script put into a hidden field; empty for anything else."""
    try:
        found = orjson.loads(str(value or ""))
    except orjson.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}
