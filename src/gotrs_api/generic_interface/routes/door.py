"""The addresses that OTRS's clients know: `nph-genericinterface.pl/Webservice/<name>/…` and `/WebserviceID/<id>/…`.

They are OTRS's own and no part of API v1: each service describes itself.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from fastapi import Request, Response

from gotrs_api.generic_interface.provider.exchange import Caller, Incoming
from gotrs_api.generic_interface.provider.serving import serve
from gotrs_api.generic_interface.service.known import valid_webservices
from gotrs_api.generic_interface.webservice import Webservice
from gotrs_api.identity.authenticate import API_TOKEN_START, principal_of
from gotrs_api.identity.errors import InvalidToken
from gotrs_api.identity.limits import count_request
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.routing import ApiRouter
from gotrs_api.identity.rules import probe
from gotrs_api.uow import Site

_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]
_SCRIPT = "/nph-genericinterface.pl"

router = ApiRouter(base="", include_in_schema=False)


async def _answer(request: Request) -> Response:
    script = request.scope.get("raw_path", request.url.path.encode()).decode("ascii", "replace")
    kind, _, rest = script.partition(f"{_SCRIPT}/")[2].partition("/")
    name, slash, path = rest.partition("/")
    webservice = await _webservice(request, kind, unquote(name))
    if webservice is None:
        return Response(status_code=500)
    headers = {key.lower(): value for key, value in request.headers.items()}
    incoming = Incoming(
        request.method,
        slash + path,
        request.url.query,
        headers,
        await request.body(),
        str(request.url.replace(query="")),
    )
    caller = Caller(
        site=request.state.site,
        address=request.state.address,
        user_agent=headers.get("user-agent", ""),
        token=_token(request),
        count=_count(request),
    )
    answer = await serve(webservice, incoming, caller)
    return Response(answer.body, answer.status, headers={**answer.headers, "Content-Type": answer.content_type})


async def _webservice(request: Request, kind: str, name: str) -> Webservice | None:
    site: Site = request.state.site
    async with site.read() as uow:
        known = await valid_webservices(uow)
    if kind == "Webservice":
        return known.by_name.get(name)
    if kind == "WebserviceID" and name.isascii() and name.isdigit() and len(name) < 11:
        return known.by_id.get(int(name))
    return None


def _token(request: Request) -> Any:
    async def principal(token: str) -> Principal | None:
        if not token.startswith(API_TOKEN_START):
            return None
        try:
            return await principal_of(request, token)
        except InvalidToken:
            return None

    return principal


def _count(request: Request) -> Any:
    async def count(principal: Principal | None) -> None:
        await count_request(request, principal)

    return count


@router.api_route(f"/otrs{_SCRIPT}/{{address:path}}", methods=_METHODS)
@probe
async def generic_interface_otrs(request: Request) -> Response:
    """As OTRS's own web server has it."""
    return await _answer(request)


@router.api_route(f"{_SCRIPT}/{{address:path}}", methods=_METHODS)
@probe
async def generic_interface(request: Request) -> Response:
    """The same where a proxy takes `/otrs` away."""
    return await _answer(request)
