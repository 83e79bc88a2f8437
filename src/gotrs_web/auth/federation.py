"""What signing in at a provider needs of a browser, whatever the protocol: cookies, and pages to go on to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from gotrs_api.i18n import N_
from gotrs_api.identity.errors import ProviderFailed
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.service.federated import Arrival, Departure
from gotrs_api.identity.signed_in import SecondStep
from gotrs_api.kernel.errors import GotrsError
from gotrs_web.areas import SECURITY
from gotrs_web.auth.routes import PROVIDER_COOKIE, second_step_url, show_refusal
from gotrs_web.auth.session_cookies import keep_challenge, keep_session, open_session, renewed
from gotrs_web.deps import session_principal
from gotrs_web.render import Toast, redirect
from gotrs_web.view import catalogue_of
from gotrs_web.wording import explain

EXCHANGE_COOKIE = "gotrs_exchange"
PATH = "/auth"
_LIFETIME_S = 600
CONFIRMED = N_("It is you. For five minutes you can change how you sign in.")


def depart(request: Request, response: Response, departure: Departure) -> Response:
    """With the cookie that ties the answer to the browser that asked (no sign-in into a stranger's account)."""
    response.set_cookie(
        EXCHANGE_COOKIE, departure.browser, max_age=_LIFETIME_S, path=PATH,
        httponly=True, samesite="lax", secure=request.state.secure,
    )  # fmt: skip
    return response


def depart_at_once(request: Request, departure: Departure) -> Response:
    return depart(request, RedirectResponse(departure.url, status_code=303), departure)


async def land(request: Request, arrival: Arrival, provider: str) -> Response:
    """`provider` is like `saml/corp`: where one may want to sign out, too; "" where one cannot."""
    if arrival.outcome is None:
        _ = catalogue_of(request).gettext
        toast = _(CONFIRMED) if arrival.confirmed else _("From now on you can sign in there, too.")
        principal = await session_principal(request, arrival.kind)
        token = await renewed(request, principal) if principal is not None else None
        return keep_session(request, arrival.kind, redirect(request, SECURITY[arrival.kind], toast=toast), token)
    if isinstance(arrival.outcome, SecondStep):
        next_page = second_step_url(arrival.kind, arrival.outcome, arrival.target)
        response = keep_challenge(request, redirect(request, next_page), arrival.outcome)
    else:
        response = await open_session(request, arrival.outcome, arrival.target)
    if provider:
        keep(request, response, PROVIDER_COOKIE, provider)
    return response


async def refuse(request: Request, refusal: GotrsError) -> Response:
    """Back to where somebody came from: his own page if he was linking an account, else the sign-in page."""
    for one in Kind:
        if one in SECURITY and await session_principal(request, one) is not None:
            return redirect(request, SECURITY[one], toast=Toast(explain(request, refusal), "warn"))
    return await show_refusal(request, refusal.kind if isinstance(refusal, ProviderFailed) else Kind.AGENT, refusal, "")


def signed_in_here(request: Request) -> Callable[[Kind], Awaitable[Principal | None]]:
    async def principal_of(kind: Kind) -> Principal | None:
        return await session_principal(request, kind)

    return principal_of


def keep(request: Request, response: Response, cookie: str, value: str) -> None:
    response.set_cookie(cookie, value, path=PATH, httponly=True, samesite="lax", secure=request.state.secure)
