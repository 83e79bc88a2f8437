"""The API application: routes, error handlers, lifespan. The web tier mounts itself on it (`gotrs_web.asgi`)."""

import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Match, Route
from starlette.types import Receive, Scope, Send

from gotrs_api.admin.performance.recorder import PerformanceLog
from gotrs_api.edge import metrics, problems, spec, status
from gotrs_api.edge.compression import Compression
from gotrs_api.edge.context import RequestContext
from gotrs_api.edge.request_counts import RequestCounts
from gotrs_api.edge.shortcuts import Shortcuts
from gotrs_api.edge.stopping import when_told_to_end
from gotrs_api.identity.routing import ApiRoute
from gotrs_api.jobs.runners.arq import ArqNudger
from gotrs_api.jobs.runners.embedded import EmbeddedRunner
from gotrs_api.kernel.errors import NotFound
from gotrs_api.kernel.logging import configure_logging
from gotrs_api.kernel.memory import give_back_large_blocks
from gotrs_api.kernel.settings import Settings
from gotrs_api.mail.inbound.fetch.idle import Doorbells
from gotrs_api.uow import Site
from gotrs_api.version import VERSION
from gotrs_api.webhooks.sender import Sender
from gotrs_api.webhooks.tail import tail_of
from gotrs_api.wiring import ROUTERS, build_site


def create_app(settings: Settings | None = None, *, site: Site | None = None, run_jobs: bool | None = None) -> FastAPI:
    """The whole core for one site.

    `run_jobs` starts the embedded runner; by default where no Redis is configured (there, `gotrs worker` does it).
    Tests hand in a `site` and no jobs run unless asked.
    """
    settings = settings or (site.settings if site is not None else Settings())
    the_site = site or build_site(settings)
    if run_jobs is None:
        run_jobs = site is None and settings.jobs and not settings.redis_url

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        configure_logging(settings)
        give_back_large_blocks()
        runner: EmbeddedRunner | None = None
        nudger: ArqNudger | None = None
        doorbells = Doorbells(the_site)
        sender = Sender(the_site)
        performance_log = PerformanceLog(the_site)
        if site is None:
            await performance_log.start()
        if run_jobs:
            runner = EmbeddedRunner(the_site)
            await runner.start()
            the_site.nudger = runner
            await doorbells.start()
            await sender.start()
        elif settings.redis_url and site is None:
            nudger = ArqNudger(settings.redis_url)
            the_site.nudger = nudger
        # What start-up allocated stays; a rarer collector cuts the slowest requests to a third. What little of it is
        # garbage stays, too: looking for it took a seventh of the start.
        gc.freeze()
        gc.set_threshold(50_000, 50, 50)
        gc.enable()
        try:
            with when_told_to_end(tail_of(the_site).end):
                yield
        finally:
            await performance_log.stop()
            await sender.stop()
            await doorbells.stop()
            if runner is not None:
                await runner.stop()
            if nudger is not None:
                await nudger.close()
            if site is None:
                await the_site.close()

    counts = RequestCounts()
    with_shortcut: list[ApiRoute] = []
    app = FastAPI(
        title="GOTRS",
        version=VERSION,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        middleware=[
            Middleware(RequestContext, site_for=_one_site(the_site), counts=counts),
            Middleware(Compression),
            Middleware(Shortcuts, routes=with_shortcut),
        ],
        redirect_slashes=False,
    )
    app.state.request_counts = counts
    problems.install(app)
    for router in (*ROUTERS, status.router, metrics.router):
        app.router.routes.extend(router.routes)
        with_shortcut += [route for route in router.routes if isinstance(route, ApiRoute) and route.shortcut]
    spec.install(app, apart=site is None)
    app.router.routes.append(Route("/api/{path:path}", UnknownApiAddress(), include_in_schema=False))
    return app


class UnknownApiAddress:
    """Answers before the web tier's mount would: 405 where the address knows other methods, else 404.

    No function: Starlette would take it for GET alone, and PROPFIND would get a page.
    """

    async def __call__(self, scope: Scope, _receive: Receive, _send: Send) -> None:
        methods: set[str] = set()
        for route in scope["app"].routes:
            if isinstance(route, Route) and route.matches(scope)[0] is Match.PARTIAL:
                methods |= route.methods or set()
        if methods:
            raise HTTPException(405, headers={"Allow": ", ".join(sorted(methods))})
        raise NotFound


def _one_site(site: Site) -> Callable[[str], Site]:
    # Several sites in one process are a mapping from host name to Site in this place.
    return lambda _host: site
