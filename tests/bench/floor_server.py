"""Starts the floor beside the real server, tells it what it cannot know, and sees that both say the same."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import orjson

from tests.bench.dataset import Dataset
from tests.bench.workload import Workload
from tests.support.servers import free_port

START_LIMIT_S = 20


class NotTheSame(AssertionError):
    """The floor's answer differs from the API's: the ratio would mean nothing."""


@contextmanager
def running_floor(dataset: Dataset, workload: Workload, api: str, folder: Path) -> Iterator[tuple[int, int]]:
    """Its port and process id."""
    extras = folder / "floor.json"
    with httpx.Client(base_url=api, headers=workload.headers, timeout=30) as client:
        viewer = client.get("/api/v1/users/me").raise_for_status().json()["id"]
        tickets = [client.get(path).raise_for_status().json() for path in workload.zoom_paths()]
    allowed = {str(ticket["id"]): ticket["allowed"] for ticket in tickets}
    told = {
        "viewer_id": viewer,
        "allowed": allowed,
        "ticket_fields": tickets[0]["dynamic_fields"],
        "article_fields": tickets[0]["articles"][0]["dynamic_fields"],
    }
    extras.write_bytes(orjson.dumps(told))
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "tests.bench.floor", dataset.plain_url, str(port), str(extras)])
    try:
        _wait(port, workload.list_paths()[0])
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(10)


def _wait(port: int, path: str) -> None:
    deadline = time.monotonic() + START_LIMIT_S
    while True:
        try:
            httpx.get(f"http://127.0.0.1:{port}{path}", timeout=5).raise_for_status()
        except httpx.TransportError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def compare(paths: Sequence[str], headers: dict[str, str], api: str, floor: str) -> None:
    """Raises NotTheSame unless both servers answer these addresses with the same bytes."""
    for path in paths:
        one = httpx.get(f"{api}{path}", headers=headers, timeout=30)
        other = httpx.get(f"{floor}{path}", timeout=30)
        if one.content != other.content:
            raise NotTheSame(f"{path}\nAPI:   {one.text[:3000]}\nfloor: {other.text[:3000]}")
