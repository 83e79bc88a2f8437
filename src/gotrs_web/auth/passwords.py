"""A forgotten password: asking for a link, and choosing a new password by one."""

from fastapi import APIRouter, Request, Response

from gotrs_api.i18n import N_
from gotrs_api.identity import captcha
from gotrs_api.identity.captcha import Purpose
from gotrs_api.identity.errors import CaptchaUnavailable, LinkOver, LostPasswordOff
from gotrs_api.identity.limits import count, password_forgotten, signing_in
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.service import password_links
from gotrs_api.kernel.errors import GotrsError, InvalidInput, RateLimited
from gotrs_api.uow import Site
from gotrs_web.areas import LOGIN
from gotrs_web.auth import proof
from gotrs_web.auth.doors import door
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of
from gotrs_web.wording import explain

router = APIRouter(prefix="/auth")
DIFFERENT = N_("The two passwords differ.")


@router.get("/password/forgotten", name="password_forgotten")
@router.get("/customer/password/forgotten", name="customer_password_forgotten")
async def ask(request: Request) -> Response:
    site: Site = request.state.site
    async with site.read() as read:
        offered = await password_links.is_offered(read, door(request))
    return await (_ask_form(request) if offered else _ask_form(request, refusal=LostPasswordOff()))


@router.post("/password/forgotten")
@router.post("/customer/password/forgotten")
async def send(request: Request) -> Response:
    """The same page whether there is such an account or not."""
    kind, site = door(request), request.state.site
    form = await request.form()
    login = str(form.get("login", "")).strip()
    try:
        if not login:
            raise InvalidInput.field("/login", "missing", "This is required.")
        await count(request, password_forgotten)
        await captcha.require(site, Purpose.PASSWORD_FORGOT, proof.answer_of(form), request.state.address)
        async with site.uow() as uow:
            await password_links.ask(uow, kind, login, request.state.address)
    except (InvalidInput, LostPasswordOff, RateLimited, CaptchaUnavailable) as refusal:
        return await _ask_form(request, login=login, refusal=refusal)
    return render(request, "auth/password_sent.html", {"back_url": LOGIN[kind]})


@router.get("/password/new", name="password_new")
@router.get("/customer/password/new", name="customer_password_new")
async def choose(request: Request, token: str = "") -> Response:
    """Opening the link uses nothing up: mail programs open links too."""
    site: Site = request.state.site
    try:
        async with site.read() as read:
            account = await password_links.account_of(read, token)
    except LinkOver as over:
        return _over(request, over)
    return _new_form(request, token, account.login)


@router.post("/password/new")
@router.post("/customer/password/new")
async def save(request: Request) -> Response:
    site: Site = request.state.site
    form = await request.form()
    token, password, again = (str(form.get(name, "")) for name in ("token", "password", "again"))
    await count(request, signing_in)
    try:
        async with site.read() as read:
            account = await password_links.account_of(read, token)
        if password != again:
            return _new_form(request, token, account.login, error=catalogue_of(request).gettext(DIFFERENT))
        await password_links.set_password(site, token, password, address=request.state.address)
    except LinkOver as over:
        return _over(request, over)
    except InvalidInput as refusal:
        _ = catalogue_of(request).gettext
        error = " ".join(_(found.detail) for found in refusal.errors) or explain(request, refusal)
        return _new_form(request, token, account.login, error=error)
    done = catalogue_of(request).gettext("The password is set. Sign in with it.")
    return redirect(request, LOGIN[account.kind], toast=done)


async def _ask_form(request: Request, *, login: str = "", refusal: GotrsError | None = None) -> Response:
    site: Site = request.state.site
    async with site.read() as read:
        asked = await captcha.challenge(read, Purpose.PASSWORD_FORGOT)
    response = render(
        request,
        "auth/password_forgotten.html",
        {
            "action": request.url.path,
            "login": login,
            "error": explain(request, refusal) if refusal else "",
            "offered": not isinstance(refusal, LostPasswordOff),
            "proof": proof.shown(asked),
            "back_url": LOGIN[door(request)],
        },
        status=refusal.status if refusal else 200,
    )
    if refusal is not None:
        response.headers.update(refusal.headers)
    return proof.allow_service(response, asked)


def _new_form(request: Request, token: str, login: str, *, error: str = "") -> Response:
    return render(
        request,
        "auth/password_new.html",
        {"action": request.url.path, "token": token, "login": login, "error": error, "back_url": LOGIN[door(request)]},
        status=422 if error else 200,
    )


def _over(request: Request, over: LinkOver) -> Response:
    kind = door(request)
    again = "/auth/customer/password/forgotten" if kind is Kind.CUSTOMER else "/auth/password/forgotten"
    context = {"error": explain(request, over), "again_url": again, "back_url": LOGIN[kind]}
    return render(request, "auth/link_over.html", context, status=over.status)
