"""Says what was measured, on the screen and in a file, beside what it was last time."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.bench.authentication import AuthenticationCost
from tests.bench.doors import StreamMemory
from tests.bench.growth import Growth
from tests.bench.measuring import Figures
from tests.bench.moving import Moving

AIMS = {"list": 0.5, "zoom": 0.35}  # of the floor


@dataclass
class Report:
    tickets: int
    connections: int
    figures: dict[str, Figures] = field(default_factory=dict)
    floors: dict[str, Figures] = field(default_factory=dict)
    mails_per_s: dict[str, float] = field(default_factory=dict)
    streams: StreamMemory | None = None
    authentication: AuthenticationCost | None = None
    moving: Moving | None = None
    growth: Growth | None = None

    def ratio(self, name: str) -> float | None:
        """Requests a second beside the floor's, in the same minute on the same machine."""
        floor = self.floors.get(name)
        return self.figures[name].per_s / floor.per_s if floor and floor.per_s else None

    def cpu_ratio(self, name: str) -> float | None:
        """The same by CPU time of the server processes, which other work on the machine disturbs less."""
        floor, own = self.floors.get(name), self.figures[name]
        return floor.cpu_ms / own.cpu_ms if floor and own.cpu_ms else None

    def all_figures(self) -> Iterator[tuple[str, Figures]]:
        yield from self.figures.items()
        for name, both in self.growth.figures.items() if self.growth else ():
            yield from ((name, figures) for figures in both)

    def as_json(self) -> dict[str, Any]:
        return {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "tickets": self.tickets,
            "connections": self.connections,
            "machine": {"cpus": os.cpu_count(), "python": platform.python_version(), "load": os.getloadavg()[0]},
            "scenarios": {name: self._scenario(name) for name in self.figures},
            "floor": {name: figures.as_json() for name, figures in self.floors.items()},
            "mails_per_s": self.mails_per_s,
            "streams": asdict(self.streams) if self.streams is not None else None,
            "authentication": asdict(self.authentication) if self.authentication is not None else None,
            "moving": self.moving.as_json() if self.moving else None,
            "growth": self.growth.as_json() if self.growth else None,
        }

    def _scenario(self, name: str) -> dict[str, Any]:
        return {**self.figures[name].as_json(), "ratio": self.ratio(name), "cpu_ratio": self.cpu_ratio(name)}

    def show(self, console: Console, last: dict[str, Any] | None) -> None:
        console.width = max(console.width, 110)
        if self.figures:
            console.print(self._table(last))
        if self.growth is not None:
            console.print(_growth_table(self.growth))
        if self.mails_per_s:
            ways = ", ".join(f"{way} {per_s:.1f}" for way, per_s in self.mails_per_s.items())
            console.print(f"Mails that became tickets, a second: {ways}")
        if self.streams is not None:
            one = self.streams
            console.print(f"{one.streams} event streams: {one.with_streams_mb:.0f} MB, {one.before_mb:.0f} MB before")
        if self.authentication is not None:
            cost = self.authentication
            console.print(
                f"Authenticating a request: {cost.queries} query, {cost.queries_while_fresh} while the answer is fresh "
                f"({cost.stale_for_s:.0f} s at most)"
            )
        for line in self.moving.lines() if self.moving else ():
            console.print(line)
        for name, figures in self.all_figures():
            if not figures.is_clean:
                console.print(f"[bold red]{name}: answers {figures.statuses}[/]")

    def _table(self, last: dict[str, Any] | None) -> Table:
        table = Table(title=f"{self.tickets} tickets, {self.connections} connections, load {os.getloadavg()[0]:.1f}")
        for heading in (
            "",
            "requests/s",
            "p50 ms",
            "p95 ms",
            "p99 ms",
            "CPU ms",
            "of floor",
            "by CPU",
            "last time",
            "aim",
        ):
            table.add_column(heading, justify="right" if heading else "left")
        for name, figures in self.figures.items():
            before = ((last or {}).get("scenarios", {}).get(name) or {}).get("ratio")
            table.add_row(
                name,
                *_cells(figures),
                _share(self.ratio(name)),
                _share(self.cpu_ratio(name)),
                _share(before),
                _share(AIMS.get(name)),
            )
            if name in self.floors:
                table.add_row(f"  floor of {name}", *_cells(self.floors[name]), "", "", "", "", style="dim")
        return table


def read_last(path: Path, tickets: int) -> dict[str, Any] | None:
    """The figures that the last run over as many tickets left."""
    try:
        last: dict[str, Any] = json.loads(path.read_text())
    except (FileNotFoundError, ValueError):
        return None
    return last if last.get("tickets") == tickets else None


def _growth_table(growth: Growth) -> Table:
    small, large = growth.small, growth.large
    table = Table(title=f"{small} and {large} tickets in turn, in ms, load {os.getloadavg()[0]:.1f}")
    table.add_column("", no_wrap=True)
    for heading in (*(f"{kind} at {size}" for kind in ("p50", "p95") for size in (small, large)), "p95 ratio", "aim"):
        table.add_column(heading, justify="right")
    for name, both in growth.figures.items():
        times = (f"{figures.percentile_ms(share):.1f}" for share in (0.5, 0.95) for figures in both)
        ratio, aim = growth.ratio(name), growth.aim(name)
        table.add_row(name, *times, f"{ratio:.2f}", _share(aim), style="red" if aim and ratio > aim else None)
    return table


def _cells(figures: Figures) -> list[str]:
    times = (f"{figures.percentile_ms(share):.1f}" for share in (0.5, 0.95, 0.99))
    return [f"{figures.per_s:.0f}", *times, f"{figures.cpu_ms:.2f}"]


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
