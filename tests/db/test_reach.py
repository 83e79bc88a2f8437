"""The commands on a database that is not there: a sentence and an exit status, no traceback."""

import pytest
from typer.testing import CliRunner

from gotrs_api.cli import app
from gotrs_api.db.reach import why_unreachable

NOWHERE = (
    "postgresql+asyncpg://gotrs:secret@127.0.0.1:1/gotrs",
    "mysql+aiomysql://gotrs:secret@127.0.0.1:1/gotrs",
)
COMMANDS = (
    "db check",
    "db current",
    "db upgrade",
    "user add jane --first-name Jane --last-name Doe --password long-enough-9",
    "user passwd jane --password long-enough-9",
    "search reindex",
    "demo --tickets 1",
)


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.setenv("GOTRS_VAR", str(tmp_path_factory.mktemp("var")))
    monkeypatch.setenv("GOTRS_SECRET_KEY", "s" * 40)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("url", NOWHERE)
def test_no_server(command: str, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOTRS_DATABASE_URL", url)

    result = CliRunner().invoke(app, command.split())

    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert "cannot be reached: " in result.stderr
    assert "secret" not in result.output
    assert "Traceback" not in result.output


def test_a_file_that_cannot_be_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOTRS_DATABASE_URL", "sqlite+aiosqlite:////nowhere/at/all.db")

    result = CliRunner().invoke(app, ["db", "current"])

    assert (result.exit_code, "unable to open database file" in result.stderr) == (1, True)


@pytest.mark.parametrize(
    "error", [ValueError("x"), ValueError(["x"]), FileNotFoundError(2, "No such file"), BrokenPipeError(32, "gone")]
)
def test_other_errors_are_not_taken_for_it(error: Exception) -> None:
    assert why_unreachable(error) is None
