"""The page that every form of one's own security leads back to."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import Request, Response

from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.service import confirmation, own_identities, passkeys, sessions, tokens, totp
from gotrs_api.kernel.errors import GotrsError
from gotrs_api.uow import ReadUow, Site
from gotrs_web.areas import SECURITY
from gotrs_web.auth.session_cookies import keep_session, renewed
from gotrs_web.forms import FormErrors, errors_of
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

AREAS = (SECURITY[Kind.AGENT], SECURITY[Kind.CUSTOMER])


def address_of(principal: Principal) -> str:
    return SECURITY[Kind.AGENT if principal.is_agent else Kind.CUSTOMER]


async def carry_on(request: Request, principal: Principal, toast: str) -> Response:
    """Back to the page, in a session with a new token: what it stands for has changed."""
    token = await renewed(request, principal)
    return keep_session(request, principal.kind, redirect(request, address_of(principal), toast=toast), token)


async def show_page(
    request: Request, read: ReadUow, principal: Principal, *, status: int = 200, **more: object
) -> Response:
    """`more`: what only this answer shows (`setup`, `recovery_codes`, `token`, `errors` of the form `failed`)."""
    _ = catalogue_of(request).gettext
    context: dict[str, object] = {
        "layout": "layouts/agent.html" if principal.is_agent else "layouts/customer.html",
        "portal": principal.is_customer,
        "base": address_of(principal),
        "labels": labels(request),
        "second_step": await totp.status(read, principal),
        "passkeys": await passkeys.list_own(read, principal),
        "identities": await own_identities.list_own(read, principal),
        "confirmation": await confirmation.ways(read, principal),
        "tokens": await tokens.list_own(read, principal),
        "scopes": [(scope.name, _(scope.description)) for scope in tokens.available_scopes(principal)],
        "sessions": await sessions.list_own(read, principal),
        "failed": "",
        "errors": FormErrors(),
        "values": {},
        "setup": None,
        "qr_url": "",
        "confirming": False,
        "recovery_codes": (),
        "token": "",
        "departing": None,
        "confirming_at": None,
        "passkey_options_url": f"/auth{'/customer' if principal.is_customer else ''}/passkeys/options",
    }
    return render(request, "own_security/index.html", context | more, status=status)


async def refused(
    request: Request,
    principal: Principal,
    form: str,
    refusal: GotrsError,
    *,
    at: str = "",
    values: Mapping[str, object] | None = None,
    **more: object,
) -> Response:
    """The page again; `at` is the field that a refusal without one belongs to."""
    errors = errors_of(request, refusal, labels(request))
    if at and not refusal.errors:
        said = [message for _field, _label, message in errors.summary]
        errors = FormErrors(labels(request))
        for message in said:
            errors.add(at, message)
    site: Site = request.state.site
    async with site.read() as read:
        return await show_page(
            request, read, principal, status=422, failed=form, errors=errors, values=values or {}, **more
        )


def labels(request: Request) -> dict[str, str]:
    _ = catalogue_of(request).gettext
    return {
        "password": _("Present password"),
        "code": _("Six-digit code"),
        "name": _("What it is for"),
        "scopes": _("What it may do"),
        "expires": _("Works for"),
    }
