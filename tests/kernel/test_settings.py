"""Settings of the process."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from gotrs_api.cli import app
from gotrs_api.kernel.settings import Settings


@pytest.mark.parametrize(("sandbox", "way_out"), [(True, ""), (False, "smtp://mail.example")])
def test_a_sandbox_has_no_way_out_for_mail(tmp_path: Path, sandbox: bool, way_out: str) -> None:
    assert Settings(var=tmp_path, sandbox=sandbox, smtp_url="smtp://mail.example").smtp_url == way_out


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("GOTRS_TRUSTED_PROXIES", "10.0.0.0/8 my-proxy", "'my-proxy' does not appear to be an IPv4 or IPv6 network"),
        ("GOTRS_PUBLIC_URL", "desk.example.com", "no address as https://desk.example.com"),
        ("GOTRS_PUBLIC_URL", "ftp://desk.example.com", "no address as https://desk.example.com"),
        ("GOTRS_REQUEST_MAX_BYTES", "much", "should be a valid integer"),
    ],
)
def test_what_the_environment_says_wrongly_is_told_at_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    """And not by each request that fails for it."""
    monkeypatch.setenv(name, value)
    result = CliRunner().invoke(app, ["serve"])
    assert result.exit_code == 2
    assert result.output.startswith(f"{name}: ")
    assert told in " ".join(result.output.split())
