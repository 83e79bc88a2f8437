"""The one error shape of the core: every expected refusal is a `GotrsError`; anything else is a bug."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple


class FieldError(NamedTuple):
    """One thing wrong with the input.

    `pointer` is a JSON pointer into the request body (`/article/subject`) or the name of a query parameter.
    `detail` is an English msgid whose `{param}` places are filled with `params` after it was translated.
    """

    pointer: str
    code: str
    detail: str
    params: Mapping[str, Any] = MappingProxyType({})

    def __hash__(self) -> int:
        # Equal ones are said once; mappings have no hash.
        return hash((self.pointer, self.code, self.detail))

    @property
    def sentence(self) -> str:
        """The English text with its parameters filled in."""
        return fill(self.detail, self.params)


class GotrsError(Exception):
    """An expected refusal, answered as problem+json (RFC 9457) or as a message on a page.

    `message` is an English msgid with `{param}` places; it is translated and filled at the edge.
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 400
    title: ClassVar[str] = "Bad request"
    message: ClassVar[str] = "The request could not be carried out."

    def __init__(self, message: str | None = None, *, errors: Sequence[FieldError] = (), **params: Any) -> None:
        self.params = params
        self.errors = tuple(errors)
        self.msgid = message or self.message
        super().__init__(self.detail)

    @property
    def detail(self) -> str:
        """The English text with its parameters filled in."""
        return fill(self.msgid, self.params)

    @property
    def headers(self) -> dict[str, str]:
        """HTTP headers that belong to this refusal."""
        return {}


def fill(msgid: str, params: Mapping[str, Any]) -> str:
    """Fill `{name}` places; a text without places is returned as it is."""
    return msgid.format(**params) if params else msgid


class Unauthenticated(GotrsError):
    code, status, title = "unauthenticated", 401, "Sign-in required"
    message = "Sign in, or send a valid bearer token."

    @property
    def headers(self) -> dict[str, str]:
        return {"WWW-Authenticate": 'Bearer realm="gotrs"'}


class Forbidden(GotrsError):
    code, status, title = "forbidden", 403, "Not allowed"
    message = "You may not do this: the right {right} is missing."

    def __init__(self, message: str | None = None, *, right: str = "", **params: Any) -> None:
        super().__init__(message, right=right, **params)


class NotFound(GotrsError):
    """Also for what the caller may not know exists."""

    code, status, title = "not_found", 404, "Not found"
    message = "There is nothing here, or you may not see it."


class Conflict(GotrsError):
    code, status, title = "conflict", 409, "Conflict"
    message = "The request conflicts with the present state."


class PreconditionFailed(GotrsError):
    code, status, title = "precondition_failed", 412, "Changed in the meantime"
    message = "This was changed in the meantime. Load it again and repeat your change."

    def __init__(self, message: str | None = None, *, etag: str = "", **params: Any) -> None:
        self.etag = etag
        super().__init__(message, **params)

    @property
    def headers(self) -> dict[str, str]:
        return {"ETag": self.etag} if self.etag else {}


class TooSlow(GotrsError):
    code, status, title = "too_slow", 408, "Too slow"
    message = "The request did not come in time: its body needs at least {rate} bytes a second."


class TooLarge(GotrsError):
    code, status, title = "too_large", 413, "Too large"
    message = "The request is larger than {limit} bytes."


class InvalidInput(GotrsError):
    code, status, title = "invalid", 422, "Invalid input"
    message = "Some of the values are not valid."

    @classmethod
    def field(cls, pointer: str, code: str, detail: str, **params: Any) -> "InvalidInput":
        """The common case: exactly one value is wrong."""
        return cls(errors=[FieldError(pointer, code, detail, params)])


class RateLimited(GotrsError):
    code, status, title = "rate_limited", 429, "Too many requests"
    message = "Too many requests. Try again in {retry_after_s} seconds."

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": str(self.params.get("retry_after_s", 1))}


class Unavailable(GotrsError):
    code, status, title = "unavailable", 503, "Not available"
    message = "The database cannot be reached. Try again soon."

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": "5"}


class Disturbed(GotrsError):
    """Two transactions got into each other's way, and the database ended this one."""

    code, status, title = "disturbed", 503, "Others were changing the same"
    message = "Others were changing the same at this moment. Nothing was changed; try again."

    @property
    def headers(self) -> dict[str, str]:
        return {"Retry-After": "1"}
