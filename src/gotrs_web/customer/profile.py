"""The customer's own page: language, time zone, password, looks."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import available_timezones

from fastapi import APIRouter, Request, Response

from gotrs_api.i18n import LANGUAGES, available_languages
from gotrs_api.identity.errors import TooManyAttempts
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.schemas.own_account import PreferencesUpdate
from gotrs_api.identity.service import own_account, own_password
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import Read
from gotrs_web.auth.session_cookies import keep_session
from gotrs_web.customer.navigation import PROFILE
from gotrs_web.deps import Customer
from gotrs_web.forms import FormErrors, build, errors_of, text_values
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

router = APIRouter(prefix=PROFILE)
PREFERENCES = ("language", "time_zone")
PASSWORDS = ("current", "new", "repeated")


@router.get("", name="customer_profile")
async def show(request: Request, principal: Customer, read: Read) -> Response:
    return await _page(request, read, principal)


@router.post("/preferences", name="customer_preferences")
async def save_preferences(request: Request, principal: Customer) -> Response:
    site: Site = request.state.site
    values = text_values(await request.form(), PREFERENCES)
    try:
        command = build(PreferencesUpdate, {name: value or None for name, value in values.items()})
        async with site.uow(acting_id=principal.user_id) as uow:
            await own_account.update_preferences(uow, principal, command)
    except InvalidInput as refusal:
        errors = errors_of(request, refusal, _labels(request))
        return await _again(request, principal, values=values, errors=errors)
    return redirect(request, PROFILE, toast=catalogue_of(request).gettext("Saved."))


@router.post("/password", name="customer_password")
async def change_password(request: Request, principal: Customer) -> Response:
    """Other sessions end; this one goes on under a new cookie."""
    _ = catalogue_of(request).gettext
    form = await request.form()
    current, new, repeated = (str(form.get(name, "")) for name in PASSWORDS)
    errors = FormErrors(_labels(request))
    token = None
    try:
        if new != repeated:
            errors.add("repeated", _("This is not the same as the new password."))
        else:
            token = await own_password.change_own(
                request.state.site, principal, current=current, new=new, address=request.state.address
            )
    except (InvalidInput, TooManyAttempts) as refusal:
        errors = errors_of(request, refusal, _labels(request))
    if errors:
        return await _again(request, principal, password_errors=errors)
    response = redirect(request, PROFILE, toast=_("The password is changed. Other sessions were ended."))
    return keep_session(request, Kind.CUSTOMER, response, token)


def _labels(request: Request) -> dict[str, str]:
    _ = catalogue_of(request).gettext
    return {
        "language": _("Language"),
        "time_zone": _("Time zone"),
        "current": _("Present password"),
        "new": _("New password"),
        "repeated": _("New password again"),
    }


async def _again(
    request: Request,
    principal: Principal,
    *,
    values: Mapping[str, str] | None = None,
    errors: FormErrors | None = None,
    password_errors: FormErrors | None = None,
) -> Response:
    site: Site = request.state.site
    async with site.read() as read:
        return await _page(request, read, principal, values=values, errors=errors, password_errors=password_errors)


async def _page(
    request: Request,
    read: ReadUow,
    principal: Principal,
    *,
    values: Mapping[str, str] | None = None,
    errors: FormErrors | None = None,
    password_errors: FormErrors | None = None,
) -> Response:
    me = await own_account.read(read, principal)
    context = {
        "errors": errors or FormErrors(),
        "labels": _labels(request),
        "languages": [(code, LANGUAGES[code].name) for code in available_languages()],
        "me": me,
        "password_errors": password_errors or FormErrors(),
        "values": values or {"language": me.language, "time_zone": me.time_zone},
        "zones": sorted(name for name in available_timezones() if "/" in name or name == "UTC"),
    }
    return render(request, "customer/profile.html", context, status=422 if errors or password_errors else 200)
