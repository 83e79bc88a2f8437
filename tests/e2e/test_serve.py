"""`gotrs serve` as an operator meets it: first start, second start, sudden death, a polite end."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest

from tests.support.server import GotrsServer

pytestmark = pytest.mark.process


def test_the_first_start_prints_a_password_once_and_a_second_start_reuses_everything(tmp_path: Path) -> None:
    server = GotrsServer(tmp_path / "var", environment={"GOTRS_ADMIN_PASSWORD": ""})
    with server:
        said = server.output()
        assert re.search(r"Sign in as root@localhost with the password \S{16,}", said)
        assert f"http://localhost:{server.port}/" in said
    assert (tmp_path / "var/gotrs.sqlite3").exists()

    with server:
        assert "password" not in server.output().removeprefix(said)


def test_it_comes_back_after_a_kill_and_ends_politely_when_asked(tmp_path: Path) -> None:
    server = GotrsServer(tmp_path / "var")
    server.start()
    server.kill()
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{server.url}/health")
    server.start()
    assert httpx.get(f"{server.url}/health").json()["status"] == "ok"
    assert server.stop() in (0, -15)
    assert "Traceback" not in server.output()
