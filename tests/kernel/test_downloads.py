"""Ranges of files: one is answered, what is none gets the whole file, what lies outside is refused."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from gotrs_api.kernel.downloads import RangeNotSatisfiable, attached, file_answer

CONTENT = b"0123456789"
TAG = '"file-10"'


async def pieces() -> AsyncIterator[bytes]:
    for at in range(0, 10, 4):
        yield CONTENT[at : at + 4]


def ask(size: int = 10, **headers: str) -> Response:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    request = Request({"type": "http", "method": "GET", "path": "/", "headers": raw})
    return file_answer(request, pieces, size, media_type="text/plain", headers={}, tag=TAG)


async def body(answer: Response) -> bytes:
    assert isinstance(answer, StreamingResponse)
    return b"".join([part async for part in answer.body_iterator])  # type: ignore[misc]


@pytest.mark.parametrize(
    ("asked", "expected", "said"),
    [
        ("bytes=0-0", b"0", "bytes 0-0/10"),
        ("bytes=3-8", b"345678", "bytes 3-8/10"),
        ("bytes=8-99", b"89", "bytes 8-9/10"),
        ("bytes=5-", b"56789", "bytes 5-9/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"),
        ("Bytes=-300", CONTENT, "bytes 0-9/10"),
    ],
)
async def test_one_range_is_answered(asked: str, expected: bytes, said: str) -> None:
    answer = ask(range=asked)
    assert (answer.status_code, answer.headers["Content-Range"]) == (206, said)
    assert answer.headers["Content-Length"] == str(len(expected))
    assert await body(answer) == expected


@pytest.mark.parametrize(
    "asked", ["", "bytes", "bytes=", "bytes=-", "bytes=x-y", "bytes=5-2", "bytes=0-1,4-5", "lines=0-1", "bytes=1-2x"]
)
async def test_everything_else_gets_the_whole(asked: str) -> None:
    answer = ask(range=asked)
    assert (answer.status_code, answer.headers["Content-Length"], answer.headers["Accept-Ranges"]) == (
        200, "10", "bytes",
    )  # fmt: skip
    assert await body(answer) == CONTENT


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=99-100", "bytes=-0"])
def test_what_lies_outside_is_refused(asked: str) -> None:
    with pytest.raises(RangeNotSatisfiable) as refused:
        ask(range=asked)
    assert refused.value.headers == {"Content-Range": "bytes */10"}


async def test_conditions() -> None:
    assert ask(if_none_match=TAG).status_code == 304
    assert ask(range="bytes=1-2", if_range=TAG).status_code == 206
    assert ask(range="bytes=1-2", if_range='"other"').status_code == 200


async def test_a_size_that_nobody_knows_is_not_said() -> None:
    answer = ask(0, range="bytes=1-2")
    assert answer.status_code == 200
    assert "Content-Length" not in answer.headers
    assert await body(answer) == CONTENT


def test_a_name_does_not_leave_its_header() -> None:
    assert attached('a"\r\nX: ö.txt') == "attachment; filename*=utf-8''a%22%0D%0AX%3A%20%C3%B6.txt"
