"""Backups: made by a job, whole, kept where only administrators reach them."""

from __future__ import annotations

import io
import sqlite3
import tarfile
from pathlib import Path

import httpx
import pytest
from sqlalchemy import update

from gotrs_api.db.dumping import CannotDump, dump, missing_tool
from gotrs_api.jobs.models import Job
from gotrs_api.uow import Site, UnitOfWork
from tests.support.jobs import drain

PATH = "/api/v1/admin/system/backup"


async def made(client: httpx.AsyncClient, site: Site, **command: bool) -> dict[str, object]:
    answer = await client.post(PATH, json=command)
    assert answer.status_code == 202, answer.text
    assert "admin.backup" in await drain(site)
    job = (await client.get(answer.headers["location"])).json()
    assert job["progress_done"] == job["progress_total"] > 0
    found: dict[str, object] = job["result"]
    return found


@pytest.mark.principal("admin")
@pytest.mark.backends("sqlite")
async def test_a_backup_holds_database_and_files_but_no_key(client: httpx.AsyncClient, site: Site) -> None:
    var = site.settings.var
    for name in ("article/2026/03/02/1/plain.txt", "mail/a/b/c.eml", "backups/old.txt", "uploads/x", "secret.key"):
        (var / name).parent.mkdir(parents=True, exist_ok=True)
        (var / name).write_text(name)
    result = await made(client, site)
    content = await client.get(f"{PATH}/{result['backup']}/content")
    assert content.headers["content-length"] == str(len(content.content)) == str(result["size"])
    with tarfile.open(fileobj=io.BytesIO(content.content)) as archive:
        assert set(archive.getnames()) == {"database.sqlite3", "article/2026/03/02/1/plain.txt", "mail/a/b/c.eml"}
        database = archive.extractfile("database.sqlite3")
        assert database is not None
        (var / "database.sqlite3").write_bytes(database.read())
    with sqlite3.connect(var / "database.sqlite3") as copy:
        assert copy.execute("SELECT login FROM users WHERE id = 1").fetchone() == ("root@localhost",)
    listed = (await client.get(PATH)).json()["data"]
    assert [(one["id"], one["files"]) for one in listed] == [(result["backup"], True)]
    assert (await client.delete(f"{PATH}/{result['backup']}")).status_code == 204
    assert (await client.get(f"{PATH}/{result['backup']}")).status_code == 404
    assert not list((var / "backups").glob("gotrs-*"))
    logged = (await client.get("/api/v1/admin/audit/logs", params={"action": "backup.*"})).json()["data"]
    assert [entry["action"] for entry in logged] == ["backup.removed", "backup.taken", "backup.started"]


@pytest.mark.parametrize("name", ["..%2Fsecret.key", "old.txt", "gotrs-20260302-093000-1.tar.gz%00", "."])
@pytest.mark.principal("admin")
@pytest.mark.backends("sqlite")
async def test_nothing_else_of_the_state_folder_is_handed_out(client: httpx.AsyncClient, site: Site, name: str) -> None:
    (site.settings.var / "backups").mkdir(parents=True, exist_ok=True)
    (site.settings.var / "backups" / "old.txt").write_text("x")
    assert (await client.get(f"{PATH}/{name}/content")).status_code in (404, 422)


@pytest.mark.principal("agent")
@pytest.mark.backends("sqlite")
async def test_only_administrators_make_backups(client: httpx.AsyncClient) -> None:
    for method, path in (("GET", PATH), ("POST", PATH), ("GET", f"{PATH}/gotrs-20260302-093000-1.tar.gz/content")):
        assert (await client.request(method, path)).status_code == 403


async def test_every_database_is_dumped_by_its_own_tool(committed_site: Site, tmp_path: Path) -> None:
    url = committed_site.database.url
    if missing_tool(url):
        pytest.skip(f"{missing_tool(url)} is not installed")
    dumped = await dump(url, tmp_path)
    if dumped.suffix == ".pgdump":
        assert dumped.read_bytes().startswith(b"PGDMP")
    elif dumped.suffix == ".sql":
        assert "CREATE TABLE `ticket`" in dumped.read_text()
    else:
        with sqlite3.connect(dumped) as copy:
            assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert [path.name for path in tmp_path.iterdir()] == [dumped.name], "no password stays behind"


@pytest.mark.backends("postgresql", "mariadb")
async def test_a_tool_that_is_missing_or_refuses_is_told(
    committed_site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = committed_site.database.url
    if not missing_tool(url):
        with pytest.raises(CannotDump, match="ended with status"):
            await dump(url.set(password="hunter2", database="gotrs_not_there"), tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert missing_tool(url) in ("pg_dump", "mariadb-dump")
    with pytest.raises(CannotDump, match="is not installed"):
        await dump(url, tmp_path)


@pytest.mark.principal("admin")
@pytest.mark.backends("sqlite")
async def test_what_a_killed_process_left_half_made_goes_away_when_it_is_made_again(
    client: httpx.AsyncClient, site: Site, uow: UnitOfWork
) -> None:
    job_id = (await client.post(PATH, json={"files": False})).json()["job_id"]
    await uow.session.execute(update(Job).where(Job.id == job_id).values(attempts=1))
    backups = site.settings.var / "backups"
    (backups / f".dump-{job_id}-abc").mkdir(parents=True)
    (backups / f".dump-{job_id}-abc" / "database.sqlite3").write_text("half")
    (backups / f".gotrs-20260302-093000-{job_id}.tar.gz.draft").write_text("half")
    (backups / f".dump-{job_id + 1}-abc").mkdir()
    await drain(site)
    left = {path.name for path in backups.iterdir() if path.name.startswith(".")}
    assert left == {f".dump-{job_id + 1}-abc"}, "another one's is still being made"
    assert len(list(backups.glob("gotrs-*.tar.gz"))) == 1
