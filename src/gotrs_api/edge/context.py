"""The outermost ASGI layer: gives each request its site, id, address and limits, and counts and logs how it ended."""

import asyncio
import ipaddress
import re
import time
from collections.abc import Callable, Iterable
from random import getrandbits
from typing import Any, Final

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gotrs_api.admin.performance.recorder import recorder_of
from gotrs_api.edge.request_counts import RequestCounts, route_of
from gotrs_api.kernel.errors import TooLarge, TooSlow
from gotrs_api.kernel.recent_log import REQUEST
from gotrs_api.uow import Site

log = structlog.get_logger("gotrs.request")
_REQUEST_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")
_TRACE_PARENT = re.compile(r"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")
PATIENCE_S: Final = 30.0
SLOWEST_BYTES_A_SECOND: Final = 1024
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class RequestContext:
    """Sets `request.state.site`, `.request_id`, `.address` and `.secure`; bounds the body; adds common headers."""

    def __init__(self, app: ASGIApp, site_for: Callable[[str], Site], counts: RequestCounts) -> None:
        self._app = app
        self._counts = counts
        self._site_for = site_for

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        site = self._site_for(headers.get("host", ""))
        request_id = _request_id(headers)
        address, secure = client(scope, headers, site.settings.trusted_proxies)
        scope.setdefault("state", {}).update(site=site, request_id=request_id, address=address, secure=secure)
        structlog.contextvars.bind_contextvars(request_id=request_id, address=address)
        started = time.perf_counter()
        is_api = scope["path"].startswith("/api/")
        status, streams, recorder = 500, False, recorder_of(site)
        is_recorded = recorder.is_on

        async def send_with_headers(message: Message) -> None:
            nonlocal status, streams
            if message["type"] == "http.response.start":
                status = message["status"]
                answer = MutableHeaders(scope=message)
                streams = is_recorded and answer.get("content-type", "").startswith("text/event-stream")
                answer["X-Request-Id"] = request_id
                if (limit := scope["state"].get("limit")) is not None:
                    limit.describe(answer)
                if is_api:  # what one person may see is kept by nobody on the way, nor in a browser
                    answer.setdefault("Cache-Control", "no-store")
                answer.setdefault("X-Content-Type-Options", "nosniff")
                answer.setdefault("Referrer-Policy", "same-origin")
                if secure:
                    answer.setdefault("Strict-Transport-Security", "max-age=31536000")
            await send(message)

        try:
            await self._app(scope, bounded(receive, site.settings.request_max_bytes, headers), send_with_headers)
        finally:
            took = time.perf_counter() - started
            self._counts.add(scope, status, took)
            if is_recorded and not streams:  # those last as long as somebody listens
                recorder.add(scope["path"], scope["method"], route_of(scope), took)
            took_ms = round(took * 1000, 1)
            level = "info" if status >= 400 or scope["method"] not in ("GET", "HEAD") else "debug"
            getattr(log, level)(
                REQUEST, method=scope["method"], path=scope["path"], status=status, ms=took_ms, address=address
            )
            structlog.contextvars.unbind_contextvars("request_id", "address")


def _request_id(headers: Headers) -> str:
    given = headers.get("x-request-id", "")
    if _REQUEST_ID.fullmatch(given):
        return given
    trace = _TRACE_PARENT.fullmatch(headers.get("traceparent", ""))
    return trace.group(1) if trace else f"{getrandbits(128):032x}"  # to be told apart, not to be kept secret


def bounded(receive: Receive, limit: int, headers: Headers, *, patience_s: float = PATIENCE_S) -> Receive:
    """Raises TooLarge as soon as more than `limit` bytes are announced or have come.

    Raises TooSlow for a body that after `patience_s` is behind `SLOWEST_BYTES_A_SECOND`: whoever drips one holds a connection
    and a place in the queue for nothing.
    """
    announced = headers.get("content-length", "")
    seen = int(announced) if announced.isdigit() else 0
    too_large = seen > limit
    read, is_whole = 0, False
    clock = asyncio.get_running_loop().time
    began: float | None = None

    async def receive_bounded() -> Message:
        nonlocal read, is_whole, began
        if too_large:
            raise TooLarge(limit=limit)
        if is_whole:  # what follows is the news that the other side is gone
            return await receive()
        began = clock() if began is None else began
        try:
            async with asyncio.timeout_at(began + patience_s + read / SLOWEST_BYTES_A_SECOND):
                message = await receive()
        except TimeoutError:
            raise TooSlow(rate=SLOWEST_BYTES_A_SECOND) from None
        is_whole = not message.get("more_body", False)
        read += len(message.get("body", b""))
        if read > limit:
            raise TooLarge(limit=limit)
        return message

    return receive_bounded


def client(scope: Scope, headers: Headers, trusted: Iterable[str]) -> tuple[str, bool]:
    """The client's address and whether it speaks HTTPS; X-Forwarded-* counts only from a trusted proxy."""
    peer = (scope.get("client") or ("", 0))[0]
    secure = scope.get("scheme") == "https"
    networks = _networks(tuple(trusted))
    if not networks or not _is_in(peer, networks):
        return peer, secure
    secure = headers.get("x-forwarded-proto", scope.get("scheme", "http")).split(",")[-1].strip() == "https"
    for hop in reversed([hop.strip() for hop in headers.get("x-forwarded-for", "").split(",") if hop.strip()]):
        if not _is_in(hop, networks):
            return hop[:45], secure
    return peer, secure


_parsed: dict[tuple[str, ...], list[Network]] = {}


def _networks(trusted: tuple[str, ...]) -> list[Network]:
    if trusted not in _parsed:
        _parsed[trusted] = [ipaddress.ip_network(name, strict=False) for name in trusted]
    return _parsed[trusted]


def _is_in(address: str, networks: list[Any]) -> bool:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in networks)
