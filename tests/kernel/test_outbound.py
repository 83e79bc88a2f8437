"""The guard of outgoing calls: where it goes, where it does not, and what it bounds."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import httpx
import pytest

from gotrs_api.kernel.outbound import AnswerTooLarge, Outbound, OutboundRefused, is_public
from gotrs_api.kernel.settings import Settings


@asynccontextmanager
async def peer(reply: bytes | None, asked: list[bytes] | None = None) -> AsyncIterator[int]:
    """A server that answers every request with these bytes, or never; yields its port."""
    open_ones: set[asyncio.StreamWriter] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        open_ones.add(writer)
        head = await reader.readuntil(b"\r\n\r\n")
        if asked is not None:
            asked.append(head)
        if reply is not None:
            writer.write(reply)
            await writer.drain()
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        await closed(server, open_ones)


async def closed(server: asyncio.Server, writers: set[asyncio.StreamWriter]) -> None:
    """Each connection is gone when this returns: what is left open would be found in whichever test runs then."""
    for _ in range(4):  # a connection that was accepted must get as far as `serve` before the server goes
        await asyncio.sleep(0)
    server.close()
    for writer in writers:
        writer.transport.abort()
        with suppress(OSError):
            await writer.wait_closed()


def answer(body: bytes, status: str = "200 OK", headers: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{headers}\r\n".encode() + body


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.100.100.200", "0.0.0.0",
        "168.63.129.16", "224.0.0.1", "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1", "fd00:ec2::254", "fec0::1",
        "::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1",
    ],
)  # fmt: skip
def test_addresses_inside_are_not_public(text: str) -> None:
    assert not is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_addresses_of_the_internet_are(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("ftp://example.com/", "scheme"), ("file:///etc/passwd", "scheme"), ("https://", "address"), ("nonsense", "scheme"),
        ("https://user:secret@example.com/", "credentials"), ("http://[::1]/", "private"), ("http://localhost:80/", "private"),
        ("http://127.0.0.1/", "private"), ("http://[::ffff:10.0.0.1]/", "private"), ("http://LOCALHOST./", "private"),
        ("http://127.1/", "private"), ("http://0x7f000001/", "private"), ("http://2130706433/", "private"),
        ("http://0/", "private"), ("http://0xA9.0xfe.43518/", "private"),
        ("http://hooks.example:99999/", "address"), ("http://hooks.example:0/", "address"),
    ],
)  # fmt: skip
def test_an_address_is_refused_before_anything_is_sent(url: str, code: str) -> None:
    with pytest.raises(OutboundRefused) as refused:
        Outbound().check_url(url)
    assert refused.value.code == code


@pytest.mark.parametrize("host", ["rebound.example", "2130706433", "0x7f.1"])
async def test_a_name_with_an_address_inside_is_refused_even_beside_a_good_one(host: str) -> None:
    async def lookup(_host: str, _port: int) -> list[str]:
        return ["8.8.8.8", "127.0.0.1"]

    with pytest.raises(OutboundRefused):
        await Outbound(lookup=lookup).request("GET", f"http://{host}/")


async def test_the_checked_address_is_the_one_that_is_called_and_the_name_stays() -> None:
    asked: list[bytes] = []
    lookups: list[str] = []

    async def lookup(host: str, _port: int) -> list[str]:
        lookups.append(host)
        return ["127.0.0.1"]

    async with peer(answer(b"hello"), asked) as port:
        found = await Outbound(["hooks.example"], lookup=lookup).request("GET", f"http://hooks.example:{port}/x?y=1")
    assert (found.status, found.body) == (200, b"hello")
    assert lookups == ["hooks.example"]
    assert asked[0].startswith(b"GET /x?y=1 HTTP/1.1\r\n")
    assert f"Host: hooks.example:{port}".encode() in asked[0]


@pytest.mark.parametrize(
    ("entry", "passes"),
    [("127.0.0.1", True), ("127.0.0.0/8", True), ("127.0.0.1:1", False), ("10.0.0.0/8", False), ("*.example", False)],
)
async def test_the_operator_allows_targets_inside(entry: str, passes: bool) -> None:
    async with peer(answer(b"")) as port:
        request = Outbound([entry]).request("GET", f"http://127.0.0.1:{port}/")
        if passes:
            assert (await request).status == 200
        else:
            with pytest.raises(OutboundRefused):
                await request


async def test_redirects_are_not_followed() -> None:
    async with peer(answer(b"", "302 Found", "Location: http://169.254.169.254/\r\n")) as port:
        assert (await Outbound(["127.0.0.1"]).request("GET", f"http://127.0.0.1:{port}/")).status == 302


async def test_who_does_not_answer_is_left_in_time() -> None:
    async with peer(None) as port:
        with pytest.raises(httpx.TimeoutException):
            await Outbound(["127.0.0.1"]).request("GET", f"http://127.0.0.1:{port}/", timeout_s=0.05)


async def test_long_answers_are_cut_or_refused() -> None:
    outbound = Outbound(["127.0.0.1"])
    async with peer(answer(b"x" * 5000)) as port:
        url = f"http://127.0.0.1:{port}/"
        found = await outbound.request("GET", url, limit_bytes=1000, cut=True)
        assert (len(found.body), found.is_cut) == (1000, True)
        with pytest.raises(AnswerTooLarge):
            await outbound.request("GET", url, limit_bytes=1000)


async def test_nobody_there_is_a_connection_error() -> None:
    async with peer(None) as port:
        pass
    with pytest.raises(httpx.ConnectError):
        await Outbound(["127.0.0.1"]).request("GET", f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize("value", ["10.0.0.0/8, 192.0.2.1", '["10.0.0.0/8", "192.0.2.1"]'])
@pytest.mark.parametrize("name", ["outbound_allow", "trusted_proxies"])
def test_the_list_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"GOTRS_{name.upper()}", value)
    assert getattr(Settings(), name) == ("10.0.0.0/8", "192.0.2.1")


async def test_a_kept_connection_is_used_again_and_replaced_when_it_was_closed() -> None:
    connections: list[int] = []
    writers: set[asyncio.StreamWriter] = set()
    closes_after = 2

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(0)
        writers.add(writer)
        with suppress(asyncio.IncompleteReadError):
            while connections[-1] < closes_after:
                await reader.readuntil(b"\r\n\r\n")
                connections[-1] += 1
                writer.write(answer(b"ok"))
            await reader.readuntil(b"\r\n\r\n")  # gets the third request and does not answer
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    outbound = Outbound(["127.0.0.1"])
    try:
        answers = [await outbound.request("POST", url, content=b"", keep=True) for _ in range(3)]
        assert [each.body for each in answers] == [b"ok"] * 3
        assert connections == [2, 1]
    finally:
        await outbound.aclose()
        await closed(server, writers)
