"""A backup comes back on every database; what does not fit, or was cut off, leaves no half desk that runs."""

from __future__ import annotations

import asyncio
import io
import tarfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Executable, insert, text
from sqlalchemy.engine import URL
from typer.testing import CliRunner

from gotrs_api.admin.backups.packing import folders_of, pack
from gotrs_api.admin.backups.unpacking import Restored, restore_backup
from gotrs_api.cli import app
from gotrs_api.db import restoring
from gotrs_api.db.database import Database
from gotrs_api.db.dumping import CannotDump, dump, missing_tool, run_tool
from gotrs_api.db.migrate import HalfRestored, NewerDatabase, ensure_current
from gotrs_api.db.restoring import CannotRestore, file_for
from gotrs_api.jobs.models import Job
from gotrs_api.kernel.settings import Settings

MAIL = "mail/a/b/c.eml"


@dataclass
class Place:
    """A desk's database and state folder, with what can be done to them from outside."""

    settings: Settings
    url: URL

    async def run(self, statement: str | Executable, **values: str) -> Any:
        wanted = text(statement).bindparams(**values) if isinstance(statement, str) else statement
        database = Database(self.url)
        try:
            async with database.connect() as connection:
                result = await connection.execute(wanted)
                return result.scalar() if result.returns_rows else None
        finally:
            await database.close()

    async def backup(self, to: Path) -> Path:
        """As the job makes it, in the state folder of another machine."""
        to.mkdir(exist_ok=True)
        target = to / "gotrs-20260302-093000-1-files.tar.gz"
        var = self.settings.var
        pack(target, await dump(self.url, to), folders_of(var, var / "article"), lambda _done, _total: None)
        return target

    async def title(self) -> Any:
        return await self.run("SELECT comments FROM queue WHERE name = 'Raw'")

    async def give_title(self, title: str) -> None:
        await self.run("UPDATE queue SET comments = :title WHERE name = 'Raw'", title=title)

    async def restore(self, backup: Path, *, replace: bool = True) -> Restored:
        return await restore_backup(self.settings, backup, replace=replace)

    async def start(self) -> bool:
        """What a server does first."""
        database = Database(self.url)
        try:
            return await ensure_current(database)
        finally:
            await database.close()


@pytest.fixture
def place(settings: Settings, committed_url: URL) -> Place:
    if missing_tool(committed_url):
        pytest.skip(f"{missing_tool(committed_url)} is not installed")
    (settings.var / "mail/a/b").mkdir(parents=True)
    (settings.var / MAIL).write_text("as it was")
    (settings.var / MAIL).chmod(0o600)
    found = settings.model_copy(update={"database_url": committed_url.render_as_string(hide_password=False)})
    return Place(found, committed_url)


async def test_a_desk_is_again_as_it_was(place: Place, tmp_path: Path) -> None:
    await place.give_title("Größe 日本 'x'; \\ \n%")
    backup = await place.backup(tmp_path / "kept")
    await place.give_title("later")
    await place.run("CREATE TABLE gotrs_of_a_newer_version (id INTEGER PRIMARY KEY)")
    (place.settings.var / MAIL).write_text("later")

    brought = await place.restore(backup)

    assert await place.title() == "Größe 日本 'x'; \\ \n%"
    assert (place.settings.var / MAIL).read_text() == "as it was"
    assert (brought.files, brought.remarks) == (1, ())
    with pytest.raises(Exception, match="gotrs_of_a_newer_version"):
        await place.run("SELECT 1 FROM gotrs_of_a_newer_version")
    assert await place.start() is False, "nothing is left to migrate"
    assert not list(place.settings.var.glob(".restore-*"))


async def test_a_new_machine_gets_it_and_is_told_what_is_missing(place: Place, empty_url: URL, tmp_path: Path) -> None:
    backup = await place.backup(tmp_path / "kept")
    others = place.settings.model_copy(
        update={
            "var": tmp_path / "other",
            "database_url": empty_url.render_as_string(hide_password=False),
            "secret_key": Settings.model_fields["secret_key"].default,
        }
    )
    brought = await restore_backup(others, backup, replace=False)

    assert (others.var / MAIL).read_text() == "as it was"
    assert (others.var / MAIL).stat().st_mode & 0o777 == 0o600
    assert "secret.key" in brought.remarks[0]
    assert await Place(others, empty_url).run("SELECT login FROM users WHERE id = 1") == "root@localhost"


async def test_a_database_that_holds_something_is_not_touched_without_being_told_to(
    place: Place, tmp_path: Path
) -> None:
    backup = await place.backup(tmp_path / "kept")
    await place.give_title("later")
    (place.settings.var / MAIL).write_text("later")
    with pytest.raises(CannotRestore, match="--replace"):
        await place.restore(backup, replace=False)
    assert (await place.title(), (place.settings.var / MAIL).read_text()) == ("later", "later")


async def test_a_backup_of_a_newer_version_is_refused(place: Place, tmp_path: Path) -> None:
    now = await place.run("SELECT version_num FROM alembic_version")
    await place.run("UPDATE alembic_version SET version_num = '9999'")
    backup = await place.backup(tmp_path / "kept")
    with pytest.raises(NewerDatabase, match="9999"):  # whoever restores it by hand
        await place.start()
    await place.run("UPDATE alembic_version SET version_num = :now", now=now)
    await place.give_title("now")

    with pytest.raises(CannotRestore, match=r"newer version of GOTRS.*9999"):
        await place.restore(backup)
    assert await place.title() == "now"


@pytest.mark.backends("postgresql", "mariadb")  # SQLite copies pages in one transaction of its own
async def test_a_restore_that_was_cut_off_leaves_the_old_desk_or_one_that_does_not_start(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await place.give_title("in the backup")
    backup = await place.backup(tmp_path / "kept")
    await place.give_title("now")

    async def dies_at_the_end(command: list[str], secrets: dict[str, str], read: Path | None = None) -> None:
        scripts = [
            Path(one.partition("=")[2]) for one in command if one.endswith("restore.sql") and "psql" in command[0]
        ]
        for script in (*scripts, *filter(None, [read])):
            script.write_text(script.read_text() + "SELECT no_such_function();\n")
        await run_tool(command, secrets, read)

    with monkeypatch.context() as patch:
        patch.setattr("gotrs_api.db.restoring.run_tool", dies_at_the_end)
        with pytest.raises(CannotDump, match="no_such_function"):
            await place.restore(backup)
    if place.url.get_backend_name() == "postgresql":
        assert await place.title() == "now"
    else:
        with pytest.raises(HalfRestored, match="gotrs db restore again"):
            await place.start()

    await place.restore(backup, replace=place.url.get_backend_name() == "postgresql")
    assert await place.title() == "in the backup"
    assert await place.start() is False


def _archive(path: Path, **members: bytes) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return path


async def test_what_is_damaged_or_no_backup_changes_nothing(place: Place, tmp_path: Path) -> None:
    backup = await place.backup(tmp_path / "kept")
    await place.give_title("now")
    whole = backup.read_bytes()
    short, flipped = tmp_path / "short.tar.gz", tmp_path / "flipped.tar.gz"
    short.write_bytes(whole[: len(whole) // 2])
    flipped.write_bytes(whole[:-200] + bytes(byte ^ 0xFF for byte in whole[-200:-100]) + whole[-100:])
    copy = file_for(place.url)
    link = tmp_path / "link.tar.gz"
    with tarfile.open(link, "w:gz") as archive:
        entry = tarfile.TarInfo("mail/link")
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc"
        archive.addfile(entry)
    for bad in (
        short,
        flipped,
        link,
        _archive(tmp_path / "empty.tar.gz", **{"mail/x": b""}),
        _archive(tmp_path / "nonsense.tar.gz", **{copy: b"nonsense"}),
        _archive(tmp_path / "out.tar.gz", **{copy: b"", "mail/../../../x": b""}),
        _archive(tmp_path / "absolute.tar.gz", **{copy: b"", "/tmp/x": b""}),
        _archive(tmp_path / "key.tar.gz", **{copy: b"", "secret.key": b"mine"}),
    ):
        with pytest.raises((CannotRestore, CannotDump)):
            await place.restore(bad)
    assert await place.title() == "now"
    assert not (place.settings.var / "secret.key").exists()


async def test_a_backup_of_another_kind_of_database_is_refused(place: Place, tmp_path: Path) -> None:
    other = next(name for name in restoring.COPIES if name != file_for(place.url))
    with pytest.raises(CannotRestore, match="GOTRS_DATABASE_URL names another database"):
        await place.restore(_archive(tmp_path / "other.tar.gz", **{other: b"x"}))


async def test_the_job_that_made_the_backup_is_not_done_again(place: Place, tmp_path: Path) -> None:
    for number, name in enumerate(("admin.backup", "mail.send"), 900):
        now = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
        running = {"status": "running", "attempts": 1, "max_attempts": 1, "due_at": now, "created_at": now}
        await place.run(insert(Job).values(id=number, name=name, queue="x", payload="{}", acting_id=1, **running))
    await place.restore(await place.backup(tmp_path / "kept"))
    assert await place.run("SELECT status FROM gotrs_job WHERE id = 900") == "done"
    assert await place.run("SELECT status FROM gotrs_job WHERE id = 901") == "running", "others are"


@pytest.mark.backends("sqlite")
async def test_the_command_says_what_stands_in_the_way(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = await place.backup(tmp_path / "kept")
    monkeypatch.setenv("GOTRS_DATABASE_URL", place.settings.database_url)
    monkeypatch.setenv("GOTRS_VAR", str(place.settings.var))

    def gotrs(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, list(arguments))
        return result.exit_code, " ".join(result.output.split())

    assert await asyncio.to_thread(gotrs, "db", "restore", str(backup)) == (
        1, "The database already has tables. With --replace they go away.",
    )  # fmt: skip
    status, said = await asyncio.to_thread(gotrs, "db", "restore", "--replace", str(backup))
    assert (status, said.startswith("The database is back, and 1 files.")) == (0, True)
    await place.run("UPDATE alembic_version SET version_num = '9999'")
    status, said = await asyncio.to_thread(gotrs, "db", "upgrade")
    assert (status, "a newer GOTRS has worked on it" in said) == (1, True)
