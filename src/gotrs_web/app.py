"""The web tier's own application, mounted last on the core's app by `gotrs_web.asgi`."""

from contextlib import suppress

import structlog
from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware

from gotrs_api.db.failures import DATABASE_ERRORS, refusal_of
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.routing import refuse_nul
from gotrs_api.kernel.errors import GotrsError
from gotrs_web import (
    api_docs,
    appearance,
    branding,
    early_uploads,
    installed,
    old_addresses,
    own_devices,
    page_cost,
)
from gotrs_web.admin import routers as admin_routers
from gotrs_web.agent import routers as agent_routers
from gotrs_web.areas import kind_of
from gotrs_web.auth import routers as auth_routers
from gotrs_web.branding import load_branding
from gotrs_web.csp import SecurityHeaders, security_headers
from gotrs_web.customer import routers as customer_routers
from gotrs_web.deps import SignInNeeded, agent, check_numbers, customer, sign_in_needed
from gotrs_web.form_guard import FormTokens, check_form
from gotrs_web.own_security import routers as own_security_routers
from gotrs_web.page_cost import PageCost
from gotrs_web.render import render_error
from gotrs_web.template_environment import static_files
from gotrs_web.view import load_catalogues
from gotrs_web.wording import explain

log = structlog.get_logger(__name__)


def create_web_app() -> FastAPI:
    """Pages for agents, customers and administrators. No OpenAPI: the API is the core's."""
    app = FastAPI(
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        middleware=[Middleware(SecurityHeaders), Middleware(PageCost), Middleware(FormTokens)],
        dependencies=[
            Depends(check_numbers),
            Depends(refuse_nul),
            Depends(check_form),
            Depends(load_branding),
            Depends(load_catalogues),
        ],
    )
    app.add_exception_handler(SignInNeeded, sign_in_needed)
    app.add_exception_handler(GotrsError, _refusal)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(HTTPException, _http)
    for failed in DATABASE_ERRORS:
        app.add_exception_handler(failed, _database)
    app.add_exception_handler(Exception, _bug)
    app.mount("/static", static_files(), name="static")
    for router in (
        *auth_routers.ROUTERS,
        installed.router,
        own_devices.router,
        *agent_routers.ROUTERS,
        *customer_routers.ROUTERS,
        *own_security_routers.ROUTERS,
        *admin_routers.ROUTERS,
        page_cost.router,
        appearance.router,
        branding.router,
        early_uploads.router,
        api_docs.router,
        old_addresses.router,
    ):
        app.include_router(router)

    @app.get("/", name="home")
    async def home() -> Response:
        return RedirectResponse("/agent/", status_code=303)

    return app


async def _refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, GotrsError)
    return render_error(
        request, error.status, explain(request, error), request_id=_request_id(request), headers=error.headers
    )


async def _unreadable(request: Request, error: Exception) -> Response:
    """An address or query that is not even of the right kind. Where a number is expected, no such page exists."""
    assert isinstance(error, RequestValidationError)
    in_path = any(found["loc"][:1] == ("path",) for found in error.errors())
    return render_error(request, 404 if in_path else 422, request_id=_request_id(request))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if isinstance(error.__cause__, GotrsError):  # FastAPI hides what reading the body raised
        return await _refusal(request, error.__cause__)
    await _look_around(request)
    return render_error(request, error.status_code, request_id=_request_id(request), headers=error.headers)


async def _look_around(request: Request) -> None:
    """An address that nobody answers is refused before anything was looked up: whose desk this is, and who asks."""
    if getattr(request.state, "branding", None) is None:
        await load_branding(request)
        await load_catalogues(request)
    kind = kind_of(request.url.path)
    if kind is not None and getattr(request.state, "principal", None) is None:
        with suppress(SignInNeeded, GotrsError):
            await (agent if kind is Kind.AGENT else customer)(request)


async def _database(request: Request, error: Exception) -> Response:
    known = refusal_of(error)
    if known is None:
        return await _bug(request, error)
    log.error("page.database_failed", path=request.url.path, error=repr(error))
    return await _refusal(request, known)


async def _bug(request: Request, error: Exception) -> Response:
    """Answered outside the middleware, so the headers that keep a browser in bounds are set here."""
    log.error("page.failed", path=request.url.path, error=repr(error), exc_info=error)
    return render_error(request, 500, request_id=_request_id(request), headers=security_headers())


def _request_id(request: Request) -> str:
    return getattr(request.state, "request_id", "")
