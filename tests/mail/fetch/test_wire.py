"""What comes over a connection is whole, however it is cut into pieces on the way."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from gotrs_api.mail.inbound.fetch import wire
from gotrs_api.mail.inbound.fetch.failures import FetchFailed, Problem
from gotrs_api.mail.inbound.fetch.wire import Wire

MAIL = b"Subject: dots\r\n\r\n..\r\n...two\r\nlf only\n.\nand cr\r.\r\n" + b"x" * 40 + b"\r\n"
SENT = MAIL.replace(b"\r\n.", b"\r\n..") + b".\r\n+OK next\r\n"


def wire_of(pieces: Sequence[bytes]) -> Wire:
    """One that reads these, a piece at a time."""

    class Pieces:
        def __init__(self) -> None:
            self.left = list(pieces)

        async def read(self, _limit: int) -> bytes:
            await asyncio.sleep(0)
            return self.left.pop(0) if self.left else b""

    return Wire(Pieces(), None, "server:110", 5)  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 11, 1000])
@pytest.mark.parametrize("chunk", [4, 64 * 1024])
async def test_a_dotted_answer_in_pieces(size: int, chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "_CHUNK", chunk)
    connection = wire_of([SENT[at : at + size] for at in range(0, len(SENT), size)])

    assert await connection.dotted(1000) == MAIL
    assert await connection.line() == b"+OK next"


async def test_an_empty_answer_and_one_without_end() -> None:
    connection = wire_of([b".\r\n.", b"\r\n", b"a\r\n" * 50])
    assert (await connection.dotted(10), await connection.dotted(10)) == (b"", b"")

    with pytest.raises(FetchFailed) as caught:
        await connection.dotted(10)
    assert caught.value.problem is Problem.PROTOCOL


@pytest.mark.parametrize("size", [1, 4, 1000])
async def test_counted_bytes_in_pieces(size: int) -> None:
    connection = wire_of([SENT[at : at + size] for at in range(0, len(SENT), size)])

    assert await connection.exactly(10) == SENT[:10]
    assert await connection.exactly(0) == b""
    assert await connection.exactly(len(SENT) - 20) == SENT[10:-10]
    assert await connection.line() == b"+OK next"[-8:]
