"""Who drips a body, or stops in the middle, is told so and loses the connection."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from starlette.datastructures import Headers
from starlette.types import Message

from gotrs_api.edge.context import SLOWEST_BYTES_A_SECOND, bounded
from gotrs_api.kernel.errors import TooSlow


def piece(body: bytes, *, more: bool) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


def saying(messages: Iterator[Message]) -> object:
    async def receive() -> Message:
        found = next(messages, None)
        return found if found is not None else await asyncio.Event().wait()  # type: ignore[return-value]

    return receive


async def test_a_body_that_stops_is_too_slow() -> None:
    receive = bounded(saying(iter([piece(b"{", more=True)])), 1000, Headers({}), patience_s=0.02)  # type: ignore[arg-type]
    assert (await receive())["body"] == b"{"
    with pytest.raises(TooSlow):
        await receive()


async def test_what_has_come_buys_time() -> None:
    """A large upload over a slow line is no attack."""
    much = b"x" * SLOWEST_BYTES_A_SECOND * 60
    receive = bounded(saying(iter([piece(much, more=True)])), 1 << 20, Headers({}), patience_s=0.01)  # type: ignore[arg-type]
    await receive()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await receive()


async def test_nobody_hurries_who_listens() -> None:
    """After the body comes nothing but the news that the other side is gone: event streams wait for it."""
    receive = bounded(saying(iter([piece(b"", more=False)])), 1000, Headers({}), patience_s=0.01)  # type: ignore[arg-type]
    await receive()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await receive()
