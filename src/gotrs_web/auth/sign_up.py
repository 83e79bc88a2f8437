"""Customers who make their own account: the form, the link that proves the address, and the first password."""

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response

from gotrs_api.customers.errors import SignUpOff
from gotrs_api.customers.sign_up import service
from gotrs_api.customers.sign_up.schemas import Register, Status
from gotrs_api.identity import captcha
from gotrs_api.identity.captcha import Purpose
from gotrs_api.identity.errors import CaptchaUnavailable, LinkOver
from gotrs_api.identity.limits import count, signing_up
from gotrs_api.identity.principal import Kind
from gotrs_api.kernel.errors import GotrsError, InvalidInput, RateLimited
from gotrs_api.uow import Site
from gotrs_web.areas import LOGIN
from gotrs_web.auth import proof
from gotrs_web.auth.passwords import DIFFERENT
from gotrs_web.forms import FormErrors, build, errors_of, text_values
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of
from gotrs_web.wording import explain

router = APIRouter(prefix="/auth/customer/register")
_FIELDS = ("email", "first_name", "last_name")
_BACK = LOGIN[Kind.CUSTOMER]


@router.get("", name="sign_up")
async def show(request: Request) -> Response:
    site: Site = request.state.site
    async with site.read() as read:
        offered = await service.is_offered(read)
    return await _form(request) if offered else _refused(request, SignUpOff())


@router.post("")
async def send(request: Request) -> Response:
    """The same page whether the address is known or not."""
    site: Site = request.state.site
    form = await request.form()
    values = text_values(form, _FIELDS)
    try:
        command = build(Register, {**values, "language": catalogue_of(request).language})
        await count(request, signing_up)
        await captcha.require(site, Purpose.SIGN_UP, proof.answer_of(form), request.state.address)
        async with site.uow() as uow:
            await service.ask(uow, command, request.state.address)
    except SignUpOff as refusal:
        return _refused(request, refusal)
    except (InvalidInput, RateLimited, CaptchaUnavailable) as refusal:
        return await _form(request, values, refusal)
    return render(request, "auth/sign_up_sent.html", {"email": command.email, "back_url": _BACK})


@router.get("/confirm", name="sign_up_confirm")
async def choose(request: Request, token: str = "") -> Response:
    site: Site = request.state.site
    try:
        async with site.read() as read:
            email = await service.email_of(read, token)
    except LinkOver as over:
        return _over(request, over)
    return _password_form(request, token, email)


@router.post("/confirm")
async def confirm(request: Request) -> Response:
    site: Site = request.state.site
    form = await request.form()
    token, password, again = (str(form.get(name, "")) for name in ("token", "password", "again"))
    _ = catalogue_of(request).gettext
    try:
        async with site.read() as read:
            email = await service.email_of(read, token)
        if password != again:
            return _password_form(request, token, email, error=_(DIFFERENT))
        registered = await service.confirm(site, token, password, address=request.state.address)
    except LinkOver as over:
        return _over(request, over)
    except InvalidInput as refusal:
        error = " ".join(_(found.detail) for found in refusal.errors) or explain(request, refusal)
        return _password_form(request, token, email, error=error)
    if registered.status is Status.WAITING:
        return render(request, "auth/sign_up_waits.html", {"back_url": _BACK})
    return redirect(request, _BACK, toast=_("Your account is ready. Sign in."))


async def _form(
    request: Request, values: Mapping[str, str] | None = None, refusal: GotrsError | None = None
) -> Response:
    site: Site = request.state.site
    _ = catalogue_of(request).gettext
    labels = {"email": _("E-mail"), "first_name": _("First name"), "last_name": _("Last name")}
    async with site.read() as read:
        asked = await captcha.challenge(read, Purpose.SIGN_UP)
    context = {
        "action": request.url.path,
        "labels": labels,
        "values": dict.fromkeys(_FIELDS, "") | dict(values or {}),
        "errors": errors_of(request, refusal, labels) if refusal else FormErrors(labels),
        "proof": proof.shown(asked),
        "back_url": _BACK,
    }
    response = render(request, "auth/sign_up.html", context, status=refusal.status if refusal else 200)
    response.headers.update(refusal.headers if refusal else {})
    return proof.allow_service(response, asked)


def _password_form(request: Request, token: str, email: str, *, error: str = "") -> Response:
    return render(
        request,
        "auth/password_new.html",
        {"action": request.url.path, "token": token, "login": email, "error": error, "back_url": _BACK},
        status=422 if error else 200,
    )


def _refused(request: Request, refusal: SignUpOff) -> Response:
    context = {"error": explain(request, refusal), "again_url": "", "back_url": _BACK}
    return render(request, "auth/link_over.html", context, status=refusal.status)


def _over(request: Request, over: LinkOver) -> Response:
    context = {"error": explain(request, over), "again_url": "/auth/customer/register", "back_url": _BACK}
    return render(request, "auth/link_over.html", context, status=over.status)
