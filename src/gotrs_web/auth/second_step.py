"""The second step of a sign-in: a code, or first the set-up of an authenticator that the account must have."""

from base64 import b64encode
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from gotrs_api.identity.errors import ChallengeOver, SecondFactorFailed, SessionRefused, TooManyAttempts
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.service import second_step
from gotrs_api.kernel.errors import GotrsError
from gotrs_api.uow import Site
from gotrs_web.areas import LOGIN
from gotrs_web.auth.passkeys import sent_json
from gotrs_web.auth.session_cookies import CHALLENGE_COOKIE, open_session, user_agent
from gotrs_web.render import Toast, redirect, render
from gotrs_web.wording import explain

router = APIRouter(prefix="/auth")


def _kind(request: Request) -> Kind:
    return Kind.CUSTOMER if request.url.path.startswith("/auth/customer/") else Kind.AGENT


@router.get("/second-step", name="second_step")
@router.get("/customer/second-step", name="customer_second_step")
async def ask_for_code(request: Request, next: str = "", recovery: bool = False) -> Response:  # noqa: A002
    if CHALLENGE_COOKIE not in request.cookies:
        return redirect(request, LOGIN[_kind(request)])
    return _code_form(request, next, recovery=recovery)


@router.post("/second-step")
@router.post("/customer/second-step")
async def check_code(request: Request, recovery: bool = False) -> Response:
    site: Site = request.state.site
    form = await request.form()
    target = str(form.get("next", ""))
    assertion = sent_json(form.get("assertion"))
    try:
        signed_in = await second_step.verify(
            site,
            challenge=request.cookies.get(CHALLENGE_COOKIE, ""),
            method="webauthn" if assertion else ("recovery" if recovery else "totp"),
            code=str(form.get("code", "")),
            assertion=assertion or None,
            address=request.state.address,
            user_agent=user_agent(request),
        )
        return await open_session(request, signed_in, target)
    except ChallengeOver as over:
        return _begin_again(request, over)
    except (SecondFactorFailed, TooManyAttempts, SessionRefused) as refusal:
        return _code_form(request, target, recovery=recovery, refusal=refusal)


@router.get("/enrolment", name="enrolment")
@router.get("/customer/enrolment", name="customer_enrolment")
async def ask_for_consent(request: Request, next: str = "") -> Response:  # noqa: A002
    """Says what will happen; making the secret is a change and needs the form."""
    if CHALLENGE_COOKIE not in request.cookies:
        return redirect(request, LOGIN[_kind(request)])
    return render(
        request, "auth/enrolment.html", {"action": request.url.path, "next": next, "back_url": LOGIN[_kind(request)]}
    )


@router.post("/enrolment")
@router.post("/customer/enrolment")
async def show_secret(request: Request) -> Response:
    site: Site = request.state.site
    form = await request.form()
    try:
        setup = await second_step.enrol(
            site, challenge=request.cookies.get(CHALLENGE_COOKIE, ""), address=request.state.address
        )
    except ChallengeOver as over:
        return _begin_again(request, over)
    return render(
        request,
        "auth/authenticator.html",
        {
            "action": _step_url(request),
            "setup": setup,
            # As an image, not as an element: nothing in it can then become part of the page.
            "qr_url": f"data:image/svg+xml;base64,{b64encode(setup.qr_svg.encode()).decode()}",
            "next": str(form.get("next", "")),
            "back_url": LOGIN[_kind(request)],
        },
    )


def _code_form(request: Request, target: str, *, recovery: bool, refusal: GotrsError | None = None) -> Response:
    here = _step_url(request)
    other = {"next": target} if recovery else {"next": target, "recovery": "1"}
    return render(
        request,
        "auth/second_factor.html",
        {
            "action": f"{here}?recovery=1" if recovery else here,
            "error": explain(request, refusal) if refusal else "",
            "next": target,
            "back_url": LOGIN[_kind(request)],
            "passkey_url": here,
            "options_url": f"{here.removesuffix('second-step')}passkeys/options",
            "recovery": recovery,
            "other_url": f"{here}?{urlencode(other)}",
        },
        status=refusal.status if refusal else 200,
    )


def _step_url(request: Request) -> str:
    return "/auth/customer/second-step" if _kind(request) is Kind.CUSTOMER else "/auth/second-step"


def _begin_again(request: Request, over: ChallengeOver) -> Response:
    response = redirect(request, LOGIN[_kind(request)], toast=Toast(explain(request, over), "warn"))
    response.delete_cookie(CHALLENGE_COOKIE, path="/auth")
    return response
