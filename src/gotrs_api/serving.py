"""`gotrs serve`: make the database ready, greet the newcomer, run the web server."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable

import uvicorn

from gotrs_api.db.migrate import ensure_current
from gotrs_api.identity.service.first_agent import ensure_first_agent
from gotrs_api.kernel.logging import configure_logging
from gotrs_api.kernel.settings import Settings
from gotrs_api.wiring import build_site

ASGI_FACTORY = "gotrs_web.asgi:application"
# A process that only just starts does not answer its supervisor, and on a busy machine the start takes longer than
# uvicorn's five seconds: it was killed and begun anew for ever.
STARTING_S = 120


def serve(
    settings: Settings, *, host: str, port: int, workers: int, jobs: bool, announce: Callable[[str], None]
) -> None:
    """Serve until stopped. With Redis configured, jobs run in a worker process beside the web processes."""
    configure_logging(settings)
    announce(asyncio.run(prepare(settings)))
    worker = None
    if jobs and settings.redis_url:
        worker = subprocess.Popen([sys.executable, "-m", "gotrs_api.cli", "worker"])
    elif not jobs:
        os.environ["GOTRS_JOBS"] = "false"  # read by the web processes
    # uvicorn raises the signal that ended it once more, and by default that ends us before our worker is told.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    announce(f"GOTRS is at http://{'localhost' if host in ('127.0.0.1', 'localhost') else host}:{port}/")
    try:
        uvicorn.run(
            ASGI_FACTORY,
            factory=True,
            host=host,
            port=port,
            workers=workers if workers > 1 else None,
            loop="uvloop",
            http="httptools",
            access_log=False,
            log_level="warning",
            server_header=False,
            date_header=True,
            proxy_headers=False,
            timeout_graceful_shutdown=10,
            timeout_keep_alive=30,
            timeout_worker_healthcheck=STARTING_S,
        )
    finally:
        if worker is not None:
            worker.terminate()
            worker.wait(timeout=15)


async def prepare(settings: Settings) -> str:
    """Migrate and make the first agent; answers what to tell whoever started us."""
    settings.var.mkdir(parents=True, exist_ok=True)
    site = build_site(settings)
    try:
        migrated = await ensure_current(site.database)
        login, password = await ensure_first_agent(site)
    finally:
        await site.close()
    said = ["The database was brought up to date."] if migrated else []
    if password is not None:
        said.append(
            f"Sign in as {login} with the password {password}\nIt is shown this once; change it after signing in."
        )
    return "\n".join(said) or "Everything is up to date."
