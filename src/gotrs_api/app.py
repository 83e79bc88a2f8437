"""The API application: routes, error handlers, lifespan. The web tier mounts itself on it (`gotrs_web.asgi`)."""

import gc
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

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
    is_own = site is None
    if run_jobs is None:
        run_jobs = is_own and settings.jobs and not settings.redis_url

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        configure_logging(settings)
        give_back_large_blocks()
        async with AsyncExitStack() as at_end:
            await _start(the_site, at_end, run_jobs=run_jobs, is_own=is_own)
            _spare_the_collector()
            with when_told_to_end(tail_of(the_site).end):
                yield

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
    spec.install(app, apart=is_own)
    app.router.routes.append(Route("/api/{path:path}", UnknownApiAddress(), include_in_schema=False))
    return app


async def _start(site: Site, at_end: AsyncExitStack, *, run_jobs: bool, is_own: bool) -> None:
    """Start what runs beside the requests; `at_end` stops it in the reverse order, the site last.

    `is_own`: the site was made for this application and is closed with it.
    """
    if is_own:
        at_end.push_async_callback(site.close)
        performance_log = PerformanceLog(site)
        await performance_log.start()
        at_end.push_async_callback(performance_log.stop)
    if run_jobs:
        site.nudger = runner = EmbeddedRunner(site)
        for part in (runner, Doorbells(site), Sender(site)):
            await part.start()
            at_end.push_async_callback(part.stop)
    elif is_own and site.settings.redis_url:
        site.nudger = nudger = ArqNudger(site.settings.redis_url)
        at_end.push_async_callback(nudger.close)


def _spare_the_collector() -> None:
    """What start-up allocated stays; a rarer collector cuts the slowest requests to a third.

    A little of it is garbage and stays, too: looking for that took a seventh of the start.
    """
    gc.freeze()
    gc.set_threshold(50_000, 50, 50)
    gc.enable()


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
