"""What nobody sends by mistake: each is a clear 4xx, never a 5xx, and changes nothing."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator

import httpx
import pytest

from gotrs_api.kernel.settings import Settings

pytestmark = [pytest.mark.backends("sqlite"), pytest.mark.principal("agent", rights="rw")]
TICKETS = "/api/v1/tickets"
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"request_max_bytes": 1_000_000})


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 200_000,
        b'{"a":' * 100_000,
        b'{"title": ' + b"9" * 400_000 + b"}",
        b'{"title": "' + b"\\u0000" + b'"}',
        b'{"title": "\xff\xfe"}',
        b'{"title": "a", "title": NaN}',
        b"",
        b"null",
        b"\x00",
        b'{"title": "\\ud800"}',
    ],
    ids=["brackets", "objects", "digits", "nul", "no UTF-8", "NaN", "nothing", "null", "a NUL", "half a character"],
)
async def test_json_bombs_and_broken_json(client: httpx.AsyncClient, body: bytes) -> None:
    response = await client.post(TICKETS, content=body, headers=JSON)
    assert response.status_code in (400, 422), response.text
    assert response.headers["content-type"] == "application/problem+json"


async def test_what_is_too_large_is_not_read(client: httpx.AsyncClient) -> None:
    announced = {**JSON, "Content-Length": str(100 * 1024 * 1024)}
    assert (await client.post(TICKETS, content=b"{}", headers=announced)).json()["code"] == "too_large"

    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 100 * 1024 * 1024:
            sent += 65_536
            yield b" " * 65_536

    response = await client.post(TICKETS, content=endless(), headers=JSON)
    assert response.status_code == 413


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "multipart/form-data; boundary=x", "", "nonsense"])
async def test_other_kinds_of_content(client: httpx.AsyncClient, kind: str) -> None:
    response = await client.post(TICKETS, content=b'{"title": "x"}', headers={"Content-Type": kind})
    assert response.status_code == 422, response.text
    assert response.json()["errors"][0]["code"] == "content_type"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (
            b"--x\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\nhalf",
            "multipart/form-data; boundary=x",
        ),
        (b"rubbish", "multipart/form-data; boundary=x"),
        (b"rubbish", "multipart/form-data"),
        (b"--x\r\n" + b"A: b\r\n" * 20_000 + b"\r\n--x--", "multipart/form-data; boundary=x"),
        (b"--x\r\nContent-Disposition: form-data; name=other\r\n\r\nx\r\n--x--\r\n", "multipart/form-data; boundary=x"),
        (b"{}", "application/json"),
    ],
)
async def test_broken_multipart(client: httpx.AsyncClient, body: bytes, kind: str) -> None:
    response = await client.post("/api/v1/files/upload", content=body, headers={"Content-Type": kind})
    assert response.status_code in (400, 415, 422), response.text


def cursor(*values: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(list(values)).encode()).rstrip(b"=").decode()


@pytest.mark.parametrize(
    "after",
    [
        "x", "%00", "====", cursor(), cursor("-created"), cursor("-created", "x", "y"), cursor("title", 1, 2),
        cursor("-created", 10**30, 1), cursor("-created", {"a": 1}, 1), cursor("-created", None, None), "A" * 2000,
    ],
)  # fmt: skip
async def test_cursors_that_were_tampered_with(client: httpx.AsyncClient, after: str) -> None:
    for address in (TICKETS, "/api/v1/queues", "/api/v1/users", "/api/v1/customer-users"):
        response = await client.get(address, params={"after": after})
        assert response.status_code == 422, f"{address}: {response.text}"


async def test_numbers_beyond_every_column(client: httpx.AsyncClient) -> None:
    for address in (
        f"/tickets/{10**30}",
        f"/users/{10**30}",
        f"/queues/{2**31}",
        f"/tickets?queue_id={10**20}",
        "/tickets/-1",
    ):
        assert (await client.get(f"/api/v1{address}")).status_code in (404, 422)
