"""The cookies of signing in: the session's own, and the one of a sign-in that waits for its second step."""

from fastapi import Request, Response

from gotrs_api.identity.errors import PasswordChangeNeeded
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.service import sessions
from gotrs_api.identity.signed_in import SecondStep, SignedIn
from gotrs_api.uow import Site
from gotrs_web import csrf
from gotrs_web.appearance import local_path
from gotrs_web.areas import HOME
from gotrs_web.device_cookie import forget_this_browser
from gotrs_web.render import Toast, redirect
from gotrs_web.wording import explain

CHALLENGE_COOKIE = "gotrs_second_step"
CHALLENGE_LIFETIME_S = 300
_OWN_COOKIE = "gotrs_own"


async def open_session(request: Request, signed_in: SignedIn, target: str) -> Response:
    """A new session whatever the browser had before, and on to `target` or the home of this kind of person."""
    site: Site = request.state.site
    kind, secure = signed_in.kind, request.state.secure
    before = request.cookies.get(sessions.cookie_name(kind, secure=secure))
    try:
        async with site.uow() as uow:
            if before:
                await sessions.end(uow, kind, before)
            token = await sessions.create(uow, signed_in, request.state.address, user_agent(request))
    except PasswordChangeNeeded as needed:
        return _new_password_first(request, kind, needed)
    response = keep_session(request, kind, redirect(request, destination(kind, target)), token)
    response.delete_cookie(CHALLENGE_COOKIE, path="/auth")
    return response


def keep_session(request: Request, kind: Kind, response: Response, token: str | None) -> Response:
    """With the cookie of a session; None leaves the browser what it has."""
    if token is not None:
        secure = request.state.secure
        name, attributes = sessions.cookie_name(kind, secure=secure), sessions.cookie_attributes(secure=secure)
        response.set_cookie(name, token, **attributes)
    return response


async def renewed(request: Request, principal: Principal) -> str | None:
    """The session goes on under a new token, since what it stands for has changed: for `keep_session`.

    Forms of the page that answers this request are bound to the new one.
    """
    site: Site = request.state.site
    async with site.uow(acting_id=principal.user_id) as uow:
        token = await sessions.renew(uow, principal)
    if token is not None:
        request.state.csrf_token = csrf.issue_token(site.settings.effective_secret_key, token)
    return token


def _new_password_first(request: Request, kind: Kind, needed: PasswordChangeNeeded) -> Response:
    prefix = "/auth/customer" if kind is Kind.CUSTOMER else "/auth"
    response = redirect(
        request, f"{prefix}/password/new?token={needed.token}", toast=Toast(explain(request, needed), "warn")
    )
    response.delete_cookie(CHALLENGE_COOKIE, path="/auth")
    return response


async def close_session(request: Request, kind: Kind, response: Response, *, keep_own: bool = False) -> Response:
    """Ends it on the server, so that a copy of the cookie is worth nothing.

    Whoever is signed in as somebody else signs out altogether, unless `keep_own`.
    """
    names = [sessions.cookie_name(kind, secure=request.state.secure)]
    if kind is Kind.AGENT and not keep_own:
        names.append(own_cookie(request))
    site: Site = request.state.site
    if not keep_own:
        await forget_this_browser(request, kind, response)
    for name in names:
        token = request.cookies.get(name)
        if token:
            async with site.uow() as uow:
                await sessions.end(uow, kind, token)
            response.delete_cookie(name, **sessions.cookie_attributes(secure=request.state.secure))
    return response


def own_cookie(request: Request) -> str:
    """The name of an administrator's own session while signed in as another agent."""
    return sessions.of_this_host(_OWN_COOKIE, secure=request.state.secure)


def keep_challenge(request: Request, response: Response, step: SecondStep) -> Response:
    response.set_cookie(
        CHALLENGE_COOKIE,
        step.challenge,
        max_age=CHALLENGE_LIFETIME_S,
        path="/auth",
        httponly=True,
        samesite="lax",
        secure=request.state.secure,
    )
    return response


def destination(kind: Kind, target: str) -> str:
    """`target` if it is a page of this person's own area, else the area's home."""
    areas = ("/agent/", "/admin/", "/swagger/") if kind is Kind.AGENT else ("/customer/",)
    wanted = local_path(target, "")
    return wanted if wanted.startswith(areas) else HOME[kind]


def user_agent(request: Request) -> str:
    return request.headers.get("user-agent", "")
