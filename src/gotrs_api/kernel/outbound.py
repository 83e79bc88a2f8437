"""The one way out to addresses that users choose: webhooks, identity providers, token endpoints, web services.

A name is looked up, each address it has is checked, and the connection goes to a checked address: a second look-up cannot
lead elsewhere (DNS rebinding). TLS still checks the name. Redirects are not followed, proxies of the environment not
asked. What lies inside the own network is reached only where the operator allows it (`GOTRS_OUTBOUND_ALLOW`).
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any, Final, NamedTuple, cast

import httpcore
import httpx

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Lookup = Callable[[str, int], Awaitable[Sequence[str]]]
ANSWER_LIMIT_BYTES: Final = 1024 * 1024
TIMEOUT_S: Final = 15.0
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_OLD_NUMBERS = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)(?:\.(?:0x[0-9a-f]*|[0-9]+)){0,3}", re.IGNORECASE)
_METADATA = frozenset({ipaddress.ip_address("168.63.129.16")})  # Azure's; the others' lie in private networks


class OutboundRefused(httpx.TransportError):
    """The guard does not let this through. `code`: scheme, address, host, private, credentials."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class AnswerTooLarge(httpx.TransportError):
    """The answer is larger than the caller accepts."""


@dataclass(frozen=True)
class Answer:
    """What came back. `is_cut`: the body went on past the limit."""

    status: int
    headers: httpx.Headers
    body: bytes
    is_cut: bool
    took_s: float


class Outbound:
    """One per site (`site.outbound`); keeps connections of callers that ask for it (`keep`)."""

    def __init__(self, allowed: Iterable[str] = (), *, lookup: Lookup | None = None) -> None:
        self._allowed = [_Allowed.parse(entry) for entry in allowed if entry.strip()]
        self._lookup = lookup or self._system_lookup

    def check_url(self, url: str) -> httpx.URL:
        """What can be said without asking the network; for forms. Raises OutboundRefused."""
        try:
            parsed = httpx.URL(url)
            literal = _address(parsed.host)
        except (httpx.InvalidURL, ValueError, UnicodeError) as error:
            raise OutboundRefused("address", "This is no web address.") from error
        if parsed.scheme not in ("http", "https"):
            raise OutboundRefused("scheme", "Only http and https addresses are allowed.")
        if not parsed.host:
            raise OutboundRefused("address", "The address has no host.")
        if parsed.userinfo:
            raise OutboundRefused("credentials", "The address must not contain a user name or password.")
        port = (443 if parsed.scheme == "https" else 80) if parsed.port is None else parsed.port
        if not 0 < port < 1 << 16:
            raise OutboundRefused("address", "This is no web address.")
        if literal is not None:
            self._require_reachable(parsed.host, port, literal)
        elif parsed.host.rstrip(".").lower() in ("localhost", "localhost.localdomain"):
            self._require_reachable(parsed.host, port, ipaddress.ip_address("127.0.0.1"))
        return parsed

    async def resolve(self, host: str, port: int) -> str:
        """The checked address to connect to. Raises OutboundRefused; httpx.ConnectError for unknown names."""
        literal = _address(host)
        if literal is not None:
            self._require_reachable(host, port, literal)
            return str(literal)
        try:
            found = await self._lookup(host, port)
        except (OSError, UnicodeError) as error:
            raise httpx.ConnectError(f"The name {host} is not known.") from error
        addresses = [ipaddress.ip_address(text.partition("%")[0]) for text in found]
        if not addresses:
            raise httpx.ConnectError(f"The name {host} has no address.")
        for address in addresses:
            self._require_reachable(host, port, address)
        return str(addresses[0])

    def client(self, *, timeout_s: float | None = TIMEOUT_S, **kwargs: Any) -> httpx.AsyncClient:
        """A guarded client for libraries that bring their own calls. Whoever uses it bounds time and size of answers."""
        transport = _GuardedTransport(self, cast("ssl.SSLContext | None", kwargs.pop("verify", None)) or self._tls)
        return httpx.AsyncClient(
            transport=transport, timeout=timeout_s, follow_redirects=False, trust_env=False, **kwargs
        )

    async def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        data: Mapping[str, str] | None = None,
        timeout_s: float = TIMEOUT_S,
        limit_bytes: int = ANSWER_LIMIT_BYTES,
        cut: bool = False,
        keep: bool = False,
        over: httpx.AsyncClient | None = None,
    ) -> Answer:
        """One exchange within `timeout_s` in all. A longer body is cut (`cut`) or refused.

        With `keep` over a connection that an earlier call left, and for a later one. Where such a connection turns out to
        be closed the request is sent again over a new one, so the other side may get it twice. `over`: a client of the
        caller's own, made by `client()`.

        Raises OutboundRefused, AnswerTooLarge and httpx.HTTPError (TimeoutException among them).
        """
        self.check_url(url)
        started = time.monotonic()
        wanted = _Wanted(method, url, headers, content, data, limit_bytes)
        try:
            async with asyncio.timeout(timeout_s):
                found = await _exchange(over, wanted) if over is not None else None
                if found is None and keep:
                    found = await self._kept_exchange(wanted)
                if found is None:
                    async with self.client(timeout_s=timeout_s) as client:
                        found = await _exchange(client, wanted)
        except TimeoutError as error:
            raise httpx.ReadTimeout(f"No answer within {timeout_s:g} seconds.") from error
        status, answered, body = found
        is_cut = len(body) > limit_bytes
        if is_cut and not cut:
            raise AnswerTooLarge(f"The answer is larger than {limit_bytes} bytes.")
        return Answer(status, answered, body[:limit_bytes], is_cut, time.monotonic() - started)

    async def aclose(self) -> None:
        if "_kept" in self.__dict__:
            await self._kept.aclose()

    @cached_property
    def _kept(self) -> httpx.AsyncClient:
        """Its own time limits are those of the callers."""
        return self.client(timeout_s=None)

    async def _kept_exchange(self, wanted: _Wanted) -> _Found | None:
        """None: the kept connection was closed by the other side."""
        is_new = False

        async def note(event: str, _details: Mapping[str, Any]) -> None:
            nonlocal is_new
            is_new = is_new or event.startswith("connection.connect_")

        try:
            return await _exchange(self._kept, wanted, trace=note)
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
            if is_new:
                raise
            return None

    def _require_reachable(self, host: str, port: int, address: IpAddress) -> None:
        if not is_public(address) and not any(entry.covers(host, port, address) for entry in self._allowed):
            raise OutboundRefused("private", f"{host} lies inside the own network; GOTRS_OUTBOUND_ALLOW may allow it.")

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return httpx.create_ssl_context(trust_env=False)

    @cached_property
    def _threads(self) -> ThreadPoolExecutor:
        # Of its own: a name server that hangs must not take the threads that others need.
        return ThreadPoolExecutor(max_workers=16, thread_name_prefix="gotrs-dns")

    async def _system_lookup(self, host: str, port: int) -> list[str]:
        def find() -> list[str]:
            return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]

        return await asyncio.get_running_loop().run_in_executor(self._threads, find)


class _Wanted(NamedTuple):
    method: str
    url: str
    headers: Mapping[str, str] | None
    content: bytes | None
    data: Mapping[str, str] | None
    limit_bytes: int


_Found = tuple[int, httpx.Headers, bytes]


async def _exchange(client: httpx.AsyncClient, wanted: _Wanted, *, trace: Any = None) -> _Found:
    """Status, headers and the body, up to where it is longer than wanted."""
    body = BytesIO()  # grows without a second copy of a large answer
    sending = client.stream(
        wanted.method, wanted.url, headers=wanted.headers, content=wanted.content, data=wanted.data,
        extensions={"trace": trace} if trace else {},
    )  # fmt: skip
    async with sending as response:
        async for part in response.aiter_bytes(64 * 1024):
            body.write(part)
            if body.tell() > wanted.limit_bytes:
                break
        return response.status_code, response.headers, body.getvalue()


def is_public(address: IpAddress) -> bool:
    """Whether an address is one of the open Internet, also when it wraps one of IPv4."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and (address in _NAT64 or int(address) >> 32 == 0):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved and address not in _METADATA


def _address(host: str) -> IpAddress | None:
    """Also of one that is written as C libraries read it: `127.1`, `0x7f000001`, `2130706433`."""
    try:
        return ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host)) if _OLD_NUMBERS.fullmatch(host) else None
    except OSError:
        return None


@dataclass(frozen=True)
class _Allowed:
    """An entry of the list: `10.1.0.0/16`, `hooks.example.lan`, `*.example.lan`, each also with `:port`."""

    network: ipaddress.IPv4Network | ipaddress.IPv6Network | None
    name: str
    port: int | None

    @classmethod
    def parse(cls, entry: str) -> _Allowed:
        text, port = entry.strip().lower(), None
        if text.count(":") == 1 or text.startswith("["):
            head, _, tail = text.rpartition(":")
            if tail.isdigit():
                text, port = head, int(tail)
        text = text.strip("[]")
        try:
            return cls(ipaddress.ip_network(text, strict=False), "", port)
        except ValueError:
            return cls(None, text.rstrip("."), port)

    def covers(self, host: str, port: int, address: IpAddress) -> bool:
        if self.port is not None and port != self.port:
            return False
        if self.network is not None:
            return address in self.network
        name = host.lower().rstrip(".")
        return name.endswith(self.name[1:]) if self.name.startswith("*.") else name == self.name


class _GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects to checked addresses only; everything above it still speaks of the name."""

    def __init__(self, outbound: Outbound) -> None:
        self._outbound = outbound
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        async with asyncio.timeout(timeout):
            address = await self._outbound.resolve(host, port)
        return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class _GuardedTransport(httpx.AsyncBaseTransport):
    """httpx on a connection pool whose every connection goes through the guard."""

    def __init__(self, outbound: Outbound, tls: ssl.SSLContext) -> None:
        self._outbound = outbound
        self._pool = httpcore.AsyncConnectionPool(
            # Callers bound themselves; one that waits for a silent server must not take another's place. Many servers
            # close after five seconds of silence: what they may be about to close is not used again.
            ssl_context=tls, network_backend=_GuardedBackend(outbound), max_connections=None,
            max_keepalive_connections=50, keepalive_expiry=2,
        )  # fmt: skip

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self._outbound.check_url(str(request.url))
        inner = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=cast("AsyncIterator[bytes]", request.stream),
            extensions=request.extensions,
        )
        with _as_httpx(request):
            response = await self._pool.handle_async_request(inner)
        return httpx.Response(
            response.status,
            headers=response.headers,
            stream=_Body(response, request),
            extensions=response.extensions,
        )

    async def aclose(self) -> None:
        await self._pool.aclose()


class _Body(httpx.AsyncByteStream):
    def __init__(self, response: httpcore.Response, request: httpx.Request) -> None:
        self._response = response
        self._request = request

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _as_httpx(self._request):
            async for part in self._response.aiter_stream():
                yield part

    async def aclose(self) -> None:
        await self._response.aclose()


_TRANSLATED: tuple[tuple[type[Exception], type[httpx.TransportError]], ...] = (
    (httpcore.ConnectTimeout, httpx.ConnectTimeout),
    (httpcore.WriteTimeout, httpx.WriteTimeout),
    (httpcore.PoolTimeout, httpx.PoolTimeout),
    (httpcore.TimeoutException, httpx.ReadTimeout),
    (TimeoutError, httpx.ConnectTimeout),
    (httpcore.ConnectError, httpx.ConnectError),
    (httpcore.WriteError, httpx.WriteError),
    (httpcore.NetworkError, httpx.ReadError),
    (httpcore.ProtocolError, httpx.RemoteProtocolError),
    (httpcore.UnsupportedProtocol, httpx.UnsupportedProtocol),
)


@contextmanager
def _as_httpx(request: httpx.Request) -> Any:
    try:
        yield
    except tuple(kind for kind, _ in _TRANSLATED) as error:
        into = next(into for kind, into in _TRANSLATED if isinstance(error, kind))
        raise into(str(error) or into.__name__, request=request) from error
