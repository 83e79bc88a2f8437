"""A short run of the harness: processes that fetch and sort mail die by SIGKILL, connections are cut, nothing is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.dovecot import why_no_dovecot

ROOT = Path(__file__).parents[3]


@pytest.mark.process
@pytest.mark.skipif(bool(why_no_dovecot()), reason=why_no_dovecot())
def test_nothing_is_lost_and_nothing_comes_twice() -> None:
    command = [sys.executable, "-m", "tests.chaos.mail", "--seeds", "1", "--mails", "12"]

    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=150, check=False)

    assert run.returncode == 0, run.stdout + run.stderr
    assert "none lost, none twice" in run.stdout
