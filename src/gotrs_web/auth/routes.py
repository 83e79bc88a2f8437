"""Sign-in pages of agents (`/auth/…`) and customers (`/auth/customer/…`), and signing out."""

import re
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from gotrs_api.customers.sign_up import service as sign_up
from gotrs_api.identity import captcha
from gotrs_api.identity.errors import (
    CaptchaFailed,
    CaptchaUnavailable,
    SessionRefused,
    SignInFailed,
    TooManyAttempts,
)
from gotrs_api.identity.limits import count, signing_in
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.service import header_sign_in, password_links, providers, sign_in
from gotrs_api.identity.signed_in import SecondStep
from gotrs_api.kernel.errors import GotrsError, RateLimited
from gotrs_api.sysconfig import maintenance
from gotrs_api.uow import Site
from gotrs_web.areas import HOME, LOGIN, LOGOUT
from gotrs_web.auth import proof
from gotrs_web.auth.doors import door
from gotrs_web.auth.session_cookies import (
    close_session,
    destination,
    keep_challenge,
    open_session,
    user_agent,
)
from gotrs_web.deps import session_principal
from gotrs_web.render import redirect, render
from gotrs_web.wording import explain

router = APIRouter(prefix="/auth")
PROVIDER_COOKIE = "gotrs_provider"  # like `saml/corp`: where one may want to sign out, too


@router.get("/login", name="login")
@router.get("/customer/login", name="customer_login")
async def show_sign_in(request: Request, next: str = "") -> Response:  # noqa: A002 - the parameter's public name
    kind = door(request)
    if await session_principal(request, kind) is not None:
        return redirect(request, destination(kind, next))
    site: Site = request.state.site
    if known := await header_sign_in.way_in(site, kind, peer=peer_of(request), headers=request.headers.getlist):
        return redirect(request, f"/auth/header/{known}/start{_query(kind, next)}")
    return await _form(request, kind, next=next)


@router.post("/login")
@router.post("/customer/login")
async def enter(request: Request) -> Response:
    """The same page again with what went wrong: 401 for a wrong login or password, 429 while one has to wait."""
    kind = door(request)
    site: Site = request.state.site
    form = await request.form()
    login, password, target = (str(form.get(name, "")) for name in ("login", "password", "next"))
    try:
        await count(request, signing_in)
        await captcha.require_at_sign_in(site, kind, login, proof.answer_of(form), request.state.address)
        outcome = await sign_in.sign_in(
            site,
            kind=kind,
            login=login,
            password=password,
            address=request.state.address,
            user_agent=user_agent(request),
        )
        if isinstance(outcome, SecondStep):
            return keep_challenge(request, redirect(request, second_step_url(kind, outcome, target)), outcome)
        return await open_session(request, outcome, target)
    except (SignInFailed, TooManyAttempts, RateLimited, SessionRefused, CaptchaFailed, CaptchaUnavailable) as refusal:
        return await _form(request, kind, login=login, next=target, refusal=refusal)


@router.get("/logout", name="logout")
@router.get("/customer/logout", name="customer_logout")
async def ask_to_leave(request: Request) -> Response:
    """For those who come by a link: only the form ends a session."""
    kind = door(request)
    if await session_principal(request, kind) is None:
        return _signed_out(request, kind)
    return render(request, "auth/logout.html", {"action": LOGOUT[kind], "back_url": HOME[kind]})


@router.post("/logout")
@router.post("/customer/logout")
async def leave(request: Request) -> Response:
    kind = door(request)
    return await close_session(request, kind, redirect(request, LOGOUT[kind]))


def _signed_out(request: Request, kind: Kind) -> Response:
    elsewhere = _sign_out_page(request.cookies.get(PROVIDER_COOKIE, ""), kind)
    return render(request, "auth/signed_out.html", {"login_url": LOGIN[kind], "provider_url": elsewhere})


def _sign_out_page(remembered: str, kind: Kind) -> str:
    """Ours, which leads to the provider's; "" where nobody came from one."""
    if not re.fullmatch(r"(oidc|saml)/[a-z0-9-]{1,40}", remembered):
        return ""
    return f"/auth/{remembered}/logout" + ("?customer=true" if kind is Kind.CUSTOMER else "")


async def _form(
    request: Request,
    kind: Kind,
    *,
    login: str = "",
    next: str = "",  # noqa: A002
    refusal: GotrsError | None = None,
) -> Response:
    site: Site = request.state.site
    async with site.read() as read:
        asked = await captcha.challenge_at_sign_in(read, kind, login, request.state.address)
        told = await maintenance.notices(read)
    other = Kind.CUSTOMER if kind is Kind.AGENT else Kind.AGENT
    response = render(
        request,
        "auth/login.html",
        {
            "area": str(kind),
            "action": LOGIN[kind],
            "login": login,
            "error": explain(request, refusal) if refusal else "",
            "next": next,
            "other_url": LOGIN[other],
            "providers": await _providers(request, kind, next),
            "proof": proof.shown(asked),
            "maintenance": told.login,
            **await _ways(request, kind),
        },
        status=refusal.status if refusal else 200,
    )
    if isinstance(refusal, TooManyAttempts | RateLimited):
        response.headers.update(refusal.headers)
    return proof.allow_service(response, asked)


async def show_refusal(request: Request, kind: Kind, refusal: GotrsError, target: str) -> Response:
    """The sign-in page again, for whoever came back from elsewhere without success."""
    return await _form(request, kind, next=target, refusal=refusal)


async def _providers(request: Request, kind: Kind, target: str) -> list[dict[str, str]]:
    site: Site = request.state.site
    async with site.read() as read:
        offered = await providers.offered(read)
    query = _query(kind, target)
    return [{"label": one.name, "url": f"{one.url}{query}"} for one in offered if one.url and kind in one.kinds]


def _query(kind: Kind, target: str) -> str:
    parameters = ({"customer": "true"} if kind is Kind.CUSTOMER else {}) | ({"next": target} if target else {})
    return f"?{urlencode(parameters)}" if parameters else ""


def peer_of(request: Request) -> str:
    """Whom the connection comes from, whatever was forwarded."""
    return request.client.host if request.client else ""


async def _ways(request: Request, kind: Kind) -> dict[str, str]:
    """Where to go without a password, as far as it is offered."""
    site: Site = request.state.site
    async with site.read() as read:
        offered = await password_links.is_offered(read, kind)
        signs_up = kind is Kind.CUSTOMER and await sign_up.is_offered(read)
    prefix = "/auth/customer" if kind is Kind.CUSTOMER else "/auth"
    return {
        "password_url": f"{prefix}/password/forgotten" if offered else "",
        "sign_up_url": "/auth/customer/register" if signs_up else "",
    }


def second_step_url(kind: Kind, step: SecondStep, target: str) -> str:
    page = "enrolment" if step.must_enrol else "second-step"
    prefix = "/auth/customer" if kind is Kind.CUSTOMER else "/auth"
    return f"{prefix}/{page}" + (f"?{urlencode({'next': target})}" if target else "")
