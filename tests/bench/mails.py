"""How many mails a second become tickets: a maildir through `gotrs mail ingest`, until the server has sorted them all."""

from __future__ import annotations

import asyncio
import time
from email.message import EmailMessage
from pathlib import Path
from uuid import uuid4

import asyncpg

from tests.bench.dataset import Dataset
from tests.support.server import GotrsServer
from tests.support.waiting import eventually

LIMIT_S = 60
_LEFT = "SELECT count(*) FROM gotrs_mail_spool WHERE status = 'received'"


async def mails_per_s(server: GotrsServer, dataset: Dataset, folder: Path, mails: int) -> float:
    """New tickets and, one in three, answers to them. Raises AssertionError when they are not sorted within a minute."""
    _fill(folder, mails)
    connection = await asyncpg.connect(dataset.plain_url)
    try:
        before = await connection.fetchval("SELECT count(*) FROM article")
        started = time.perf_counter()
        done = await asyncio.to_thread(server.command, "mail", "ingest", "--maildir", str(folder))
        assert done.returncode == 0, done.stderr.decode()

        async def all_sorted() -> bool:
            return not await connection.fetchval(_LEFT)

        await eventually(all_sorted, within_s=LIMIT_S, every_s=0.05)
        took_s = time.perf_counter() - started
        stored = await connection.fetchval("SELECT count(*) FROM article") - before
    finally:
        await connection.close()
    assert stored >= mails, f"{mails} mails made {stored} articles in {took_s:.0f} s"
    return mails / took_s


def _fill(folder: Path, mails: int) -> None:
    for part in ("new", "cur", "tmp"):
        (folder / part).mkdir(parents=True)
    run = uuid4().hex
    for number in range(mails):
        mail = EmailMessage()
        mail["From"] = f"Caller {number} <bench{1 + number % 50}@brightwater.example>"
        mail["To"] = "help@harbour-and-hill.example"
        mail["Subject"] = f"Scanner {number} has stopped"
        mail["Message-ID"] = f"<{number}.{run}@bench.example>"
        if number % 3 == 2:
            mail["In-Reply-To"] = mail["References"] = f"<{number - 1}.{run}@bench.example>"
        mail.set_content("Good morning, the scanner has stopped again since the update.\n" * 8)
        mail.add_alternative("<p>Good morning, the scanner has stopped again.</p>" * 8, subtype="html")
        (folder / "new" / f"{number:06d}.bench").write_bytes(bytes(mail))
