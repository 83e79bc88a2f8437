"""Every `gotrs` command says what it does to the desk, that is as agreed on, and it does nothing else."""

from __future__ import annotations

import asyncio
import difflib
import os
import pwd
import sqlite3
import stat
from pathlib import Path
from typing import Any, Final

import pyotp
import pytest
from sqlalchemy import URL
from typer.testing import CliRunner

from gotrs_api.cli import app
from gotrs_api.coexistence import service as coexistence
from gotrs_api.customers.models import CustomerUser
from gotrs_api.identity import factors
from gotrs_api.identity.directory import directory
from gotrs_api.identity.models import SignInProvider
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.shell import Effect
from gotrs_api.kernel.settings import Settings
from gotrs_api.sysconfig import changing, settings
from gotrs_api.wiring import build_site
from tests.contracts.command_rules import TABLE, commands, declared

pytestmark = pytest.mark.backends("sqlite")
ROOT: Final = "root@localhost"
# What follows the command's name. Those that change something do it, on the desk that `desk` makes.
CALLS: Final[dict[str, tuple[str, ...]]] = {
    "audit verify": (),
    "config get": ("Ticket::Hook",),
    "db check": (),
    "db current": (),
    "openapi export": ("--output", "spec.yaml"),
    "otrs config": ("Config.pm",),
    "config own-passwords": (),
    "config reset": ("Ticket::Hook",),
    "config set": ("Ticket::Hook", "Case#"),
    "customer anonymise": ("jane", "--reason", "asked for", "--yes"),
    "customer export": ("jane",),
    "desk export": ("-o", "desk.yaml"),
    "desk import": ("types.yaml", "--kind", "types"),
    "keys reencrypt": (),
    "keys rotate": (),
    "otrs duty": ("escalation", "gotrs"),
    "otrs mode": ("beside",),
    "user add": ("ann", "--first-name", "Ann", "--last-name", "Lee"),
    "user passwd": (ROOT, "--password", "a new password 1"),
    "user second-step-off": (ROOT,),
    "search reindex": (),
    "tickets move-files": ("directory",),
    "tickets rebuild-escalation": (),
    "keys renew-secret": ("--yes",),
}
ELSEWHERE: Final = {"otrs inspect", "otrs verify"}  # read other databases: tests/otrs


def declared_as(*effects: Effect) -> list[str]:
    return [name for name, effect in commands() if effect in effects]


def test_rules_are_those_of_the_table() -> None:
    difference = "".join(difflib.unified_diff(TABLE.read_text().splitlines(True), declared().splitlines(True)))
    assert difference == "", "wanted? then run: .venv/bin/python -m tests.contracts.command_rules"


@pytest.fixture
async def desk(committed_url: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a database in which each command finds something to do."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOTRS_DATABASE_URL", committed_url.render_as_string(hide_password=False))
    monkeypatch.setenv("GOTRS_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("GOTRS_SECRET_KEY", raising=False)
    Path("var").mkdir()
    Path("types.yaml").write_text("- {name: Request}\n")
    Path("Config.pm").write_text("$Self->{SystemID} = 17;\n1;\n")
    site = build_site(Settings())
    async with site.uow() as uow:
        uow.session.add(
            CustomerUser(
                login="jane", email="jane@x.example", customer_id="x", first_name="J", last_name="D", valid_id=1
            )
        )
        root = await directory(site, Kind.AGENT).find(uow, ROOT)
        assert root is not None
        await factors.prepare(uow, root, pyotp.random_base32())
        await changing.put(uow, settings.TICKET_HOOK, "Call#")
        uow.session.add(
            SignInProvider(
                name="database", label="Password", type="database", position=1, for_agents=1, for_customers=1,
                is_enabled=0, config="{}", changed_at=uow.clock.now(), changed_by=1,
            )
        )  # fmt: skip
        await coexistence.begin(uow, "znuny")
        await coexistence.write_value(uow, "mode", coexistence.BESIDE)
    await site.close()
    return Path(str(committed_url.database))


async def call(name: str) -> None:
    result = await asyncio.to_thread(CliRunner().invoke, app, [*name.split(), *CALLS[name]])
    assert result.exit_code == 0, result.output


def contents(database: Path) -> dict[str, list[Any]]:
    with sqlite3.connect(database) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}  # noqa: S608


def changed(before: dict[str, list[Any]], after: dict[str, list[Any]]) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


@pytest.mark.parametrize("name", [name for name in declared_as(Effect.READS) if name not in ELSEWHERE])
async def test_who_only_reads_changes_nothing(desk: Path, name: str) -> None:
    before = contents(desk)
    await call(name)
    assert changed(before, contents(desk)) == set()


@pytest.mark.parametrize("name", declared_as(Effect.RECORDED))
async def test_what_is_changed_or_handed_out_stands_in_the_audit_log_with_the_shells_user(
    desk: Path, name: str
) -> None:
    await call(name)
    with sqlite3.connect(desk) as connection:
        actors = connection.execute("SELECT DISTINCT actor_id FROM gotrs_audit_log").fetchall()
    assert actors == [(f"system:command line ({pwd.getpwuid(os.getuid()).pw_name})",)]


@pytest.mark.parametrize("name", declared_as(Effect.MAKES_ANEW))
async def test_what_can_be_made_anew_is_all_that_is_written(desk: Path, name: str) -> None:
    before = contents(desk)
    await call(name)
    assert {table for table in changed(before, contents(desk)) if not table.startswith("gotrs_search")} == set()


@pytest.mark.parametrize("name", declared_as(Effect.KEYS))
async def test_key_files_are_their_owners(desk: Path, name: str) -> None:
    before = contents(desk)
    await call(name)
    assert changed(before, contents(desk)) == set()
    written = [file for file in Path("var").iterdir() if "key" in file.name]
    assert {stat.S_IMODE(file.stat().st_mode) for file in written} == {0o600}
    assert {file.name for file in written} == {"secret.key", "secret.key.previous"}
