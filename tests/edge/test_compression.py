"""Texts are compressed for those who take it, when there is enough of them, and come out as they went in."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from gotrs_api.edge.compression import API_MIN_BYTES, PAGE_MIN_BYTES, Compression
from tests.support.web import WebBrowser


async def _text(request: Request) -> Response:
    kind = request.query_params.get("kind", "text/html")
    return PlainTextResponse("word " * int(request.query_params["words"]), media_type=kind)


async def _stream(request: Request) -> Response:
    async def parts() -> AsyncIterator[bytes]:
        for number in range(3):
            yield b"data: %d\n\n" % number

    return StreamingResponse(parts(), media_type=request.query_params["kind"])


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    routes = [Route("/api/text", _text), Route("/text", _text), Route("/stream", _stream)]
    app = Starlette(routes=routes, middleware=[Middleware(Compression)])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://desk") as opened:
        yield opened


async def test_large_texts_are_compressed_and_small_ones_are_not(client: httpx.AsyncClient) -> None:
    for address, minimum in (("/text", PAGE_MIN_BYTES), ("/api/text", API_MIN_BYTES)):
        large = await client.get(address, params={"words": minimum // 5 + 1})
        assert (large.headers["content-encoding"], large.headers["vary"]) == ("gzip", "Accept-Encoding")
        assert int(large.headers["content-length"]) < len(large.text) == (minimum // 5 + 1) * 5
        small = await client.get(address, params={"words": minimum // 5 - 1})
        assert "content-encoding" not in small.headers
    huge = await client.get("/text", params={"words": 100_000})
    assert huge.text == "word " * 100_000


@pytest.mark.parametrize("accepted", ["identity", "gzip;q=0", "br"])
async def test_whoever_does_not_take_it_gets_plain_text(client: httpx.AsyncClient, accepted: str) -> None:
    plain = await client.get("/text", params={"words": 9000}, headers={"Accept-Encoding": accepted})
    assert "content-encoding" not in plain.headers
    assert plain.text.startswith("word")


async def test_streams_of_events_wait_for_nothing_and_pictures_stay_as_they_are(client: httpx.AsyncClient) -> None:
    assert "content-encoding" not in (await client.get("/stream?kind=text/event-stream")).headers
    assert "content-encoding" not in (await client.get("/text?words=9000&kind=image/png")).headers
    rows = await client.get("/stream?kind=text/csv")
    assert (rows.headers["content-encoding"], rows.text) == ("gzip", "data: 0\n\ndata: 1\n\ndata: 2\n\n")


async def test_the_length_says_little_about_what_was_compressed(client: httpx.AsyncClient) -> None:
    lengths = {(await client.get("/text?words=9000")).headers["content-length"] for _ in range(20)}
    assert len(lengths) > 3


@pytest.mark.backends("sqlite")
async def test_a_real_page_comes_compressed(web: WebBrowser) -> None:
    async with web.client.stream("GET", "/auth/login") as answer:
        raw = b"".join([part async for part in answer.aiter_raw()])
    assert answer.headers["content-encoding"] == "gzip"
    assert b"<!doctype html>" in gzip.decompress(raw)
