"""`gotrs mail ingest` as the mail server calls it: its exit status is a promise."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import URL, select

from gotrs_api.kernel.settings import Settings
from gotrs_api.mail.inbound import ingest
from gotrs_api.mail.inbound.spool import SPOOL, IntakeOptions
from gotrs_api.uow import Site
from tests.mail.inbound.letters import letter

GOTRS = Path(sys.executable).parent / "gotrs"
EX_NOINPUT, EX_TEMPFAIL = 66, 75


def run(var: Path, *arguments: str, url: str = "", given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment: Mapping[str, str] = {
        "PATH": "/usr/bin:/bin", "HOME": str(var), "GOTRS_VAR": str(var), "GOTRS_DATABASE_URL": url,
    }  # fmt: skip
    return subprocess.run(
        [GOTRS, "mail", "ingest", *arguments], env=environment, input=given, capture_output=True, check=False
    )


def text_of(url: URL) -> str:
    return url.render_as_string(hide_password=False)


@pytest.mark.process
async def test_a_mail_on_standard_input_is_stored(committed_site: Site, committed_url: URL, tmp_path: Path) -> None:
    raw = letter(message_id="<piped@customer.example>")
    url = text_of(committed_url)

    done = await asyncio.to_thread(run, tmp_path, "--untrusted", "--target-queue", "Misc", url=url, given=raw)
    again = await asyncio.to_thread(run, tmp_path, "-", url=url, given=raw)

    assert (done.returncode, again.returncode) == (0, 0), done.stderr + again.stderr
    assert b"stored as" in done.stdout
    assert b"duplicate of" in again.stdout
    async with committed_site.read() as uow:
        rows = (await uow.session.execute(select(SPOOL).order_by(SPOOL.c.id))).all()
    assert [row.status for row in rows] == ["received", "duplicate"]
    assert rows[0].raw == raw
    assert IntakeOptions.load(rows[0].options) == IntakeOptions(trusted=False, queue="Misc")


@pytest.mark.process
@pytest.mark.backends("sqlite")
async def test_a_file_can_be_given(committed_site: Site, committed_url: URL, tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(letter())

    before_s = os.times().children_user
    done = await asyncio.to_thread(run, tmp_path, str(path), url=text_of(committed_url))
    took_s = os.times().children_user - before_s
    missing = await asyncio.to_thread(run, tmp_path, str(tmp_path / "none.eml"), url=text_of(committed_url))

    assert done.returncode == 0, done.stderr
    assert took_s < 3  # of the processor: mostly below one; loading the whole product takes more
    assert missing.returncode == EX_NOINPUT


@pytest.mark.process
@pytest.mark.parametrize(
    "url",
    [
        "postgresql+asyncpg://nobody@127.0.0.1:1/none",
        "mysql+aiomysql://nobody@127.0.0.1:1/none",
        "sqlite+aiosqlite:////nowhere/at/all.sqlite3",
        "",  # an empty database, without tables
        "rubbish",
    ],
)
def test_without_a_database_the_mail_server_is_told_to_try_again(tmp_path: Path, url: str) -> None:
    done = run(tmp_path, url=url, given=letter())

    assert done.returncode == EX_TEMPFAIL, done.stderr
    assert b"could not be stored" in done.stderr


@pytest.mark.backends("sqlite")
async def test_a_maildir_is_emptied_into_the_spool(committed_site: Site, committed_url: URL, tmp_path: Path) -> None:
    maildir = tmp_path / "maildir"
    (maildir / "new").mkdir(parents=True)
    for name, raw in (("1.a", letter("One")), ("2.b", letter("Two")), ("3.c", letter("No id", message_id=""))):
        (maildir / "new" / name).write_bytes(raw)
    settings = Settings(var=tmp_path, database_url=text_of(committed_url))

    counts = await ingest.ingest_maildir(settings, maildir, IntakeOptions())
    (maildir / "cur" / "3.c:2,S").rename(maildir / "new" / "3.c")  # as if it had crashed before the move
    again = await ingest.ingest_maildir(settings, maildir, IntakeOptions())

    assert (counts.received, counts.duplicates, counts.failed) == (3, 0, 0)
    assert (again.received, again.duplicates) == (0, 1)
    assert list((maildir / "new").iterdir()) == []
    assert len(list((maildir / "cur").iterdir())) == 3


@pytest.mark.process
def test_taking_in_mail_loads_little() -> None:
    """FastAPI, Alembic and the domains would cost each mail a second."""
    code = (
        "import sys, gotrs_api.cli, gotrs_api.mail.inbound.ingest_command\n"
        "heavy = {'fastapi', 'alembic', 'starlette', 'jinja2', 'gotrs_api.wiring', 'gotrs_api.tickets', 'lxml'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
