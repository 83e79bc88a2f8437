"""One measurement: a burst of requests at a server, with its latencies and what it cost the server in CPU time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

WARM_UP_S = 0.7
_TICKS_PER_S = os.sysconf("SC_CLK_TCK")


@dataclass
class Figures:
    """Of one or several bursts of the same kind."""

    latencies_s: list[float] = field(default_factory=list)
    took_s: float = 0.0
    server_cpu_s: float = 0.0
    statuses: dict[str, int] = field(default_factory=dict)

    def add(self, other: Figures) -> None:
        self.latencies_s += other.latencies_s
        self.took_s += other.took_s
        self.server_cpu_s += other.server_cpu_s
        for status, number in other.statuses.items():
            self.statuses[status] = self.statuses.get(status, 0) + number

    @property
    def requests(self) -> int:
        return len(self.latencies_s)

    @property
    def per_s(self) -> float:
        return self.requests / self.took_s if self.took_s else 0.0

    @property
    def cpu_ms(self) -> float:
        """The server process's own CPU time for one request; what the machine does beside does not change it much."""
        return 1000 * self.server_cpu_s / self.requests if self.requests else 0.0

    def percentile_ms(self, share: float) -> float:
        ordered = sorted(self.latencies_s)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0

    def as_json(self) -> dict[str, Any]:
        return {
            "requests": self.requests,
            "per_s": round(self.per_s, 1),
            "p50_ms": round(self.percentile_ms(0.5), 2),
            "p95_ms": round(self.percentile_ms(0.95), 2),
            "p99_ms": round(self.percentile_ms(0.99), 2),
            "cpu_ms": round(self.cpu_ms, 3),
            "statuses": self.statuses,
        }

    @property
    def is_clean(self) -> bool:
        return bool(self.statuses) and all(status.startswith("2") for status in self.statuses)


def burst(
    port: int, server_pid: int, requests: Sequence[str], *, connections: int, seconds: float, most: int = 0
) -> Figures:
    """Send the requests in turn for so many seconds (or `most` of them) over so many connections."""
    job = {
        "port": port,
        "connections": connections,
        "seconds": seconds,
        "most": most,
        "requests": list(requests),
    }
    before = cpu_s(server_pid)
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.load"],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        check=True,
        timeout=seconds + 60,
    )
    result = json.loads(done.stdout)
    assert result["latencies_s"], f"no answers: {done.stderr}"
    return Figures(result["latencies_s"], result["took_s"], cpu_s(server_pid) - before, result["statuses"])


@dataclass(frozen=True)
class Asked:
    """Requests for one server, over so many connections."""

    port: int
    server_pid: int
    requests: Sequence[str]
    connections: int

    def burst(self, seconds: float) -> Figures:
        return burst(self.port, self.server_pid, self.requests, connections=self.connections, seconds=seconds)


def in_turn(asked: Sequence[Asked], *, seconds: float, rounds: int) -> list[Figures]:
    """Warmed up, each gets a burst in each round: what else the machine does in these minutes falls on all of them."""
    for one in asked:
        one.burst(WARM_UP_S)
    found = [Figures() for _ in asked]
    for _ in range(rounds):
        for one, figures in zip(asked, found, strict=True):
            figures.add(one.burst(seconds))
    return found


def cpu_s(pid: int) -> float:
    """User and system time of a process, without its children. 0 where there is no /proc."""
    try:
        values = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(values[11]) + int(values[12])) / _TICKS_PER_S


def get(path: str, headers: dict[str, str]) -> str:
    return _request("GET", path, headers, "")


def post(path: str, headers: dict[str, str], body: object) -> str:
    return _request("POST", path, {**headers, "Content-Type": "application/json"}, json.dumps(body))


def _request(method: str, path: str, headers: dict[str, str], body: str) -> str:
    length = {"Content-Length": str(len(body.encode()))} if body else {}
    lines = [f"{name}: {value}" for name, value in ({"Host": "127.0.0.1"} | headers | length).items()]
    return "\r\n".join([f"{method} {path} HTTP/1.1", *lines, "", body])
