"""Readiness, liveness, and the description of the API."""

from __future__ import annotations

import httpx
import pytest

from gotrs_api.db.migrate import head_revision


@pytest.mark.parametrize("address", ["/health", "/api/v1/health", "/api/v1/status"])
async def test_a_migrated_database_makes_it_ready(client: httpx.AsyncClient, address: str) -> None:
    answer = await client.get(address)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "database": "ok"})


async def test_the_parts_are_told_apart(client: httpx.AsyncClient) -> None:
    parts = (await client.get("/health/detailed")).json()["parts"]
    assert parts["database"]["status"] == "ok"
    assert parts["cache"]["status"] == "ok"


@pytest.mark.backends("sqlite")
async def test_liveness_needs_nothing(client: httpx.AsyncClient) -> None:
    assert (await client.get("/healthz")).json() == {"status": "ok"}


@pytest.mark.backends("sqlite")
async def test_the_description_is_openapi_3_1_and_names_its_security(client: httpx.AsyncClient) -> None:
    document = (await client.get("/openapi.json")).json()
    assert document["openapi"] == "3.1.0"
    assert document["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"
    operations = [
        (path, operation)
        for path, item in document["paths"].items()
        for operation in item.values()
        if isinstance(operation, dict)
    ]
    open_ones = {path for path, operation in operations if operation["security"] == []}
    allowed = (
        "/health",
        "/metrics",
        "/api/v1/health",
        "/api/v1/info",
        "/api/v1/status",
        "/api/v1/auth/",
        "/api/v1/i18n/",
        "/api/v1/public/",
    )
    assert [path for path in open_ones if not path.startswith(allowed)] == []


def test_there_is_one_newest_revision() -> None:
    assert head_revision().isdigit()
