"""Beside an OTRS in shadow mode GOTRS only shows: whatever would change something is refused, signing in and out is not."""

from __future__ import annotations

from typing import Final

import orjson
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from gotrs_api.coexistence import service as coexistence
from gotrs_api.kernel.problem import MEDIA_TYPE, problem
from gotrs_api.uow import Site

_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_OPEN: Final = ("/auth/", "/api/v1/auth/")
_SENTENCE: Final = "GOTRS runs beside OTRS and only shows: make changes in the old system for now."


class ShadowGuard:
    """Stands behind `RequestContext`, which names the site."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in _READING or scope["path"].startswith(_OPEN):
            await self._app(scope, receive, send)
            return
        site: Site = scope["state"]["site"]
        async with site.read() as read:
            state = await coexistence.current(read)
        if state.mode != coexistence.SHADOW:
            await self._app(scope, receive, send)
            return
        await _refusal(scope)(scope, receive, send)


def _refusal(scope: Scope) -> Response:
    if scope["path"].startswith("/api/"):
        document = problem(
            status=403, code="otrs.shadow", detail=_SENTENCE, errors=[], instance=scope["path"],
            request_id=scope["state"].get("request_id", ""),
        )  # fmt: skip
        return Response(orjson.dumps(document), 403, media_type=MEDIA_TYPE)
    return PlainTextResponse(_SENTENCE, 403)
