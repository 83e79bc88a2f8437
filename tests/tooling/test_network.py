"""No test leaves this machine."""

from __future__ import annotations

import asyncio
import socket

import pytest

from tests.support.network import NetworkBlocked


@pytest.mark.parametrize("host", ["192.0.2.1", "example.com", "2001:db8::1"])
async def test_other_addresses_are_refused_at_once(host: str) -> None:
    with pytest.raises(NetworkBlocked, match=host):
        await asyncio.open_connection(host, 25)


def test_blocking_sockets_are_refused_too() -> None:
    with socket.socket() as sock, pytest.raises(NetworkBlocked, match=r"192\.0\.2\.7"):
        sock.connect(("192.0.2.7", 80))
