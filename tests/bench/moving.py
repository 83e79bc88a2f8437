"""How fast an OTRS on MariaDB moves into PostgreSQL, is verified there, and adopted where it lies: through the commands."""

from __future__ import annotations

import asyncio
import os
import re
import resource
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL

from tests.support import databases
from tests.support.otrs_source import Source, build
from tests.support.server import GOTRS
from tests.support.servers import Servers

_ROWS = re.compile(r"([\d,]+) rows")


@dataclass
class Took:
    """One command: wall clock and CPU of its process alone, in seconds. `rows` is 0 for adopting."""

    rows: int
    seconds: float
    cpu_s: float

    @property
    def per_s(self) -> float:
        return self.rows / self.seconds

    @property
    def per_cpu_s(self) -> float:
        return self.rows / self.cpu_s


@dataclass
class Moving:
    imported: Took
    verified: Took
    adopted: Took
    peak_mib: float  # of the largest of these processes

    def lines(self) -> Iterator[str]:
        for name, took in (("Import", self.imported), ("Verify", self.verified)):
            yield (
                f"{name}: {took.rows:,} rows in {took.seconds:.0f} s, {took.per_s:,.0f} a second "
                f"({took.per_cpu_s:,.0f} a second of its own CPU)"
            )
        yield f"Adopt: {self.adopted.seconds:.1f} s ({self.adopted.cpu_s:.1f} s CPU); memory at most {self.peak_mib:.0f} MiB"

    def as_json(self) -> dict[str, float]:
        return {
            "import_rows_per_s": round(self.imported.per_s), "import_rows_per_cpu_s": round(self.imported.per_cpu_s),
            "verify_rows_per_s": round(self.verified.per_s), "verify_rows_per_cpu_s": round(self.verified.per_cpu_s),
            "adopt_s": round(self.adopted.seconds, 1), "peak_mib": round(self.peak_mib),
        }  # fmt: skip


def move(servers: Servers, tickets: int, folder: Path) -> Moving:
    """Blocks. The databases are made for it and left for whoever wants to look at them."""
    old = databases.create_empty("mariadb", servers, 0, "bench_old")
    new = databases.create_empty("postgresql", servers, 0, "bench_new")
    asyncio.run(build(old, Source(tickets=tickets, dirt=True)))
    with _environment(folder):
        imported = _run("import", _plain(old), "--into", _plain(new))
        verified = _run("verify", _plain(old), _plain(new), "--report", str(folder / "verified.html"))
        adopted = _run("adopt", _plain(old))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return Moving(imported, verified, adopted, peak)


def _run(*arguments: str) -> Took:
    before, started = _cpu_of_children(), time.perf_counter()
    done = subprocess.run([GOTRS, "otrs", *arguments], capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - started
    assert done.returncode == 0, done.stdout + done.stderr
    found = _ROWS.search(done.stdout)
    return Took(int(found[1].replace(",", "")) if found else 0, seconds, _cpu_of_children() - before)


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def _environment(folder: Path) -> Iterator[None]:
    before = os.environ.get("GOTRS_VAR")
    os.environ["GOTRS_VAR"] = str(folder / "moving")
    try:
        yield
    finally:
        os.environ.pop("GOTRS_VAR")
        if before is not None:
            os.environ["GOTRS_VAR"] = before


def _plain(url: URL) -> str:
    return url.render_as_string(hide_password=False)
