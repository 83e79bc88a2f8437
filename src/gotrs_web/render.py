"""Templates to responses: page or fragment, events for the browser, redirects that also work under HTMX, error pages."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Literal, TypeAlias

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from gotrs_web.appearance import is_secure
from gotrs_web.hx_events import HxEvent
from gotrs_web.template_environment import environment
from gotrs_web.view import CURRENT, View

FLASH_COOKIE = "gotrs_flash"
OWN_PAGES = (403, 404, 409, 413, 422, 429, 503)
FLASH_MAX_AGE_S = 60
LAYOUTS = {"/agent": "layouts/agent.html", "/customer": "layouts/customer.html", "/admin": "layouts/agent.html"}

Trigger: TypeAlias = HxEvent | Iterable[HxEvent] | Mapping[HxEvent, object]
ToastKind: TypeAlias = Literal["ok", "info", "warn", "danger"]


@dataclass(frozen=True)
class Toast:
    """A short message (already translated). With ``action_url`` a button that posts there, for ``seconds`` long."""

    text: str
    kind: ToastKind = "ok"
    action_label: str = ""
    action_url: str = ""
    seconds: int = 0


def render(
    request: Request,
    template: str,
    context: Mapping[str, object],
    *,
    fragment: str | None = None,
    status: int = 200,
    trigger: Trigger | None = None,
    toast: Toast | str | None = None,
) -> Response:
    """Answer with ``template``, or with ``fragment`` when HTMX asks for a part of a page.

    ``trigger`` and ``toast`` reach the browser as ``HX-Trigger`` with a fragment; a page shows ``toast`` at once.
    """
    part = wants_fragment(request)
    toasts = [_as_toast(toast)] if toast else []
    flashed = None if part else _flashed(request)
    shown = [] if part else [*([flashed] if flashed else []), *toasts]
    html = render_text(request, fragment if part and fragment else template, {**context, "toasts": shown})
    response = HTMLResponse(html, status_code=status)
    response.headers["Vary"] = "HX-Request, Cookie"
    response.headers["Cache-Control"] = "no-store"
    if part:
        _add_trigger(response, trigger, toasts)
    if flashed:
        response.delete_cookie(FLASH_COOKIE, path="/")
    return response


def render_text(request: Request, template: str, context: Mapping[str, object]) -> str:
    """The HTML of one template; for a fragment inside another response, an e-mail preview, a test."""
    token = CURRENT.set(View(request))
    try:
        return environment().get_template(template).render(context)
    finally:
        CURRENT.reset(token)


def empty(
    request: Request, *, trigger: Trigger | None = None, toast: Toast | str | None = None, status: int = 204
) -> Response:
    """A reply to HTMX that changes nothing by itself: subscribed panels refresh on ``trigger``."""
    response = Response(status_code=status, headers={"Vary": "HX-Request", "Cache-Control": "no-store"})
    _add_trigger(response, trigger, [_as_toast(toast)] if toast else [])
    return response


def redirect(request: Request, url: str, *, toast: Toast | str | None = None) -> Response:
    """After a change: 303 for a plain form, ``HX-Redirect`` for HTMX. ``toast`` is shown on the page one lands on."""
    response: Response
    if is_htmx(request):
        response = Response(status_code=204, headers={"HX-Redirect": url})
    else:
        response = RedirectResponse(url, status_code=303)
    response.headers["Cache-Control"] = "no-store"
    if toast:
        flash(request, response, _as_toast(toast))
    return response


def render_error(
    request: Request,
    status: int,
    message: str = "",
    *,
    request_id: str = "",
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The page for an error; under HTMX a short fragment and a toast, which leaves the page as it is.

    ``message`` is translated; without one the status has its own words. 401 belongs to the sign-in dependency, not here.
    """
    known = status if status in OWN_PAGES else (500 if status >= 500 else 422)
    context = {"message": message, "status": status, "request_id": request_id, "toasts": []}
    part = wants_fragment(request)
    context["layout"] = "errors/_fragment.html" if part else layout_of(request)
    response = HTMLResponse(render_text(request, f"errors/{known}.html", context), status_code=status)
    response.headers["Vary"] = "HX-Request, Cookie"
    response.headers["Cache-Control"] = "no-store"
    response.headers.update(headers or {})
    if part:
        text = message or render_text(request, "errors/_toast.html", {"status": known})
        _add_trigger(response, None, [Toast(text.strip(), "danger")])
    return response


def is_htmx(request: Request) -> bool:
    return request.headers.get("hx-request") == "true"


def wants_fragment(request: Request) -> bool:
    """HTMX that swaps a part: not a boosted link, not a page restored from history."""
    headers = request.headers
    return (
        is_htmx(request) and headers.get("hx-boosted") != "true" and headers.get("hx-history-restore-request") != "true"
    )


def layout_of(request: Request) -> str:
    """The layout of the part of the site an address belongs to; the plain one for a stranger."""
    first = "/" + request.url.path.strip("/").partition("/")[0]
    if getattr(request.state, "principal", None) is None:
        return "layouts/auth.html"
    return LAYOUTS.get(first, "layouts/auth.html")


def _add_trigger(response: Response, trigger: Trigger | None, toasts: Iterable[Toast]) -> None:
    events: dict[str, object] = {}
    if isinstance(trigger, HxEvent):
        events[trigger.value] = None
    elif isinstance(trigger, Mapping):
        events.update((event.value, detail) for event, detail in trigger.items())
    elif trigger is not None:
        events.update((event.value, None) for event in trigger)
    shown = [asdict(toast) for toast in toasts]
    if shown:
        events[HxEvent.TOAST.value] = {"toasts": shown}
    if events:
        # Header values are Latin-1: json.dumps escapes all that is not ASCII.
        response.headers["HX-Trigger"] = json.dumps(events)


def _as_toast(toast: Toast | str) -> Toast:
    return toast if isinstance(toast, Toast) else Toast(toast)


def flash(request: Request, response: Response, toast: Toast) -> None:
    """The toast is shown on the page that the browser comes to next."""
    value = base64.urlsafe_b64encode(json.dumps(asdict(toast)).encode()).decode()
    response.set_cookie(
        FLASH_COOKIE,
        value,
        max_age=FLASH_MAX_AGE_S,
        httponly=True,
        samesite="lax",
        secure=is_secure(request),
        path="/",
    )


def _flashed(request: Request) -> Toast | None:
    value = request.cookies.get(FLASH_COOKIE)
    if not value:
        return None
    try:
        fields = json.loads(base64.urlsafe_b64decode(value))
        toast = Toast(str(fields["text"]), fields["kind"], str(fields["action_label"]), str(fields["action_url"]))
    except (ValueError, KeyError, TypeError):
        return None
    return toast if toast.kind in ("ok", "info", "warn", "danger") and toast.action_url[:2] != "//" else None
