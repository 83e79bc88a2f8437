"""Signing in through the API, for tests of what comes after."""

from __future__ import annotations

import httpx

from tests.support.factories import PASSWORD


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def signed_in(client: httpx.AsyncClient, login: str, kind: str = "agent") -> dict[str, str]:
    """The header of somebody who signed in with the password of the factories."""
    answer = await client.post("/api/v1/auth/login", json={"login": login, "password": PASSWORD, "kind": kind})
    assert answer.status_code == 200, answer.text
    return bearer(answer.json()["access_token"])
