"""Each page gets a token for its forms; each unsafe request must bring one and come from our own pages.

The token is bound to the session cookie of the area one is in, or before sign-in to a cookie of the visitor's own.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any, TypeVar, cast

from fastapi import Request
from starlette.datastructures import FormData, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.service import sessions
from gotrs_api.kernel.errors import Forbidden, InvalidInput
from gotrs_api.uow import Site
from gotrs_web import csrf
from gotrs_web.areas import kind_of

HandlerT = TypeVar("HandlerT", bound=Callable[..., Any])
VISITOR_COOKIE = "gotrs_visitor"
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
MAX_FIELDS, MAX_FILES, MAX_FIELD_BYTES = 1000, 50, 2 * 1024 * 1024
EXPIRED = N_("This form has expired or did not come from one of our pages. Load the page again and repeat your change.")


class FormTokens:
    """ASGI middleware: sets `request.state.csrf_token` and `.now`, and gives a stranger the cookie his token is bound to."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith("/static/"):
            await self.app(scope, receive, send)
            return
        request = HTTPConnection(scope)
        state = scope["state"]
        site: Site = state["site"]
        bound = bindings(request)
        visitor = "" if bound else secrets.token_urlsafe(24)
        state["now"] = site.clock.now()
        state["csrf_token"] = csrf.issue_token(site.settings.effective_secret_key, bound[0] if bound else visitor)

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start" and visitor:
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    secure = "; Secure" if state["secure"] else ""
                    name = sessions.of_this_host(VISITOR_COOKIE, secure=state["secure"])
                    headers.append("Set-Cookie", f"{name}={visitor}; Path=/; HttpOnly; SameSite=Lax{secure}")
            await send(message)

        try:
            await self.app(scope, receive, send_with_cookie)
        finally:
            form: FormData | None = state.get("form")
            if form is not None:
                await form.close()  # large files lie in temporary ones


def bindings(request: HTTPConnection) -> list[str]:
    """The cookies that a token of a page below this address may be bound to, the usual one first.

    Where somebody is signed in, a visitor's token does not count: a neighbouring host could have planted that cookie.
    """
    kind = kind_of(request.url.path)
    kinds = (kind,) if kind is not None else (Kind.AGENT, Kind.CUSTOMER)
    names = [sessions.cookie_name(one, secure=request.state.secure) for one in kinds]
    found = [request.cookies[name] for name in names if request.cookies.get(name)]
    visitor = request.cookies.get(sessions.of_this_host(VISITOR_COOKIE, secure=request.state.secure))
    if visitor and not (kind is not None and found):
        found.append(visitor)
    return found


def sent_from_elsewhere(handler: HandlerT) -> HandlerT:
    """For the handler of a form that another site's page sends: what it says must be signed, and no cookie may count."""
    handler.__dict__["sent_from_elsewhere"] = True
    return handler


async def check_form(request: Request) -> None:
    """For the whole web application, before anybody is looked up. Raises Forbidden, InvalidInput for a text with a NUL.

    Reads the form of an unsafe request; handlers get the same one from `request.form()`.
    """
    if request.method in csrf.SAFE_METHODS or getattr(request.scope["endpoint"], "sent_from_elsewhere", False):
        return
    token, form = request.headers.get(csrf.HEADER), None
    if request.headers.get("content-type", "").startswith(FORM_TYPES):
        form = await read_form(request)
        token = token or cast("str | None", form.get(csrf.FIELD))
    site: Site = request.state.site
    key = site.settings.effective_secret_key
    own_origin = f"{'https' if request.state.secure else 'http'}://{request.headers.get('host', '')}"
    ours = csrf.origin_is_ours(request.headers, own_origin)
    if not ours or not any(csrf.token_is_valid(key, binding, token) for binding in bindings(request)):
        raise Forbidden(EXPIRED)
    if form is not None and any(isinstance(value, str) and "\0" in value for _, value in form.multi_items()):
        raise InvalidInput.field("", "nul", "A text contains a NUL character.")


async def read_form(request: Request) -> FormData:
    form: FormData = await request.form(max_files=MAX_FILES, max_fields=MAX_FIELDS, max_part_size=MAX_FIELD_BYTES)
    request.state.form = form
    return form
