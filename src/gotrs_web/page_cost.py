"""What a page costs, for administrators who ask: time on the server and statements, as `Server-Timing`; a script shows them."""

from __future__ import annotations

import time
from typing import Final
from urllib.parse import urlsplit

from fastapi import APIRouter, Request, Response
from starlette.datastructures import MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gotrs_api.db.statement_count import counting
from gotrs_web.appearance import is_secure, local_path
from gotrs_web.deps import Administrator
from gotrs_web.render import redirect

COOKIE: Final = "gotrs_cost"
_MONTH_S: Final = 30 * 86400
router = APIRouter(prefix="/agent")


@router.post("/cost", name="page_cost")
async def switch(request: Request, principal: Administrator) -> Response:
    """On, or off again; kept in this browser."""
    response = redirect(request, local_path(urlsplit(request.headers.get("referer", "")).path, "/agent/"))
    if request.cookies.get(COOKIE):
        response.delete_cookie(COOKIE, path="/")
    else:
        response.set_cookie(
            COOKIE, "1", max_age=_MONTH_S, httponly=True, samesite="lax", secure=is_secure(request), path="/"
        )
    return response


class PageCost:
    """ASGI middleware. Costs nothing to whoever did not ask."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or COOKIE not in _cookies(scope):
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        with counting() as count:

            async def send_with_cost(message: Message) -> None:
                principal = scope.get("state", {}).get("principal")
                if message["type"] == "http.response.start" and principal is not None and principal.is_admin:
                    took_ms = (time.perf_counter() - started) * 1000
                    MutableHeaders(scope=message)["Server-Timing"] = f'app;dur={took_ms:.1f}, db;desc="{count[0]}"'
                await send(message)

            await self.app(scope, receive, send_with_cost)


def _cookies(scope: Scope) -> dict[str, str]:
    sent = next((value for name, value in scope["headers"] if name == b"cookie"), b"")
    return cookie_parser(sent.decode("latin-1"))
