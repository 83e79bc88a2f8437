"""The bench from the command line: `make bench ARGS="--tickets 100000"`. Docs: docs/performance.md."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from tests.bench.authentication import authentication_cost
from tests.bench.dataset import Dataset, prepare
from tests.bench.doors import mcp_figures, stream_memory, web_service_figures
from tests.bench.floor_server import compare, running_floor
from tests.bench.growth import Growth
from tests.bench.mails import mails_per_s
from tests.bench.measuring import burst, in_turn
from tests.bench.moving import move
from tests.bench.pages import page_figures
from tests.bench.report import Report, read_last
from tests.bench.webhooks import webhook_latencies
from tests.bench.workload import CONNECTIONS, Workload, make_workload
from tests.support.server import GotrsServer
from tests.support.servers import Servers, discover

SCENARIOS = (
    "list",
    "zoom",
    "article",
    "ticket",
    "queues",
    "dashboard",
    "search",
    "pages",
    "TicketGet",
    "TicketCreate",
    "mcp",
    "streams",
    "webhook",
    "mail",
    "import",
)
WITH_JOBS = {"mail", "webhook"}
WITHOUT_SERVER = {"import"}
FLOORED = ("list", "zoom")
console = Console(highlight=False)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--tickets", type=int, default=10_000, help="size of the database (default 10000)")
    parser.add_argument("--seconds", type=float, default=3, help="length of one burst (default 3)")
    parser.add_argument(
        "--rounds", type=int, default=3, help="bursts of what is measured in turn: the floor's, sizes (3)"
    )
    parser.add_argument("--mails", type=int, default=1000, help="how many mails are ingested (default 1000)")
    parser.add_argument(
        "--growth",
        type=int,
        default=0,
        metavar="TICKETS",
        help="measure nothing but the reads, at --tickets and at this size in turn",
    )
    parser.add_argument("--only", nargs="+", choices=SCENARIOS, default=SCENARIOS, help="which scenarios")
    parser.add_argument("--json", type=Path, default=Path("var/bench.json"), help="where the figures go")
    parser.add_argument("--server", action="append", default=[], metavar="NAME=VALUE", help="environment of the server")
    return parser.parse_args()


async def run(options: argparse.Namespace, found: Servers, folder: Path, report: Report) -> None:
    dataset = await _prepared(found, options.tickets, folder / "var")
    environment = {"GOTRS_REQUESTS_PER_MINUTE": "1000000000"} | dict(entry.split("=", 1) for entry in options.server)
    quiet = {**environment, "GOTRS_JOBS": "false"}  # jobs of earlier runs would take their share of the processor
    if options.growth:
        large = await _prepared(found, options.growth, folder / "large")
        report.growth = await _growth(options, (dataset, folder / "var"), (large, folder / "large"), environment=quiet)
        return
    url = dataset.url.render_as_string(hide_password=False)
    if set(options.only) - WITH_JOBS - WITHOUT_SERVER:
        with GotrsServer(folder / "var", database_url=url, environment=quiet) as server:
            workload = await make_workload(dataset, server.url)
            token = workload.headers["Authorization"].removeprefix("Bearer ")
            report.authentication = await authentication_cost(folder / "var", url, token)
            await _measure(options, report, server, dataset, workload, folder)
    if "webhook" in options.only:
        reached = {**environment, "GOTRS_OUTBOUND_ALLOW": "127.0.0.1"}
        with GotrsServer(folder / "var", database_url=url, environment=reached) as server:
            workload = await make_workload(dataset, server.url)
            report.figures["webhook"] = await webhook_latencies(server, workload.written_ids, 2 * options.seconds)
    if "mail" in options.only:
        with GotrsServer(folder / "var", database_url=url, environment=environment) as server:
            report.mails_per_s = await mails_per_s(server, dataset, folder / "mails", options.mails)


async def _prepared(found: Servers, tickets: int, var: Path) -> Dataset:
    with console.status(f"Preparing {tickets} tickets"):
        return await prepare(found.url("postgresql"), tickets, var)


async def _growth(options: argparse.Namespace, *sizes: tuple[Dataset, Path], environment: Mapping[str, str]) -> Growth:
    with ExitStack() as running:
        reads = []
        for dataset, var in sizes:
            url = dataset.url.render_as_string(hide_password=False)
            server = running.enter_context(GotrsServer(var, database_url=url, environment=environment))
            workload = await make_workload(dataset, server.url)
            reads.append(workload.reads(server.port, server.pid, options.only))
        small, large = (dataset.tickets for dataset, _ in sizes)
        return Growth.measured((small, large), *reads, seconds=options.seconds, rounds=options.rounds)


async def _measure(
    options: argparse.Namespace,
    report: Report,
    server: GotrsServer,
    dataset: Dataset,
    workload: Workload,
    folder: Path,
) -> None:
    seconds, pid = options.seconds, server.pid
    reads = workload.reads(server.port, pid, options.only)
    if floored := [name for name in FLOORED if name in reads]:
        paths = {"list": workload.list_paths(), "zoom": workload.zoom_paths()}
        with running_floor(dataset, workload, server.url, folder) as (floor_port, floor_pid):
            for name in floored:
                compare(paths[name][:20], workload.headers, server.url, f"http://127.0.0.1:{floor_port}")
                floor = replace(reads[name], port=floor_port, server_pid=floor_pid)
                both = in_turn((reads.pop(name), floor), seconds=seconds, rounds=options.rounds)
                report.figures[name], report.floors[name] = both
    for name, asked in reads.items():
        (report.figures[name],) = in_turn([asked], seconds=seconds, rounds=1)
    creates = {"article": workload.article_creates(), "ticket": workload.ticket_creates()}
    for name, requests in creates.items():
        if name in options.only:
            report.figures[name] = burst(server.port, pid, requests, connections=CONNECTIONS, seconds=seconds)
    if "pages" in options.only:
        report.figures |= await asyncio.to_thread(page_figures, server, workload, seconds)
    if services := tuple(name for name in ("TicketGet", "TicketCreate") if name in options.only):
        report.figures |= await asyncio.to_thread(web_service_figures, server, workload, services, seconds)
    if "mcp" in options.only:
        report.figures |= await asyncio.to_thread(mcp_figures, server, workload, seconds)
    if "streams" in options.only:
        report.streams = await stream_memory(server, workload.headers)


def main() -> None:
    options = arguments()
    found = discover()
    last = read_last(options.json, options.tickets)
    with tempfile.TemporaryDirectory(prefix="gotrs-bench-") as folder:
        if not found.has("postgresql"):
            sys.exit(f"The bench needs PostgreSQL: {found.why_not['postgresql']}")
        report = Report(options.tickets, CONNECTIONS)
        if set(options.only) - WITHOUT_SERVER:
            asyncio.run(run(options, found, Path(folder), report))
        if "import" in options.only and not options.growth and found.has("mariadb"):
            with console.status(f"Moving {options.tickets} tickets from MariaDB into PostgreSQL"):
                report.moving = move(found, options.tickets, Path(folder))
    report.show(console, last)
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(report.as_json(), indent=2) + "\n")
    if not all(figures.is_clean for _, figures in report.all_figures()):
        sys.exit(1)


if __name__ == "__main__":
    main()
