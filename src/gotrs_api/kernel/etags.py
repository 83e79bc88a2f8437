"""Entity tags for lost-update protection and conditional reads (RFC 9110 §8.8, §13)."""

from datetime import datetime

from gotrs_api.kernel.errors import PreconditionFailed


def etag(*parts: int | str | datetime) -> str:
    """A strong tag made of what changes with the resource (a version, a change time)."""
    return '"' + "-".join(str(int(p.timestamp())) if isinstance(p, datetime) else str(p) for p in parts) + '"'


def matches(header: str | None, current: str) -> bool:
    """Whether an If-Match or If-None-Match header names the current tag; weak tags compare by value."""
    if header is None:
        return False
    if header.strip() == "*":
        return True
    return any(tag.strip().removeprefix("W/") == current for tag in header.split(","))


def require_match(if_match: str | None, current: str) -> None:
    """Raises PreconditionFailed when a given If-Match does not name the current tag."""
    if if_match is not None and not matches(if_match, current):
        raise PreconditionFailed(etag=current)
