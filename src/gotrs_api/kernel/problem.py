"""RFC 9457 problem documents: the one shape of an error in the API."""

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, Field

from gotrs_api.kernel.errors import GotrsError, fill

MEDIA_TYPE = "application/problem+json"
SCHEMA = "ProblemDetails"  # in the API's description; "Problem" is what a domain may call something of its own


class ProblemError(BaseModel):
    """One thing wrong with the input."""

    pointer: str = Field(description="JSON pointer into the body, or the name of a parameter.")
    code: str
    detail: str


class Problem(BaseModel):
    """What went wrong, for machines (`code`) and people (`detail`)."""

    type: str = Field(description="Address of this kind's documentation.")
    title: str
    status: int
    detail: str
    instance: str
    code: str
    errors: list[ProblemError] = []
    request_id: str


TITLES = {
    400: "Bad request",
    401: "Sign-in required",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    408: "Too slow",
    409: "Conflict",
    412: "Changed in the meantime",
    413: "Too large",
    415: "Unsupported media type",
    416: "No such range",
    422: "Invalid input",
    429: "Too many requests",
    500: "Internal error",
    503: "Not available",
}


def problem(
    *,
    status: int,
    code: str,
    detail: str,
    instance: str,
    request_id: str,
    title: str | None = None,
    errors: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    return {
        "type": f"/problems/{code}",
        "title": title or TITLES.get(status, "Error"),
        "status": status,
        "detail": detail,
        "instance": instance,
        "code": code,
        "errors": errors or [],
        "request_id": request_id,
    }


def problem_of(
    error: GotrsError, *, instance: str, request_id: str, translate: Callable[[str], str] = lambda text: text
) -> dict[str, Any]:
    """The document of an expected refusal, its sentence translated."""
    return problem(
        status=error.status,
        code=error.code,
        title=translate(error.title),
        detail=fill(translate(error.msgid), error.params),
        instance=instance,
        request_id=request_id,
        errors=[
            {"pointer": e.pointer, "code": e.code, "detail": fill(translate(e.detail), e.params)} for e in error.errors
        ],
    )


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For `responses=` of a route: these statuses answer with a problem document."""
    return {
        status: {
            "description": TITLES[status],
            "content": {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{SCHEMA}"}}},
        }
        for status in statuses
    }
