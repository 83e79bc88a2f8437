"""The installation in figures and settings, without its secrets."""

from __future__ import annotations

import httpx
import pytest


@pytest.mark.principal("admin")
async def test_the_settings_of_the_process_come_without_secrets(client: httpx.AsyncClient) -> None:
    settings = {one["name"]: one for one in (await client.get("/api/v1/admin/system/config")).json()["settings"]}
    assert settings["GOTRS_SECRET_KEY"]["secret"]
    assert {one["value"] for one in settings.values() if one["secret"]} == {None}
    assert "@" not in settings["GOTRS_DATABASE_URL"]["value"]


@pytest.mark.principal("admin")
async def test_figures_and_maintenance(client: httpx.AsyncClient) -> None:
    stats = (await client.get("/api/v1/admin/system/stats")).json()
    assert stats["agents"] >= 1
    assert stats["mail_queue"] == {"count": 0, "oldest": None}
    told = (await client.get("/api/v1/admin/system/maintenance")).json()
    assert told == {"active": None, "coming": None, "notification": ""}


@pytest.mark.principal("agent")
async def test_only_administrators_look_here(client: httpx.AsyncClient) -> None:
    for part in ("config", "stats", "maintenance"):
        assert (await client.get(f"/api/v1/admin/system/{part}")).status_code == 403
