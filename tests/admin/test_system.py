"""The installation in figures and settings, without its secrets."""

from __future__ import annotations

import io
import zipfile

import httpx
import pytest
from pydantic import SecretStr

from gotrs_api.kernel.logging import recent_log
from gotrs_api.kernel.settings import Settings
from gotrs_api.uow import Site


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


@pytest.fixture
def settings(settings: Settings, request: pytest.FixtureRequest) -> Settings:
    """With a secret in whatever the process can be told."""
    return settings.model_copy(
        update={
            "smtp_url": "smtp://desk:p@HUSH/x@mail.example:587",
            "public_url": "https://desk.example/?password=HUSH",  # as it may stand in any address: of Redis, of a database
            "captcha_secret": SecretStr("HUSH"),
            "metrics_token": SecretStr("HUSH"),
            "secret_key_previous": (SecretStr("HUSH" * 12),),
            "admin_password": SecretStr("HUSH"),
        }
    )


@pytest.mark.principal("admin")
async def test_the_bundle_for_support_holds_no_secret(client: httpx.AsyncClient, site: Site) -> None:
    log = recent_log(site.settings)
    for text in ("ldap://cn=desk:HUSH@ldap.example", "Bearer HUSH", "client_secret=HUSH"):
        log.keep(
            {"event": "probe", "level": "error", "timestamp": "2026-03-02T09:30:00Z", "error": text, "token": "HUSH"}
        )
    address = "/api/v1/sysconfig/GenericInterface::Invoker::Ticket::Generic::PrepareRequest::OmittedFields"
    changed = await client.put(address, json={"value": {"Password": "HUSH", "Address": "https://a:HUSH@b"}})
    assert changed.status_code == 200

    answer = await client.get("/api/v1/admin/system/support-bundle")

    with zipfile.ZipFile(io.BytesIO(answer.content)) as bundle:
        texts = {name: bundle.read(name).decode() for name in bundle.namelist()}
    assert {"process.json", "settings.json", "log.jsonl", "figures.json"} <= set(texts)
    assert [name for name, text in texts.items() if "HUSH" in text] == []
    assert "probe" in texts["log.jsonl"]
    assert site.settings.secret_key.get_secret_value() not in "".join(texts.values())
