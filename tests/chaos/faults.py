"""What goes wrong in `tests.chaos.mail` beside dying processes: a moody mail server, a database and a Redis that fail."""

from __future__ import annotations

import asyncio
import json
import os
import random
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from email import message_from_bytes
from enum import StrEnum
from pathlib import Path

import asyncpg
import pymysql
import redis
from sqlalchemy.engine import URL

from tests.support.servers import mariadb_connection

ACCEPTED, REFUSED = "accepted", "refused"
_PAUSE_S = (0.1, 0.6)
_LOCKED_S = 0.3


class Mood(StrEnum):
    """How the mail server treats a mail, as far as it differs from 250."""

    FINE = "fine"
    BUSY = "421 as greeting"
    GREYLISTING = "451 to MAIL"
    MAILBOX_FULL = "452 to RCPT"
    UNKNOWN = "550 to RCPT"
    LATER = "451 after DATA"
    NEVER = "554 after DATA"
    HANGING = "silence after DATA"
    CUT = "connection dropped within DATA"
    MUTE = "accepted, and the connection dropped before the 250"


class MailServer:
    """Answers by its mood, which changes with each mail; calm, it never hangs. Writes down what became of each."""

    def __init__(self, journal: Path, calm: Path, chance: random.Random) -> None:
        self._journal = journal
        self._calm = calm
        self._chance = chance

    async def serve(self, port: int) -> None:
        server = await asyncio.start_server(self._converse, "127.0.0.1", port)
        await server.serve_forever()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            await self._session(reader, writer)
        writer.close()

    async def _session(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async def say(line: str) -> None:
            writer.write(line.encode() + b"\r\n")
            await writer.drain()

        mood = self._mood()
        if mood is Mood.BUSY:
            return await say("421 busy")
        await say("220 moody")
        while line := (await reader.readline()).decode().strip():
            match line[:4].upper():
                case "EHLO" | "HELO":
                    await say("250 moody")
                case "MAIL":
                    mood = self._mood()
                    await say("451 grey" if mood is Mood.GREYLISTING else "250 ok")
                case "RCPT":
                    codes = {Mood.MAILBOX_FULL: "452 full", Mood.UNKNOWN: "550 unknown"}
                    await say(codes.get(mood, "250 ok"))
                    if mood is Mood.UNKNOWN:
                        self._note(REFUSED, "")
                case "DATA":
                    await say("354 go on")
                    if mood is Mood.CUT:
                        await reader.readline()
                        return None
                    raw = await reader.readuntil(b"\r\n.\r\n")
                    if not await self._decide(mood, raw, say):
                        return None
                case "QUIT":
                    return await say("221 bye")
                case _:
                    await say("250 ok")
        return None

    async def _decide(self, mood: Mood, raw: bytes, say: Callable[[str], object]) -> bool:
        """False when the connection ends here."""
        if mood is Mood.HANGING:
            await asyncio.sleep(3600)
        if mood is Mood.LATER:
            await say("451 later")  # type: ignore[misc]
        elif mood is Mood.NEVER:
            self._note(REFUSED, _message_id(raw))
            await say("554 never")  # type: ignore[misc]
        else:
            self._note(ACCEPTED, _message_id(raw))
            if mood is Mood.MUTE:
                return False
            await say("250 taken")  # type: ignore[misc]
        return True

    def _mood(self) -> Mood:
        mood = Mood.FINE if self._chance.random() < 0.3 else self._chance.choice(list(Mood))
        return Mood.LATER if mood is Mood.HANGING and self._calm.exists() else mood

    def _note(self, what: str, message_id: str) -> None:
        with self._journal.open("a") as journal:
            journal.write(json.dumps([what, message_id]) + "\n")
            journal.flush()
            os.fsync(journal.fileno())


def _message_id(raw: bytes) -> str:
    return str(message_from_bytes(raw)["Message-ID"] or "").strip()


async def trouble_database(url: URL, chance: random.Random) -> None:
    """Again and again end every connection to the database (SQLite has none: it is locked for a while)."""
    while True:
        await asyncio.sleep(chance.uniform(*_PAUSE_S))
        with suppress(OSError, asyncpg.PostgresError, pymysql.Error, sqlite3.Error):
            await _DISTURB[url.get_backend_name()](url)


async def _end_postgresql_connections(url: URL) -> None:
    connection = await asyncpg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False))
    try:
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    finally:
        await connection.close()


async def _end_mariadb_connections(url: URL) -> None:
    connection = mariadb_connection(url)
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT ID FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND ID <> CONNECTION_ID()"
            )
            for (number,) in cursor.fetchall():
                with suppress(pymysql.Error):  # it has ended by itself
                    cursor.execute(f"KILL {int(number)}")
    finally:
        connection.close()


async def _lock_sqlite(url: URL) -> None:
    connection = sqlite3.connect(str(url.database), isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE")
        await asyncio.sleep(_LOCKED_S)
        connection.execute("ROLLBACK")
    finally:
        connection.close()


_DISTURB = {"postgresql": _end_postgresql_connections, "mysql": _end_mariadb_connections, "sqlite": _lock_sqlite}


async def flush_redis(url: str, chance: random.Random) -> None:
    """Again and again make Redis forget everything (its own database number only)."""
    client = redis.Redis.from_url(url)
    while True:
        await asyncio.sleep(chance.uniform(*_PAUSE_S))
        client.flushdb()
