"""Kills the mail's processes, cuts their connections, and counts: `python -m tests.chaos.mail --seeds 100`.

For each seed mail arrives over IMAP, POP3 and the pipe while processes that fetch, sort and answer it are killed
(SIGKILL) at random moments. A proxy cuts their connections to the mailboxes after a random number of bytes, the
database ends theirs to it, Redis forgets everything (every second seed runs on it), and the SMTP server says 4xx, 5xx or
nothing, or hangs up before or after it has taken a mail. At the end every mail must be in exactly one article, or in
quarantine, and every answer accepted or refused; what was accepted twice is counted, and has one Message-ID.
Ends with status 1 and the seeds when a mail was lost or doubled.
"""

from __future__ import annotations

import argparse
import asyncio
import faulthandler
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
from typing import Any, cast

import structlog
from pydantic import SecretStr
from sqlalchemy import func, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from gotrs_api.articles.models import Article, ArticleMime, ArticleSenderType
from gotrs_api.db.database import Database
from gotrs_api.identity.principal import Principal
from gotrs_api.jobs import store
from gotrs_api.jobs.models import Job
from gotrs_api.jobs.runners.arq import ArqNudger, ArqRunner
from gotrs_api.jobs.runners.embedded import EmbeddedRunner, drain
from gotrs_api.kernel.settings import Settings
from gotrs_api.mail.accounts import service
from gotrs_api.mail.accounts.schemas import MailAccountCreate
from gotrs_api.mail.inbound.fetch.round import fetch_account
from gotrs_api.mail.inbound.spool import SPOOL, accept
from gotrs_api.mail.models import MailAccount, MailQueue
from gotrs_api.queues.models import Queue
from gotrs_api.responses.models import AutoResponse, QueueAutoResponse
from gotrs_api.uow import Site
from gotrs_api.wiring import build_site
from tests.chaos import faults
from tests.support import databases
from tests.support.dovecot import PASSWORD, Dovecot, MailUser, running_dovecot, why_no_dovecot
from tests.support.servers import Servers, discover, free_port
from tests.support.slots import Slot

LIVES = 4
LONGEST_LIFE_S = 1.2
LAST_LIFE_S = 900.0  # a machine that does much else needs minutes; one that hangs, for ever
CUT_WITHIN_BYTES = 6000
KINDS = ("IMAP", "POP3")


class ShiftedClock:
    """Each life begins later than the claims and waits of the one before it have ended."""

    def __init__(self, life: int) -> None:
        self._shift = timedelta(minutes=20) * life

    def now(self) -> datetime:
        return datetime.now(UTC) + self._shift

    def skip(self) -> None:
        """Past whatever wait there is."""
        self._shift += timedelta(minutes=20)


@dataclass
class World:
    """What lasts over all lives of one seed."""

    seed: int
    url: URL
    folder: Path
    users: dict[str, MailUser]
    ports: dict[str, int]
    random: random.Random
    redis_url: str = ""
    delivered: list[str] = field(default_factory=list)

    def site(self, life: int) -> Site:
        settings = Settings(
            var=self.folder / "var",
            secret_key=SecretStr("chaos-chaos-chaos-chaos-chaos-chaos"),
            smtp_url=f"smtp://127.0.0.1:{self.ports['SMTP']}" if self.ports else "",
            redis_url=self.redis_url,
        )
        return build_site(settings, database=Database(self.url, pool_size=4), clock=ShiftedClock(life))

    @property
    def calm(self) -> Path:
        return self.folder / "calm"

    @property
    def journal(self) -> Path:
        return self.folder / "accepted"

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
        faulthandler.register(signal.SIGUSR1)  # `_wait` asks where one hangs that does not come to its end
        asyncio.run(work())  # type: ignore[arg-type]
        status = 0
    except (DBAPIError, OSError):
        pass  # the troubles that are made here: whoever waits for this child sees its status
    except BaseException as error:
        print(f"  child: {error!r}"[:400], file=sys.stderr)
    finally:
        os._exit(status)


def run_seed(
    seed: int, servers: Servers, backend: str, dovecot: Dovecot, mails: int, slot: int
) -> tuple[list[str], Counter[str]]:
    """What was lost or doubled (nothing, that is), and the mails by what became of them."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="gotrs-chaos-") as name:
        url = databases.prepare_committed(backend, servers, slot)
        users = {kind: dovecot.user() for kind in KINDS}
        ports = {kind: free_port() for kind in (*KINDS, "SMTP")}
        redis_url = servers.urls.get("redis", "") if seed % 2 else ""
        world = World(seed, url, Path(name), users, ports, chance, redis_url)
        for user in users.values():
            user.deliver()
        _wait(in_child(lambda: _make_accounts(world)))
        peers = [
            *(in_child(lambda kind=kind: _proxy(world, kind, dovecot.ports[kind.lower()])) for kind in KINDS),  # type: ignore[misc]
            in_child(lambda: faults.MailServer(world.journal, world.calm, chance).serve(ports["SMTP"])),
        ]
        troubles = [in_child(lambda: faults.trouble_database(url, chance))]
        if redis_url:
            troubles.append(in_child(lambda: faults.flush_redis(redis_url, chance)))
        try:
            for life in range(1, LIVES + 1):
                _arrive(world, mails // LIVES, life)
                child = in_child(lambda life=life: _live(world, life))  # type: ignore[misc]
                time.sleep(chance.random() * LONGEST_LIFE_S)
                _kill(child)
            world.calm.touch()
            for trouble in troubles:
                _kill(trouble)
            last = in_child(lambda: _come_to_rest(world))
            assert _wait(last, LAST_LIFE_S) == 0, f"seed {seed}: the last life did not come to rest"
            report = world.folder / "report.json"
            assert _wait(in_child(lambda: _report(world, report))) == 0
            found = json.loads(report.read_text())
        finally:
            for child in (*troubles, *peers):
                _kill(child)
        said = _said(world.journal)
    wrong = []
    for token in world.delivered:
        times = found["articles"].get(token, 0) + found["quarantined"].get(token, 0)
        if times != 1:
            wrong.append(f"{token}: {'lost' if not times else f'{times} times'}")
    left = sum(user.left() for user in users.values())
    if left:
        wrong.append(f"{left} mails still lie on the server")
    answers, expected = set(found["answers"]), sum(found["articles"].get(token, 0) for token in world.delivered)
    if len(found["answers"]) != expected:
        wrong.append(f"{len(found['answers'])} answers to {expected} mails")
    accepted = said[faults.ACCEPTED]
    unheard = len(answers - set(accepted)) - said[faults.REFUSED].total()
    if unheard > 0 or found["waiting"]:
        wrong.append(f"{unheard} answers neither accepted nor refused, {found['waiting']} still wait")
    if strange := set(accepted) - answers:
        wrong.append(f"{len(strange)} mails sent that no article knows")
    outcomes = Counter(found["statuses"])
    outcomes += Counter(answers_accepted=len(accepted), answers_refused=said[faults.REFUSED].total())
    return wrong, outcomes + Counter(answers_accepted_again=accepted.total() - len(accepted))


def _said(journal: Path) -> dict[str, Counter[str]]:
    """How often the SMTP server accepted or refused what, by Message-ID."""
    said: dict[str, Counter[str]] = {faults.ACCEPTED: Counter(), faults.REFUSED: Counter()}
    for line in journal.read_text().splitlines() if journal.exists() else ():
        what, message_id = json.loads(line)
        said[what][message_id] += 1
    return said


async def _make_accounts(world: World) -> None:
    site = world.site(0)
    async with site.uow() as uow:
        for kind, user in world.users.items():
            values = {"login": user.name, "password": SecretStr(PASSWORD), "host": f"127.0.0.1:{world.ports[kind]}"}
            command = MailAccountCreate.model_validate({**values, "type": kind})
            await service.create_mail_account(uow, Principal.system("chaos"), command)
        reply = await uow.session.scalar(select(AutoResponse.id).where(AutoResponse.type_id == 1))
        for queue_id in await uow.session.scalars(select(Queue.id)):
            uow.session.add(QueueAutoResponse(queue_id=queue_id, auto_response_id=reply))
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


async def _live(world: World, life: int) -> None:
    """What a server does for mail: take back what the dead one held, fetch, sort, answer. It ends by being killed."""
    site = world.site(life)
    running = []
    if world.redis_url:
        site.nudger = ArqNudger(world.redis_url)
        running.append(asyncio.create_task(_for_ever(lambda: ArqRunner(site, world.redis_url).work(asyncio.Event()))))
    else:
        site.nudger = runner = EmbeddedRunner(site)
        await _for_ever(runner.start, until_it_works=True)
    running.append(asyncio.create_task(_for_ever(lambda: _fetch_all(site))))
    await asyncio.gather(*running)


async def _for_ever(work: Callable[[], Awaitable[Any]], *, until_it_works: bool = False) -> None:
    """A server outlives its database's bad moments."""
    while True:
        try:
            await work()
        except (DBAPIError, OSError, ExceptionGroup):
            await asyncio.sleep(0.05)
        else:
            if until_it_works:
                return


async def _fetch_all(site: Site) -> bool:
    """Whether there was nothing to fetch."""
    async with site.read() as uow:
        accounts = list(await uow.session.scalars(select(MailAccount.id)))
    results = [await fetch_account(site, account) for account in accounts]
    return all(result is not None and not result.stored and not result.left for result in results)


async def _come_to_rest(world: World) -> None:
    """The last life: no trouble any more, and all the time that waits and claims may take."""
    site = world.site(LIVES + 2)
    clock = cast(ShiftedClock, site.clock)
    async with site.job_transaction() as session:
        await store.release_dead_holders(session, me=store.new_holder(), now=site.clock.now())
    while True:
        quiet = await _fetch_all(site) and not await drain(site)
        async with site.job_read() as session:
            unfinished = select(func.count()).where(Job.queue == "mail", Job.status.in_((store.PENDING, store.RUNNING)))
            waiting = await session.scalar(unfinished)
        if quiet and not waiting:
            break
        if quiet:
            clock.skip()
    await site.close()


async def _report(world: World, path: Path) -> None:
    site = world.site(LIVES + 3)
    async with site.read() as uow:
        articles = Counter(await uow.session.scalars(select(ArticleMime.a_subject)))
        query = select(ArticleMime.a_message_id).join(Article, Article.id == ArticleMime.article_id)
        by_system = query.join(ArticleSenderType, ArticleSenderType.id == Article.article_sender_type_id)
        # A ticket about a mail in quarantine is by the system too, and no mail.
        mails = by_system.where(ArticleSenderType.name == "system", ArticleMime.a_message_id != "")
        answers = list(await uow.session.scalars(mails))
        waiting = await uow.session.scalar(select(func.count()).select_from(MailQueue))
        rows = list(await uow.session.execute(select(SPOOL.c.status, SPOOL.c.raw)))
    held = [
        bytes(row.raw).split(b"Subject: ")[1].split(b"\r\n")[0].decode() for row in rows if row.status == "quarantined"
    ]
    statuses = Counter(row.status for row in rows)
    found = {"articles": articles, "quarantined": Counter(held), "statuses": statuses}
    path.write_text(json.dumps({**found, "answers": answers, "waiting": waiting}))
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
    os.kill(child, signal.SIGUSR1)
    time.sleep(0.5)
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
    for noisy in ("sqlalchemy.pool", "asyncio", "arq"):  # every connection that is ended here, with its traceback
        logging.getLogger(noisy).setLevel(logging.CRITICAL + 1)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
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
