"""Schemathesis over the whole description of the API: nothing but documented answers, none of them a 5xx.

Bounded here by number, not by time, so that a busy machine leaves nothing out: one request, the same each time, to every
operation by each caller. Longer, with other phases and seeds:
`GOTRS_TEST_FUZZ_SECONDS=600 .venv/bin/python -m pytest tests/contracts/test_schemathesis.py`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.server import ADMIN_PASSWORD, GotrsServer

LONG_S = int(os.environ.get("GOTRS_TEST_FUZZ_SECONDS", "0"))
READING = ["tickets:read", "articles:read", "queues:read", "users:read", "customers:read", "stats:read", "profile:read"]
CALLERS = ("agent", "customer", "read-only")
CHECKS = "not_a_server_error,status_code_conformance,response_schema_conformance,content_type_conformance"
# What would end this run's own access, reach for other hosts, never ends, or has no JSON for Schemathesis to check.
LEFT_OUT = (
    "/auth/|/users/me/|/admin/ldap/|/admin/sessions|/tokens|/admin/users/|/search/reindex|/fetch$|/test$|/mail/inbound"
    "|/web-services/.*/export|/users/{user_id}|/roles/|/api/v1/events$|/webhooks/.*/(test|replay|redeliver)"
)

pytestmark = [pytest.mark.process, pytest.mark.backends("sqlite")]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GotrsServer]:
    environment = {"GOTRS_REQUESTS_PER_MINUTE": "10000000", "GOTRS_LOG_LEVEL": "WARNING"}
    with GotrsServer(tmp_path_factory.mktemp("fuzzed") / "var", environment=environment) as running:
        httpx.get(f"{running.url}/openapi.json", timeout=120)  # made once; Schemathesis waits ten seconds
        yield running


@pytest.fixture(scope="module")
def tokens(server: GotrsServer) -> dict[str, str]:
    """Of an administrator, of a customer, and one that may only read."""
    with httpx.Client(base_url=f"{server.url}/api/v1") as client:

        def sign_in(login: str, kind: str) -> dict[str, str]:
            body = {"login": login, "password": ADMIN_PASSWORD, "kind": kind}
            return {"Authorization": f"Bearer {client.post('/auth/login', json=body).json()['access_token']}"}

        def token(who: dict[str, str], scopes: list[str]) -> str:
            made = client.post("/tokens", json={"name": "fuzz", "scopes": scopes, "expires": "30d"}, headers=who)
            assert made.status_code == 201, made.text
            return str(made.json()["token"])

        admin = sign_in("root@localhost", "agent")
        person = {"login": "rosa", "email": "rosa@customer.example", "customer_id": "acme", "password": ADMIN_PASSWORD}
        names = {"first_name": "Rosa", "last_name": "Lind"}
        assert client.post("/customer-users", json=person | names, headers=admin).status_code == 201
        return {
            "agent": token(admin, ["*"]),
            "read-only": token(admin, READING),
            "customer": token(sign_in("rosa", "customer"), ["*"]),
        }


@pytest.mark.timeout(LONG_S + 300)
@pytest.mark.parametrize("who", CALLERS)
def test_answers_are_those_of_the_description(
    server: GotrsServer, tokens: dict[str, str], who: str, tmp_path: Path
) -> None:
    amount = (
        ["--phases=examples,coverage,fuzzing,stateful", f"--max-time={LONG_S}"]
        if LONG_S
        else ["--phases=fuzzing", "--seed=1", "--max-examples=1"]
    )
    command = [
        str(Path(sys.executable).parent / "schemathesis"), "run", f"{server.url}/openapi.json",
        "--header", f"Authorization: Bearer {tokens[who]}", *amount, "--checks", CHECKS,
        "--exclude-path-regex", LEFT_OUT, "--suppress-health-check=all", "--warnings=off", "--continue-on-failure",
        "--request-timeout=60", "--generation-database=none",
    ]  # fmt: skip
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout[-20_000:] + ran.stderr[-2_000:]
