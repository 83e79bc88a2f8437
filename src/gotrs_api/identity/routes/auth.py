"""Signing in and out. Public, like everything below `/auth`: whoever calls has nothing to show yet."""

from fastapi import Request, Response

from gotrs_api.identity import captcha
from gotrs_api.identity.errors import PasswordChangeNeeded
from gotrs_api.identity.limits import count, password_forgotten, signing_in
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.relying_party import relying_party
from gotrs_api.identity.routes.secrecy import NO_STORE
from gotrs_api.identity.routing import ApiRouter
from gotrs_api.identity.rules import public
from gotrs_api.identity.schemas.passkeys import AssertionOptionsWanted, AssertionSent, PasskeyOptions
from gotrs_api.identity.schemas.second_factor import TotpSetup
from gotrs_api.identity.schemas.sign_in import (
    Login,
    Logout,
    MfaEnrol,
    MfaRequired,
    MfaVerify,
    PasswordByLink,
    PasswordChangeRequired,
    PasswordForgotten,
    Providers,
    Refresh,
    TokenPair,
)
from gotrs_api.identity.service import passkeys, password_links, providers, refresh, second_step, sign_in
from gotrs_api.identity.signed_in import SecondStep, SignedIn
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow import Site
from gotrs_api.uow.deps import CurrentSite, Read, Uow

router = ApiRouter(prefix="/auth", tags=["auth"])


@router.post("/login", summary="Sign in with a password", responses=problem_responses(401), dependencies=NO_STORE)
@public
async def auth_login(
    body: Login, request: Request, site: CurrentSite
) -> TokenPair | MfaRequired | PasswordChangeRequired:
    """Tokens, or a challenge for the second step. An unknown login and a wrong password get the same answer."""
    await count(request, signing_in)
    await captcha.require_at_sign_in(site, Kind(body.kind), body.login, body.captcha, request.state.address)
    outcome = await sign_in.sign_in(
        site,
        kind=Kind(body.kind),
        login=body.login,
        password=body.password,
        address=request.state.address,
        user_agent=request.headers.get("user-agent", ""),
    )
    if isinstance(outcome, SecondStep):
        return MfaRequired(
            mfa_required=True,
            challenge=outcome.challenge,
            methods=list(outcome.methods),
            must_enrol=outcome.must_enrol,
        )
    return await _tokens(site, outcome)


@router.post("/mfa/verify", summary="Do the second step", responses=problem_responses(401), dependencies=NO_STORE)
@public
async def auth_mfa_verify(body: MfaVerify, request: Request, site: CurrentSite) -> TokenPair | PasswordChangeRequired:
    """Tokens for a challenge and a code. Five wrong codes end the challenge."""
    await count(request, signing_in)
    signed_in = await second_step.verify(
        site,
        challenge=body.challenge,
        method=body.method,
        code=body.code,
        assertion=body.assertion,
        address=request.state.address,
        user_agent=request.headers.get("user-agent", ""),
    )
    return await _tokens(site, signed_in)


@router.post(
    "/mfa/enrol",
    summary="Set up the second factor that an account must have",
    responses=problem_responses(401),
    dependencies=NO_STORE,
)
@public
async def auth_mfa_enrol(body: MfaEnrol, request: Request, site: CurrentSite) -> TotpSetup:
    """Only where login said `must_enrol`; `POST /auth/mfa/verify` with a code of it confirms and signs in."""
    await count(request, signing_in)
    return await second_step.enrol(site, challenge=body.challenge, address=request.state.address)


@router.post("/webauthn/options", summary="Ask for a passkey", responses=problem_responses(401), dependencies=NO_STORE)
@public
async def auth_webauthn_options(body: AssertionOptionsWanted, request: Request, site: CurrentSite) -> PasskeyOptions:
    """For `navigator.credentials.get`; with the challenge of a pending sign-in as its second step."""
    await count(request, signing_in)
    party = relying_party(site, request.headers.get("host", ""), secure=request.state.secure)
    options = await passkeys.options_for_proof(
        site, Kind(body.kind), party, challenge=body.challenge, address=request.state.address
    )
    return PasskeyOptions(public_key=options)


@router.post(
    "/webauthn/verify", summary="Sign in with a passkey", responses=problem_responses(401), dependencies=NO_STORE
)
@public
async def auth_webauthn_verify(
    body: AssertionSent, request: Request, site: CurrentSite
) -> TokenPair | PasswordChangeRequired:
    """Without a password: the authenticator has to verify its user. As a second step use `POST /auth/mfa/verify`."""
    await count(request, signing_in)
    signed_in = await passkeys.sign_in_with(
        site,
        body.assertion,
        address=request.state.address,
        user_agent=request.headers.get("user-agent", ""),
    )
    return await _tokens(site, signed_in)


@router.post("/refresh", summary="Exchange a refresh token", responses=problem_responses(401), dependencies=NO_STORE)
@public
async def auth_refresh(body: Refresh, request: Request, site: CurrentSite) -> TokenPair:
    """A new pair. A refresh token works once; the second time ends everything that came from the same sign-in."""
    return await refresh.refresh(site, body.refresh_token)


@router.post("/logout", status_code=204, summary="Sign out", responses=problem_responses(401))
@public
async def auth_logout(uow: Uow, request: Request, body: Logout | None = None) -> Response:
    """Ends the sign-in that the bearer's access token, or the refresh token in the body, comes from."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    await refresh.sign_out(
        uow,
        access_token=token.strip() if scheme.lower() == "bearer" else None,
        refresh_token=body.refresh_token if body else None,
    )
    return Response(status_code=204)


@router.post(
    "/password/forgot",
    status_code=202,
    response_class=Response,
    summary="Have a link for a new password mailed",
    responses=problem_responses(403),
    dependencies=NO_STORE,
)
@public
async def auth_password_forgot(body: PasswordForgotten, request: Request, site: CurrentSite) -> Response:
    """The same answer, as fast, whether there is such an account or not. At most three mails an hour for one account."""
    await count(request, password_forgotten)
    await captcha.require(site, captcha.Purpose.PASSWORD_FORGOT, body.captcha, request.state.address)
    async with site.uow() as uow:
        await password_links.ask(uow, Kind(body.kind), body.login, request.state.address)
    return Response(status_code=202)


@router.post(
    "/password/reset",
    status_code=204,
    summary="Set a password by a mailed link",
    responses=problem_responses(404),
    dependencies=NO_STORE,
)
@public
async def auth_password_reset(body: PasswordByLink, request: Request, site: CurrentSite) -> Response:
    """For links of `forgot`, of invitations, and of a change that is due. Ends every session; then sign in."""
    await count(request, signing_in)
    await password_links.set_password(site, body.token, body.password, address=request.state.address)
    return Response(status_code=204)


@router.get("/providers", summary="Ways to sign in")
@public
async def auth_providers(uow: Read) -> Providers:
    """In the order in which they are offered and asked."""
    return Providers(data=await providers.offered(uow))


async def _tokens(site: Site, signed_in: SignedIn) -> TokenPair | PasswordChangeRequired:
    try:
        async with site.uow() as uow:
            return await refresh.issue(uow, signed_in)
    except PasswordChangeNeeded as needed:
        return PasswordChangeRequired(password_change_required=True, token=needed.token)
