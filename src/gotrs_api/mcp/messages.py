"""JSON-RPC 2.0 on HTTP: what a body says, which revision it speaks, and how answers look."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson

from gotrs_api.mcp.errors import (
    HEADER_MISMATCH,
    INVALID_PARAMS,
    INVALID_REQUEST,
    PARSE_ERROR,
    UNSUPPORTED_VERSION,
    RpcError,
)
from gotrs_api.mcp.versions import CAPABILITIES_KEY, HANDSHAKE, STATELESS, SUPPORTED, VERSION_KEY, WITHOUT_HEADER

VERSION_HEADER: Final = "mcp-protocol-version"
_NAMED_BY: Final = {"tools/call": "name", "prompts/get": "name", "resources/read": "uri"}
_ENCODED: Final = "=?base64?"


@dataclass(frozen=True)
class Message:
    """A request, or a notification where there is no id."""

    id: str | int | None
    is_request: bool
    method: str
    params: Mapping[str, Any]


def parsed(body: bytes) -> Message | None:
    """None for a response of the client, which nobody waits for. Raises RpcError."""
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise RpcError(PARSE_ERROR, "The body is not JSON.") from None
    if not isinstance(value, dict) or value.get("jsonrpc") != "2.0":
        raise RpcError(INVALID_REQUEST, "The body is not one JSON-RPC 2.0 message.")
    if "method" not in value and ("result" in value or "error" in value):
        return None
    id_, method, params = value.get("id"), value.get("method"), value.get("params", {})
    is_id = isinstance(id_, str | int) and not isinstance(id_, bool)
    if not isinstance(method, str) or ("id" in value and not is_id):
        raise RpcError(INVALID_REQUEST, "The message has no method or a wrong id.")
    if not isinstance(params, dict):
        raise RpcError(INVALID_PARAMS, "The params are not an object.")
    return Message(id_ if is_id else None, "id" in value, method, params)


def version_of(message: Message, headers: Mapping[str, str]) -> str:
    """The revision that this message speaks. Raises RpcError where it contradicts itself or where we do not speak it."""
    named = headers.get(VERSION_HEADER)
    meta = message.params.get("_meta")
    inside = meta.get(VERSION_KEY) if isinstance(meta, dict) else None
    if named in STATELESS or inside is not None:
        if message.is_request:
            _check_envelope(message, headers, named, meta)
        return named or STATELESS[-1]
    if named is None or message.method == "initialize":
        return WITHOUT_HEADER if message.method != "initialize" else HANDSHAKE[-1]
    if named not in HANDSHAKE:
        raise _unsupported(named)
    return named


def _check_envelope(message: Message, headers: Mapping[str, str], named: str | None, meta: object) -> None:
    """Revision 2026-07-28: what the headers say for proxies must be what the body says."""
    if not isinstance(meta, dict) or VERSION_KEY not in meta or CAPABILITIES_KEY not in meta:
        raise RpcError(INVALID_PARAMS, f"params._meta needs {VERSION_KEY} and {CAPABILITIES_KEY}.")
    if named is None or named != meta[VERSION_KEY]:
        raise RpcError(HEADER_MISMATCH, "MCP-Protocol-Version is not the version of the body.")
    if headers.get("mcp-method") != message.method:
        raise RpcError(HEADER_MISMATCH, "Mcp-Method is not the method of the body.")
    key = _NAMED_BY.get(message.method)
    if key and message.params.get(key) is not None and _decoded(headers.get("mcp-name")) != message.params[key]:
        raise RpcError(HEADER_MISMATCH, f"Mcp-Name is not the {key} of the body.")
    if named not in STATELESS:
        raise _unsupported(named)


def _decoded(value: str | None) -> str | None:
    if value is None or not (value.startswith(_ENCODED) and value.endswith("?=")):
        return value
    try:
        return base64.b64decode(value[len(_ENCODED) : -2], validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None


def _unsupported(version: str) -> RpcError:
    return RpcError(
        UNSUPPORTED_VERSION, "Unsupported protocol version", {"supported": list(SUPPORTED), "requested": version[:50]}
    )


def result_of(message: Message, result: dict[str, Any]) -> bytes:
    return orjson.dumps({"jsonrpc": "2.0", "id": message.id, "result": result})


def error_of(id_: str | int | None, error: RpcError) -> bytes:
    body: dict[str, Any] = {"code": error.code, "message": error.message}
    if error.data is not None:
        body["data"] = error.data
    return orjson.dumps({"jsonrpc": "2.0", "id": id_, "error": body})
