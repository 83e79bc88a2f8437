"""Kills the fetcher, cuts its connections, and counts: `python -m tests.chaos.mail --seeds 100 [--backend postgresql]`.

For each seed mail arrives over IMAP, POP3 and the pipe while processes that fetch and sort it are killed (SIGKILL) at
random moments, and a proxy cuts their connections after a random number of bytes. At the end every mail must be in
exactly one article, or in quarantine. Ends with status 1 and the seeds when one was lost or doubled.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog
from pydantic import SecretStr
from sqlalchemy import select
from sqlalchemy.engine import URL

from gotrs_api.articles.models import ArticleMime
from gotrs_api.db.database import Database
from gotrs_api.identity.principal import Principal
from gotrs_api.jobs import store
from gotrs_api.jobs.runners.embedded import drain
from gotrs_api.kernel.cache import MemoryCache
from gotrs_api.kernel.settings import Settings
from gotrs_api.mail.accounts import service
from gotrs_api.mail.accounts.schemas import MailAccountCreate
from gotrs_api.mail.inbound.fetch.round import fetch_account
from gotrs_api.mail.inbound.spool import SPOOL, accept
from gotrs_api.mail.models import MailAccount
from gotrs_api.uow import Site
from gotrs_api.wiring import build_site
from tests.support import databases
from tests.support.dovecot import PASSWORD, Dovecot, MailUser, running_dovecot, why_no_dovecot
from tests.support.servers import Servers, discover, free_port
from tests.support.slots import Slot

LIVES = 4
LONGEST_LIFE_S = 0.6
LAST_LIFE_S = 240.0
CUT_WITHIN_BYTES = 6000
KINDS = ("IMAP", "POP3")


class ShiftedClock:
    """Each life begins later than the claims and waits of the one before it have ended."""

    def __init__(self, life: int) -> None:
        self._shift = timedelta(minutes=20) * life

    def now(self) -> datetime:
        return datetime.now(UTC) + self._shift


@dataclass
class World:
    """What lasts over all lives of one seed."""

    seed: int
    url: URL
    folder: Path
    users: dict[str, MailUser]
    ports: dict[str, int]
    random: random.Random
    delivered: list[str] = field(default_factory=list)

    def site(self, life: int) -> Site:
        settings = Settings(var=self.folder / "var", secret_key=SecretStr("chaos-chaos-chaos-chaos-chaos-chaos"))
        return build_site(
            settings, database=Database(self.url, pool_size=3), cache=MemoryCache(), clock=ShiftedClock(life)
        )

    @property
    def calm(self) -> Path:
        return self.folder / "calm"

    def letter(self, way: str) -> bytes:
        """Each mail has a subject of its own. The pipe's has always a Message-ID: without one a retry is another mail."""
        token = f"{way}-{self.seed}-{len(self.delivered)}"
        self.delivered.append(token)
        head = [f"From: c{self.random.randrange(5)}@customer.example", "To: desk@desk.example", f"Subject: {token}"]
        if way == "pipe" or self.random.random() < 0.6:
            head.append(f"Message-ID: <{token}@customer.example>")
        size = self.random.choice((1, 5, 50, 3000))
        return ("\r\n".join(head) + "\r\n\r\n" + "some words of a mail\r\n" * size).encode()


def in_child(work: Callable[[], Awaitable[None]]) -> int:
    """Fork and run; answers the child's id. The child ends without tidying up anything of ours."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        asyncio.run(work())  # type: ignore[arg-type]
        status = 0
    except BaseException as error:
        print(f"  child: {error!r}"[:400], file=sys.stderr)
    finally:
        os._exit(status)


def run_seed(
    seed: int, servers: Servers, backend: str, dovecot: Dovecot, mails: int, slot: int
) -> tuple[list[str], Counter[str]]:
    """What was lost or doubled (nothing, that is), and the deliveries by what became of them."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="gotrs-chaos-") as name:
        url = databases.prepare_committed(backend, servers, slot)
        users = {kind: dovecot.user() for kind in KINDS}
        world = World(seed, url, Path(name), users, {kind: free_port() for kind in KINDS}, chance)
        for user in users.values():
            user.deliver()
        proxies = [in_child(lambda kind=kind: _proxy(world, kind, dovecot.ports[kind.lower()])) for kind in KINDS]  # type: ignore[misc]
        try:
            _wait(in_child(lambda: _make_accounts(world)))
            for life in range(1, LIVES + 1):
                _arrive(world, mails // LIVES, life)
                child = in_child(lambda life=life: _live(world, life))  # type: ignore[misc]
                time.sleep(chance.random() * LONGEST_LIFE_S)
                _kill(child)
            world.calm.touch()
            last = in_child(lambda: _live(world, LIVES + 2, until_quiet=True))
            assert _wait(last, LAST_LIFE_S) == 0, "the last life did not come to rest"
            report = world.folder / "report.json"
            assert _wait(in_child(lambda: _report(world, report))) == 0
            found = json.loads(report.read_text())
        finally:
            for proxy in proxies:
                _kill(proxy)
    wrong = []
    for token in world.delivered:
        times = found["articles"].get(token, 0) + found["quarantined"].get(token, 0)
        if times != 1:
            wrong.append(f"{token}: {'lost' if not times else f'{times} times'}")
    left = sum(user.left() for user in users.values())
    if left:
        wrong.append(f"{left} mails still lie on the server")
    return wrong, Counter(found["statuses"])


async def _make_accounts(world: World) -> None:
    site = world.site(0)
    async with site.uow() as uow:
        for kind, user in world.users.items():
            values = {"login": user.name, "password": SecretStr(PASSWORD), "host": f"127.0.0.1:{world.ports[kind]}"}
            command = MailAccountCreate.model_validate({**values, "type": kind})
            await service.create_mail_account(uow, Principal.system("chaos"), command)
    await site.close()


def _arrive(world: World, count: int, life: int) -> None:
    """A part of the mails: into the mailboxes at once, into the pipe as often as it takes, as an MTA would."""
    for _ in range(count):
        way = world.random.choice((*KINDS, "pipe"))
        raw = world.letter(way)
        if way != "pipe":
            world.users[way].deliver(raw)
            continue
        while True:
            child = in_child(lambda raw=raw: _pipe(world, life, raw))  # type: ignore[misc]
            if world.random.random() < 0.3:
                time.sleep(world.random.random() * 0.15)
                _kill(child)
                continue
            if _wait(child) == 0:
                break


async def _pipe(world: World, life: int, raw: bytes) -> None:
    site = world.site(life)
    await accept(site, raw, "pipe")
    await site.close()


async def _live(world: World, life: int, *, until_quiet: bool = False) -> None:
    """What a server does for mail: take back what the dead one held, fetch, sort."""
    site = world.site(life)
    async with site.job_transaction() as session:
        await store.release_dead_holders(session, me=store.new_holder(), now=site.clock.now())
    async with site.read() as uow:
        accounts = list(await uow.session.scalars(select(MailAccount.id)))
    while True:
        results = [await fetch_account(site, account) for account in accounts]
        ran = await drain(site)
        if until_quiet and not ran and all(r is not None and not r.stored and not r.left for r in results):
            break
    await site.close()


async def _report(world: World, path: Path) -> None:
    site = world.site(LIVES + 3)
    async with site.read() as uow:
        articles = Counter(await uow.session.scalars(select(ArticleMime.a_subject)))
        rows = list(await uow.session.execute(select(SPOOL.c.status, SPOOL.c.raw)))
    held = [
        bytes(row.raw).split(b"Subject: ")[1].split(b"\r\n")[0].decode() for row in rows if row.status == "quarantined"
    ]
    statuses = Counter(row.status for row in rows)
    path.write_text(json.dumps({"articles": articles, "quarantined": Counter(held), "statuses": statuses}))
    await site.close()


async def _proxy(world: World, kind: str, target: int) -> None:
    chance = random.Random(f"{world.seed}{kind}")

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server_reader, server_writer = await asyncio.open_connection("127.0.0.1", target)
        left = 1 << 60 if world.calm.exists() or chance.random() < 0.3 else chance.randrange(CUT_WITHIN_BYTES)

        async def pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
            nonlocal left
            while data := await source.read(65536):
                sink.write(data[:left])
                left -= len(data)
                if left <= 0:
                    return

        ways = [asyncio.create_task(pump(reader, server_writer)), asyncio.create_task(pump(server_reader, writer))]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        writer.close()
        server_writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", world.ports[kind])
    await server.serve_forever()


def _warm_up(url: URL) -> None:
    """Load here, once, what each child would load for itself."""

    async def touch(world: World) -> None:
        site = world.site(0)
        await accept(site, b"Subject: warm\r\n\r\n", "pipe")
        await drain(site)
        await site.close()

    with tempfile.TemporaryDirectory(prefix="gotrs-chaos-") as name:
        asyncio.run(touch(World(0, url, Path(name), {}, {}, random.Random(0))))


def _kill(child: int) -> None:
    try:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    except (ProcessLookupError, ChildProcessError):
        return


def _wait(child: int, limit_s: float = 30) -> int:
    """The child's exit status; -1 when it had to be killed for its slowness."""
    end = time.monotonic() + limit_s
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.005)
    _kill(child)
    return -1


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=20)
    options.add_argument("--first", type=int, default=0, help="the first seed")
    options.add_argument("--mails", type=int, default=24, help="for each seed")
    options.add_argument("--backend", default="sqlite")
    chosen = options.parse_args()
    if reason := why_no_dovecot():
        print(reason)
        return 2
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    servers = discover(wheels=False)
    failed, mails, outcomes, began = [], 0, Counter[str](), time.monotonic()
    slot = Slot()
    with running_dovecot() as dovecot:
        _warm_up(databases.prepare_committed(chosen.backend, servers, slot.number))
        for seed in range(chosen.first, chosen.first + chosen.seeds):
            wrong, statuses = run_seed(seed, servers, chosen.backend, dovecot, chosen.mails, slot.number)
            mails += chosen.mails // LIVES * LIVES
            outcomes += statuses
            if wrong:
                failed.append(seed)
                print(f"seed {seed}: " + "; ".join(wrong), flush=True)
    took_s = time.monotonic() - began
    print(
        f"{chosen.seeds} seeds on {chosen.backend} in {took_s:.0f} s: {mails} mails delivered, "
        f"{chosen.seeds * LIVES} processes killed; rows in the spool: {dict(outcomes)}; "
        + (f"seeds with a loss or a double: {failed}" if failed else "none lost, none twice")
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
