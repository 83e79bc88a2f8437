"""Settings of the process."""

from __future__ import annotations

from pathlib import Path

import pytest

from gotrs_api.kernel.settings import Settings


@pytest.mark.parametrize(("sandbox", "way_out"), [(True, ""), (False, "smtp://mail.example")])
def test_a_sandbox_has_no_way_out_for_mail(tmp_path: Path, sandbox: bool, way_out: str) -> None:
    assert Settings(var=tmp_path, sandbox=sandbox, smtp_url="smtp://mail.example").smtp_url == way_out
