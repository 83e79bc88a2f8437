"""DELETE of master data takes an entry out of use: tickets and history go on naming it, so none is removed."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

pytestmark = [pytest.mark.backends("sqlite"), pytest.mark.principal("admin")]
PERSON = {"first_name": "Nora", "last_name": "Lind", "email": "nora@desk.example"}
NEW: dict[str, dict[str, Any]] = {
    "states": {"name": "parked", "type": "open"},
    "priorities": {"name": "6 now"},
    "types": {"name": "Fault"},
    "services": {"name": "Network"},
    "slas": {"name": "Gold"},
    "salutations": {"name": "Dear", "text": "Dear all,"},
    "signatures": {"name": "Bye", "text": "Bye"},
    "system-addresses": {"email": "help@desk.example", "display_name": "Help", "queue_id": 2},
    "templates": {"name": "Thanks", "template_type": "Answer", "text": "Thank you."},
    "groups": {"name": "night"},
    "roles": {"name": "desk"},
    "users": {**PERSON, "login": "nora"},
    "customer-users": PERSON,
    "customer-companies": {"customer_id": "acme", "name": "Acme"},
}


@pytest.mark.parametrize("kind", NEW)
async def test_it_becomes_invalid(client: httpx.AsyncClient, kind: str) -> None:
    made = await client.post(f"/api/v1/{kind}", json=NEW[kind])
    assert made.status_code == 201, made.text
    there = made.headers["Location"]
    stale = await client.delete(there, headers={"If-Match": '"stale"'})
    assert stale.status_code == 412
    tag = stale.headers["ETag"]
    gone = await client.delete(there, headers={"If-Match": tag})
    assert (gone.status_code, gone.content) == (204, b"")
    assert (await client.get(there)).json()["valid"] in (False, "invalid")
    assert (await client.delete(f"/api/v1/{kind}/999999")).status_code == 404


async def test_what_the_desk_stands_on_stays(client: httpx.AsyncClient) -> None:
    (group,) = [one for one in (await client.get("/api/v1/groups")).json()["data"] if one["name"] == "admin"]
    refused = await client.delete(f"/api/v1/groups/{group['id']}")
    assert (refused.status_code, refused.json()["code"]) == (409, "groups.built_in")
