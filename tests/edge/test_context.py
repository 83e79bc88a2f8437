"""Who is asking, and over which line: forwarded headers count only from proxies that we trust."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from gotrs_api.edge.context import client

PROXY = ("10.0.0.0/8",)


def asked(peer: str, trusted: tuple[str, ...], **headers: str) -> tuple[str, bool]:
    given = Headers({name.replace("_", "-"): value for name, value in headers.items()})
    return client({"client": (peer, 1), "scheme": "http"}, given, trusted)


def test_without_trusted_proxies_the_peer_is_the_client() -> None:
    assert asked("192.0.2.7", (), x_forwarded_for="203.0.113.9", x_forwarded_proto="https") == ("192.0.2.7", False)


def test_a_stranger_cannot_pretend_to_be_a_proxy() -> None:
    assert asked("192.0.2.7", PROXY, x_forwarded_for="203.0.113.9") == ("192.0.2.7", False)


def test_behind_a_trusted_proxy_the_nearest_stranger_is_the_client() -> None:
    chain = "198.51.100.1, 203.0.113.9, 10.1.1.1"
    assert asked("10.0.0.2", PROXY, x_forwarded_for=chain, x_forwarded_proto="https") == ("203.0.113.9", True)


@pytest.mark.parametrize("nonsense", ["", "not an address", "10.0.0.3"])
def test_a_proxy_that_names_nobody_is_the_client_itself(nonsense: str) -> None:
    address, _ = asked("10.0.0.2", PROXY, x_forwarded_for=nonsense)
    assert address in ("10.0.0.2", nonsense)
