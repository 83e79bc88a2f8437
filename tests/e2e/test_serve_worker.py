"""`gotrs serve` with Redis: its worker lives and dies with it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.support.server import GotrsServer
from tests.support.waiting import eventually

pytestmark = pytest.mark.process


async def test_it_takes_its_worker_along_when_it_is_asked_to_end(tmp_path: Path, redis_url: str) -> None:
    server = GotrsServer(tmp_path / "var", environment={"GOTRS_REDIS_URL": redis_url})
    server.start()
    assert server._process is not None
    (worker,) = _children(server._process.pid)
    server.stop()

    async def gone() -> bool:
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return True
        return False

    await eventually(gone, within_s=15)


def _children(process_id: int) -> list[int]:
    listed = subprocess.run(["pgrep", "-P", str(process_id)], capture_output=True, text=True, check=False)
    return [int(line) for line in listed.stdout.split()]
