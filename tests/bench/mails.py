"""How many mails a second become tickets, by each way in, until the server has sorted them all."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from email.message import EmailMessage
from pathlib import Path
from uuid import uuid4

import asyncpg
import httpx

from tests.bench.dataset import Dataset
from tests.bench.measuring import burst
from tests.support.dovecot import PASSWORD, running_dovecot, why_no_dovecot
from tests.support.server import ADMIN_PASSWORD, GotrsServer
from tests.support.waiting import eventually

LIMIT_S = 120
CONNECTIONS = 8  # of a provider that posts mails
_LEFT = "SELECT count(*) FROM gotrs_mail_spool WHERE status = 'received'"
_ALL = "SELECT count(*) FROM gotrs_mail_spool"


async def mails_per_s(server: GotrsServer, dataset: Dataset, folder: Path, mails: int) -> dict[str, float]:
    """By way: new tickets and, one in three, answers to them. Raises AssertionError when they are not sorted in time."""
    connection = await asyncpg.connect(dataset.plain_url)
    ways = {"maildir": _maildir, "http": _http} | ({} if why_no_dovecot() else {"imap": _imap})
    try:
        return {
            name: await _measure(connection, mails, way(server, folder / name, make_mails(mails)))
            for name, way in ways.items()
        }
    finally:
        await connection.close()


_Start = Callable[[], Awaitable[None]]


async def _measure(connection: asyncpg.Connection[asyncpg.Record], mails: int, way: AsyncIterator[_Start]) -> float:
    """Everything is prepared before the clock starts."""

    async def all_sorted() -> bool:
        there = await connection.fetchval(_ALL) - spooled
        return there >= mails and not await connection.fetchval(_LEFT)

    spooled = await connection.fetchval(_ALL)
    before = await connection.fetchval("SELECT count(*) FROM article")
    async with asynccontextmanager(lambda: way)() as start:
        started = time.perf_counter()
        await start()
        await eventually(all_sorted, within_s=LIMIT_S, every_s=0.05)
        took_s = time.perf_counter() - started
    stored = await connection.fetchval("SELECT count(*) FROM article") - before
    assert stored >= mails, f"{mails} mails made {stored} articles in {took_s:.0f} s"
    return mails / took_s


async def _maildir(server: GotrsServer, folder: Path, mails: list[bytes]) -> AsyncIterator[_Start]:
    for part in ("new", "cur", "tmp"):
        (folder / part).mkdir(parents=True)
    for number, mail in enumerate(mails):
        (folder / "new" / f"{number:06d}.bench").write_bytes(mail)

    async def start() -> None:
        done = await asyncio.to_thread(server.command, "mail", "ingest", "--maildir", str(folder))
        assert done.returncode == 0, done.stderr.decode()

    yield start


async def _http(server: GotrsServer, _: Path, mails: list[bytes]) -> AsyncIterator[_Start]:
    token = await _administrator(server)
    head = f"POST /api/v1/mail/inbound HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n"
    head += "Content-Type: message/rfc822\r\n"
    requests = [f"{head}Content-Length: {len(mail)}\r\n\r\n{mail.decode('ascii')}" for mail in mails]

    async def start() -> None:
        done = await asyncio.to_thread(
            burst, server.port, server.pid, requests, connections=CONNECTIONS, seconds=LIMIT_S, most=len(requests)
        )
        assert done.is_clean, done.statuses

    yield start


async def _imap(server: GotrsServer, _: Path, mails: list[bytes]) -> AsyncIterator[_Start]:
    token = await _administrator(server)
    with running_dovecot() as dovecot:
        user = dovecot.user()
        user.deliver(*mails)
        account = {
            "login": user.name,
            "password": PASSWORD,
            "host": f"127.0.0.1:{dovecot.ports['imap']}",
            "type": "IMAP",
            "fetch": False,
        }
        async with httpx.AsyncClient(base_url=server.url, timeout=30) as client:
            client.headers["Authorization"] = f"Bearer {token}"
            made = await client.post("/api/v1/mail-accounts", json=account)
            made.raise_for_status()

            async def start() -> None:
                (await client.post(f"/api/v1/mail-accounts/{made.json()['id']}/fetch")).raise_for_status()

            yield start


async def _administrator(server: GotrsServer) -> str:
    async with httpx.AsyncClient(base_url=server.url, timeout=30) as client:
        account = {"login": "root@localhost", "password": ADMIN_PASSWORD}
        answer = await client.post("/api/v1/auth/login", json=account)
        answer.raise_for_status()
        token: str = answer.json()["access_token"]
        return token


def make_mails(mails: int) -> list[bytes]:
    run = uuid4().hex
    return [_mail(run, number) for number in range(mails)]


def _mail(run: str, number: int) -> bytes:
    mail = EmailMessage()
    mail["From"] = f"Caller {number} <bench{1 + number % 50}@brightwater.example>"
    mail["To"] = "help@harbour-and-hill.example"
    mail["Subject"] = f"Scanner {number} has stopped"
    mail["Message-ID"] = f"<{number}.{run}@bench.example>"
    if number % 3 == 2:
        mail["In-Reply-To"] = mail["References"] = f"<{number - 1}.{run}@bench.example>"
    mail.set_content("Good morning, the scanner has stopped again since the update.\n" * 8)
    mail.add_alternative("<p>Good morning, the scanner has stopped again.</p>" * 8, subtype="html")
    return bytes(mail)
