"""The process that works off jobs from Redis (`gotrs worker`)."""

import asyncio
import signal

from gotrs_api.jobs.runners.arq import ArqNudger, ArqRunner
from gotrs_api.jobs.runners.embedded import EmbeddedRunner
from gotrs_api.kernel.logging import configure_logging
from gotrs_api.kernel.memory import give_back_large_blocks
from gotrs_api.kernel.settings import Settings
from gotrs_api.mail.inbound.fetch.idle import Doorbells
from gotrs_api.webhooks.sender import Sender
from gotrs_api.wiring import build_site


async def run_worker(settings: Settings) -> None:
    """Work until SIGTERM or SIGINT; without Redis the rows are polled instead."""
    configure_logging(settings)
    give_back_large_blocks()
    site = build_site(settings)
    stop = asyncio.Event()
    doorbells = Doorbells(site)
    sender = Sender(site)
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    try:
        if settings.redis_url:
            site.nudger = nudger = ArqNudger(settings.redis_url)
            await doorbells.start()
            await sender.start()
            await ArqRunner(site, settings.redis_url).work(stop)
            await nudger.close()
        else:
            runner = EmbeddedRunner(site)
            await runner.start()
            site.nudger = runner
            await doorbells.start()
            await sender.start()
            await stop.wait()
            await runner.stop()
    finally:
        await sender.stop()
        await doorbells.stop()
        await site.close()
