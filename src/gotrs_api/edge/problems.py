"""Every error of the API as a problem document (RFC 9457), and a page that explains each kind."""

import json
from collections.abc import Sequence
from typing import Any, cast

import orjson
import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from gotrs_api.db.failures import DATABASE_ERRORS, refusal_of
from gotrs_api.kernel.errors import GotrsError
from gotrs_api.kernel.problem import MEDIA_TYPE, problem, problem_of

log = structlog.get_logger(__name__)
_CODES = {400: "malformed", 404: "not_found", 405: "method_not_allowed", 415: "unsupported_media_type"}


def install(app: FastAPI) -> None:
    app.add_exception_handler(GotrsError, refusal)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    for failed in DATABASE_ERRORS:
        app.add_exception_handler(failed, database)
    app.add_exception_handler(Exception, _bug)


def answer(document: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    try:
        body = orjson.dumps(document)
    except orjson.JSONEncodeError:  # a name out of the request, with lone surrogates: escaped, as it came
        body = json.dumps(document).encode()
    return Response(body, document["status"], headers, MEDIA_TYPE)


def _about(request: Request) -> dict[str, Any]:
    return {"instance": request.url.path, "request_id": getattr(request.state, "request_id", "")}


async def refusal(request: Request, error: Exception) -> Response:
    refusal = cast(GotrsError, error)
    return answer(problem_of(refusal, **_about(request)), refusal.headers)


async def _invalid(request: Request, error: Exception) -> Response:
    errors = []
    malformed = False
    invalid = cast(RequestValidationError, error)
    for found in invalid.errors():
        where = [str(part) for part in found["loc"]]
        malformed = malformed or found["type"] == "json_invalid"
        if where and where[0] == "body":
            pointer = _pointer(found["loc"][1:], invalid.body, is_missing=found["type"] == "missing")
        else:
            pointer = ".".join(where[1:])
        code, detail = found["type"], found["msg"]
        if code == "json_invalid":
            pointer = ""
        was_read = not isinstance(found.get("input"), bytes)
        if where == ["body"] and not was_read:  # because nothing said that it is JSON
            pointer, code, detail = "", "content_type", "Send JSON, with the header Content-Type: application/json."
        told = {"pointer": pointer, "code": code, "detail": detail}
        if told not in errors:  # a dependency that reads the same body finds the same
            errors.append(told)
    if malformed:
        return answer(
            problem(
                status=400, code="malformed", detail="The body is not valid JSON.", errors=errors, **_about(request)
            )
        )
    return answer(
        problem(
            status=422, code="invalid", detail="Some of the values are not valid.", errors=errors, **_about(request)
        )
    )


def _pointer(location: Sequence[int | str], body: object, *, is_missing: bool) -> str:
    """The JSON pointer (RFC 6901) of a place in the body; empty for the whole of it.

    Where a value may be of several kinds, the location also has the name of the kind, which nobody sent.
    """
    parts, here = list(location), body
    if isinstance(body, dict | list):
        parts = []
        for part in location:
            if (isinstance(here, dict) and part in here) or (isinstance(here, list) and part in range(len(here))):
                here = here[part]  # type: ignore[index]  # a list's part is a number, see above
            elif not (is_missing and part is location[-1]):
                continue
            parts.append(part)
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


async def _http(request: Request, error: Exception) -> Response:
    raised = cast(HTTPException, error)
    if isinstance(error.__cause__, GotrsError):  # FastAPI hides what reading the body raised
        return await refusal(request, error.__cause__)
    return answer(
        problem(
            status=raised.status_code,
            code=_CODES.get(raised.status_code, f"http_{raised.status_code}"),
            detail=str(raised.detail),
            **_about(request),
        ),
        dict(raised.headers or {}),
    )


async def database(request: Request, error: Exception) -> Response:
    known = refusal_of(error)
    if known is None:
        return await _bug(request, error)
    log.error("request.database_failed", error=repr(error))
    return await refusal(request, known)


async def _bug(request: Request, error: Exception) -> Response:
    log.error("request.failed", path=request.url.path, error=repr(error), exc_info=error)
    return answer(
        problem(
            status=500,
            code="internal",
            detail="Something went wrong on our side. The request id names the entry in the log.",
            **_about(request),
        )
    )
