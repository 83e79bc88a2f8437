"""A request and its answer, free of the framework that carries them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from gotrs_api.identity.principal import Principal
from gotrs_api.uow import Site


@dataclass(frozen=True)
class Incoming:
    """`path` is raw (percent-encoded) and begins after the service's name; header names are in lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    url: str = ""


@dataclass(frozen=True)
class Outgoing:
    status: int
    content_type: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Caller:
    """Where a request came from, and what only its door can do for it; see `operations.call.Call`."""

    site: Site
    address: str
    user_agent: str
    token: Callable[[str], Awaitable[Principal | None]]
    count: Callable[[Principal | None], Awaitable[None]]
