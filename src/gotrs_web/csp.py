"""The response headers that keep a browser in bounds: content security policy and its neighbours."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_PAGE = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "object-src": "'none'",
}


def page_policy(*, form_action: Iterable[str] = (), embedded: Iterable[str] = ()) -> str:
    """The policy of every page. ``form_action`` adds origins a form may lead to by redirect (an identity provider),
    ``embedded`` those of a service whose script and frame the page shows (a CAPTCHA)."""
    directives = dict(_PAGE)
    if embedded := tuple(embedded):
        for name in ("script-src", "style-src", "frame-src", "connect-src"):
            directives[name] = " ".join(("'self'", *embedded))
    directives["form-action"] = " ".join(("'self'", *form_action))
    return _join(directives)


def mail_policy(*, remote_images: bool = False) -> str:
    """For the document in the frame that shows a sanitised HTML mail: no script, no network but, when the reader
    asked for them, images. Styles are the mail's own and stay inside the frame."""
    images = "'self' data: https: http:" if remote_images else "'self' data:"
    return _join(
        {
            "default-src": "'none'",
            "img-src": images,
            "style-src": "'unsafe-inline'",
            "font-src": "'none'",
            "base-uri": "'none'",
            "form-action": "'none'",
            "frame-ancestors": "'self'",
            "sandbox": "allow-same-origin allow-popups allow-popups-to-escape-sandbox",
        }
    )


def security_headers(policy: str | None = None) -> dict[str, str]:
    return {
        "Content-Security-Policy": policy or page_policy(),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }


class SecurityHeaders:
    """ASGI middleware: adds the headers to each response that does not set them itself."""

    def __init__(self, app: ASGIApp, policy: str | None = None) -> None:
        self.app = app
        self.headers = security_headers(policy)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def _join(directives: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())
