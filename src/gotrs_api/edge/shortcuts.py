"""Answers the few requests behind every page before the framework unfolds; see `identity.routing` for what may have one.

Stands inside the request context (site, id, log) and outside of everything else. What it does not recognise goes on.
"""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from gotrs_api.db.failures import DATABASE_ERRORS
from gotrs_api.edge import problems
from gotrs_api.identity.routing import ApiRoute
from gotrs_api.kernel.errors import GotrsError

_METHODS = frozenset({"GET", "POST"})


class Shortcuts:
    """`routes` may still grow while the application is put together."""

    def __init__(self, app: ASGIApp, routes: Sequence[ApiRoute]) -> None:
        self._app = app
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] in _METHODS:
            for route in self._routes:
                found = route.path_regex.match(scope["path"]) if scope["method"] in (route.methods or ()) else None
                if found is not None:
                    scope["route"] = route  # as the router does, for whoever counts
                    request = Request({**scope, "path_params": found.groupdict()}, receive)
                    if (answer := route.recognised(request)) is None:
                        break
                    try:
                        response = await answer
                    except GotrsError as error:
                        response = await problems.refusal(request, error)
                    except DATABASE_ERRORS as error:
                        response = await problems.database(request, error)
                    await response(scope, receive, send)
                    return
        await self._app(scope, receive, send)
