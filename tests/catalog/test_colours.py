"""Colours of states and priorities: set and taken away, kept for everybody, told in the log."""

from __future__ import annotations

import httpx
import pytest
from sqlalchemy import select

from gotrs_api.identity.models import AuditEntry
from gotrs_api.uow import UnitOfWork


@pytest.mark.principal("admin")
@pytest.mark.parametrize(("path", "kind"), [("states", "ticket_state"), ("priorities", "ticket_priority")])
async def test_an_entry_gets_a_colour_another_and_none(
    client: httpx.AsyncClient, uow: UnitOfWork, path: str, kind: str
) -> None:
    address = f"/api/v1/{path}/4"
    plain = await client.get(address)
    assert plain.json()["color"] == ""
    for said, told in (("#1A6B3C", "#1a6b3c"), ("#8b0000", "#8b0000"), ("", "")):
        answer = await client.patch(address, json={"color": said})
        assert (answer.status_code, answer.json()["color"]) == (200, told)
        again = await client.get(address)
        assert (again.json()["color"], again.headers["etag"]) == (told, answer.headers["etag"])
    assert again.json()["name"] == plain.json()["name"]
    logged = select(AuditEntry).where(AuditEntry.object_type == kind, AuditEntry.object_id == "4")
    assert [entry.action for entry in await uow.session.scalars(logged)] == [f"{kind}.updated"] * 3


@pytest.mark.principal("admin")
async def test_new_ones_are_born_with_one_and_what_is_none_is_refused(client: httpx.AsyncClient) -> None:
    made = await client.post("/api/v1/priorities", json={"name": "6 yesterday", "color": "#8b0000"})
    assert (made.status_code, made.json()["color"]) == (201, "#8b0000")
    for wrong in ("red", "#12", "#12345g", "url(x)"):
        refused = await client.patch("/api/v1/states/4", json={"color": wrong})
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/color")
