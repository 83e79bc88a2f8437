"""`/api/mcp`: streamable HTTP. Answers are JSON; there is nothing that the server would say unasked, so no stream."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from gotrs_api.identity.principal import Principal
from gotrs_api.identity.routing import Answer, ApiRouter, CurrentPrincipal, answers
from gotrs_api.identity.rules import AGENTS, requires
from gotrs_api.identity.scopes import Scope
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.mcp import messages, server, sessions
from gotrs_api.mcp.desk import Desk
from gotrs_api.mcp.errors import HTTP_STATUS, ForeignOrigin, RpcError
from gotrs_api.mcp.tools import TOOLS
from gotrs_api.mcp.versions import STATELESS, SUPPORTED
from gotrs_api.uow import Site
from gotrs_api.uow.deps import CurrentSite

SESSION_HEADER: Final = "mcp-session-id"
_MESSAGE: Final = {
    "type": "object",
    "required": ["jsonrpc", "method"],
    "properties": {
        "jsonrpc": {"const": "2.0"},
        "id": {"type": ["string", "integer"]},
        "method": {"type": "string"},
        "params": {"type": "object"},
    },
}
_ANSWER: Final = {
    "type": "object",
    "required": ["jsonrpc", "id"],
    "properties": {
        "jsonrpc": {"const": "2.0"},
        "id": {"type": ["string", "integer", "null"]},
        "result": {"type": "object"},
        "error": {"type": "object"},
    },
}
_JSON_ANSWER: Final = {"application/json": {"schema": _ANSWER}}
router = ApiRouter(prefix="/mcp", base="/api", tags=["mcp"])


def at_once(request: Request) -> Answer | None:
    """A message is read by us, not by FastAPI: all but those with an `Idempotency-Key` need nothing of it."""
    if request.method != "POST" or "idempotency-key" in request.headers:
        return None

    async def answer(principal: Principal) -> Response:
        return await _answered(request, request.state.site, principal)

    return answer


@router.post(
    "",
    summary="Send a message of the Model Context Protocol",
    responses={
        200: {"content": _JSON_ANSWER, "description": "The answer to a request."},
        202: {"description": "A notification was taken."},
        400: {"description": "A JSON-RPC error.", "content": _JSON_ANSWER},
        404: {"description": "An unknown method, or a session that is over.", "content": _JSON_ANSWER},
        406: {"description": "Accept does not have application/json."},
    },
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": _MESSAGE,
                    "example": {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}},
                }
            },
        }
    },
)
@answers(at_once)
@requires(Scope.MCP, kinds=AGENTS)
async def mcp_send(request: Request, site: CurrentSite, principal: CurrentPrincipal) -> Response:
    """Tools need their own scope besides `mcp`. What a tool refuses is a result with `isError`."""
    return await _answered(request, site, principal)


async def _answered(request: Request, site: Site, principal: Principal) -> Response:
    _require_own_origin(request, site)
    if not _accepts_json(request):
        return Response(status_code=406)
    message: messages.Message | None = None
    try:
        message = messages.parsed(await request.body())
        if message is None:
            return Response(status_code=202)
        version = messages.version_of(message, request.headers)
        begins = message.method == "initialize" and version not in STATELESS
        if not begins and version not in STATELESS and (session_id := request.headers.get(SESSION_HEADER)):
            await sessions.check(site, principal, session_id)
        if not message.is_request:
            return Response(status_code=202)
        desk = Desk(site, principal, getattr(request.state, "join_transaction", None))
        result = await server.answer(desk, message.method, message.params, version)
    except RpcError as error:
        status = HTTP_STATUS.get(error.code, 200)
        return _json(messages.error_of(message.id if message else None, error), status)
    headers = {SESSION_HEADER: sessions.begin(site, principal)} if begins else {}
    return _json(messages.result_of(message, result), 200, headers)


@router.get("", summary="What the MCP server is", responses={405: {"description": "There is no stream to open."}})
@requires(Scope.MCP, kinds=AGENTS)
async def mcp_info(request: Request, site: CurrentSite, principal: CurrentPrincipal) -> Response:
    """For people and monitors. Clients that ask for an event stream get 405: this server says nothing unasked."""
    _require_own_origin(request, site)
    if "text/event-stream" in request.headers.get("accept", ""):
        return Response(status_code=405, headers={"Allow": "GET, POST, DELETE"})
    return JSONResponse(_info(principal))


def _info(principal: Principal) -> dict[str, Any]:
    tools = [tool for tool in TOOLS.values() if tool.may_be_called_by(principal)]
    return {
        **server.SERVER_INFO,
        "protocol_versions": list(SUPPORTED),
        "endpoint": server.ADDRESS,
        "authentication": "bearer",
        "tools_count": len(tools),
        "tools": [{"name": tool.name, "description": tool.description} for tool in tools],
    }


@router.delete("", summary="End an MCP session", status_code=204, responses=problem_responses(404))
@requires(Scope.MCP, kinds=AGENTS)
async def mcp_end(request: Request, site: CurrentSite, principal: CurrentPrincipal) -> Response:
    """The session is named by `Mcp-Session-Id`."""
    _require_own_origin(request, site)
    await sessions.end(site, principal, request.headers.get(SESSION_HEADER, ""))
    return Response(status_code=204)


def _json(body: bytes, status: int, headers: dict[str, str] | None = None) -> Response:
    return Response(body, status, headers, "application/json")


def _accepts_json(request: Request) -> bool:
    accepted = request.headers.get("accept", "*/*")
    return any(kind in accepted for kind in ("application/json", "application/*", "*/*"))


def _require_own_origin(request: Request, site: Site) -> None:
    """Programs send no Origin; browsers do. Raises ForeignOrigin."""
    origin = request.headers.get("origin")
    if origin is None:
        return
    own = {request.headers.get("host", ""), urlsplit(site.settings.public_url).netloc}
    if not origin.startswith(("http://", "https://")) or urlsplit(origin).netloc not in own - {""}:
        raise ForeignOrigin
