"""Refusals of the protocol itself. What a tool refuses is a result with `isError`, so that the model can react."""

from __future__ import annotations

from typing import Any, Final

from gotrs_api.kernel.errors import Forbidden, InvalidInput, NotFound

PARSE_ERROR: Final = -32700
INVALID_REQUEST: Final = -32600
METHOD_NOT_FOUND: Final = -32601
INVALID_PARAMS: Final = -32602
RESOURCE_NOT_FOUND: Final = -32002
HEADER_MISMATCH: Final = -32020
UNSUPPORTED_VERSION: Final = -32022
HTTP_STATUS: Final = {
    PARSE_ERROR: 400,
    INVALID_REQUEST: 400,
    INVALID_PARAMS: 400,
    METHOD_NOT_FOUND: 404,
    HEADER_MISMATCH: 400,
    UNSUPPORTED_VERSION: 400,
}


class RpcError(Exception):
    """A JSON-RPC error object."""

    def __init__(self, code: int, message: str, data: Any = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.data = data


class ForeignOrigin(Forbidden):
    """A page of another site must not steer a browser to this address (DNS rebinding)."""

    code = "mcp.foreign_origin"
    message = "Requests of web pages are taken from this site alone."


class SessionOver(NotFound):
    """The client has to begin anew with `initialize`."""

    code = "mcp.session_over"
    message = "This session is unknown or over. Begin with initialize."


class StatementRefused(InvalidInput):
    """`execute_sql` got something that is not one plain SELECT over the tables it may read."""

    code = "mcp.statement_refused"
    message = "This statement is not allowed."


class StatementFailed(InvalidInput):
    """The database did not understand the statement, or it took too long."""

    code = "mcp.statement_failed"
    message = "The statement failed."
