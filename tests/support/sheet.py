"""A small application that shows the component sheet and the bare layouts: for looking at, for axe, never shipped.

.venv/bin/python -m tests.support.sheet /tmp/shots      # screenshots of the sheet, each theme and mode, two widths
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import uvicorn
from fastapi import FastAPI, Request
from jinja2 import ChoiceLoader, FileSystemLoader
from starlette.responses import HTMLResponse, Response

from gotrs_web import appearance
from gotrs_web.csp import SecurityHeaders
from gotrs_web.render import render, render_error
from gotrs_web.shell import Counter, DraftLink, NavItem, NavSection, Shell
from gotrs_web.template_environment import environment, static_files
from gotrs_web.view import CURRENT, View

SHEET = Path(__file__).parents[1] / "web/sheet"
NOW = datetime(2026, 11, 23, 10, 2, tzinfo=UTC)
SHELL = Shell(
    home_url="/sheet",
    nav=(
        NavItem("Home", "/sheet", "layout-dashboard", current=True, key="g d"),
        NavItem("Queues", "/queues", "ticket", key="g q"),
        NavItem("Customers", "/customers", "users"),
        NavItem("Reports", "/reports", "chart-column", wide_only=True),
        NavItem("Admin", "/admin/queues", "settings", at_end=True),
    ),
    counters=(Counter("Escalated", "/e", "alarm-clock", 2, urgent=True), Counter("Locked by me", "/l", "lock", 6)),
    drafts=(
        DraftLink("Re: VPN drops every 20 minutes", "/d/1"),
        DraftLink("Note: Laptop for Rosa Lind", "/d/2", "note"),
    ),
    admin_sections=(NavSection("Ticket", (NavItem("Queues", "/admin/queues", current=True, count=23),)),),
    search_url="/search",
    new_ticket_url="/new",
    profile_url="/profile",
    sign_out_url="/auth/logout",
)
LOGIN = {
    "area": "agent",
    "action": "/auth/login",
    "login": "lena.fischer",
    "error": "Login or password is not right.",
    "next": "/",
    "other_url": "/auth/customer/login",
    "providers": [{"label": "Northwind", "url": "/auth/sso/1"}],
    "password_url": "/auth/password",
    "sign_up_url": "",
    "maintenance": "",
    "proof": None,
}
SECOND_FACTOR = {
    "login": "lena.fischer",
    "action": "/auth/second",
    "error": "",
    "next": "/",
    "back_url": "/auth/login",
    "recovery": False,
    "other_url": "/auth/second?recovery=1",
    "passkey_url": "/auth/passkeys",
    "options_url": "/auth/passkeys/options",
}

FORM = """{% from "components/field.html" import field %}<form>{{ field("right", "Right") }}
{{ field("wrong", "Wrong", error="No") }}</form>"""
DIALOG = """{% from "components/dialog.html" import dialog_content %}{% from "components/button.html" import button %}
{% call dialog_content("Queue") %}<form hx-post="/queue" hx-target="this">{{ button("Save") }}</form>{% endcall %}"""
OPTIONS = """{% from "components/typeahead.html" import option %}{{ option("o1", "viktor.lind", "Viktor Lind") }}
{{ option("o2", "rosa.lind", "Rosa Lind", "Northwind AB", "3 open") }}"""


def sheet_app() -> FastAPI:
    """Query parameters: `locale` (code), `dir=rtl` to turn the page round without a translation."""
    app = FastAPI(openapi_url=None)
    app.add_middleware(SecurityHeaders)
    app.mount("/static", static_files())
    app.include_router(appearance.router)

    @app.get("/sheet")
    async def sheet(request: Request) -> Response:
        return _show(request, "components.html", {})

    @app.get("/auth/login")
    async def login(request: Request) -> Response:
        return _show(request, "auth/login.html", LOGIN, signed_in=False)

    @app.get("/auth/second")
    async def second(request: Request) -> Response:
        return _show(request, "auth/second_factor.html", SECOND_FACTOR, signed_in=False)

    @app.get("/{area}/error/{status}")
    async def error(request: Request, area: str, status: int) -> Response:
        _sign_in(request, signed_in=area != "auth")
        return render_error(request, status, request_id="01HX")

    @app.get("/api/docs")
    async def docs(request: Request) -> Response:
        return _show(request, "layouts/api_docs.html", {"openapi_url": "/api/openapi.json"})

    @app.get("/api/openapi.json")
    async def openapi() -> dict[str, object]:
        return {"openapi": "3.1.0", "info": {"title": "Sample", "version": "1"}, "paths": {}}

    @app.post("/bulk")
    async def bulk() -> Response:
        return Response(status_code=204, headers={"HX-Trigger": '{"toast": {"toasts": [{"text": "Closed"}]}}'})

    @app.post("/form")
    async def form(request: Request) -> Response:
        return _text(request, FORM, status=422)

    @app.get("/queue")
    async def queue(request: Request) -> Response:
        return _text(request, DIALOG)

    @app.post("/queue")
    async def move() -> Response:
        return Response(status_code=204)

    @app.get("/customers")
    async def customers(request: Request) -> Response:
        return _text(request, OPTIONS)

    return app


def _text(request: Request, source: str, status: int = 200) -> Response:
    _sign_in(request, signed_in=True)
    token = CURRENT.set(View(request))
    try:
        return HTMLResponse(environment().from_string(source).render(), status_code=status)
    finally:
        CURRENT.reset(token)


def _show(request: Request, template: str, context: Mapping[str, object], *, signed_in: bool = True) -> Response:
    _sign_in(request, signed_in=signed_in)
    env = environment()
    if not isinstance(env.loader, ChoiceLoader):
        assert env.loader is not None
        env.loader = ChoiceLoader([env.loader, FileSystemLoader(SHEET)])
    response = render(request, template, context)
    if request.query_params.get("dir") == "rtl":
        body = bytes(response.body).replace(b' dir="ltr"', b' dir="rtl"', 1)
        return Response(body, media_type="text/html")
    return response


def _sign_in(request: Request, *, signed_in: bool) -> None:
    state = request.state
    state.now, state.csrf_token, state.time_zone = NOW, "token", "Europe/Berlin"
    state.locale = request.query_params.get("locale")
    state.shell = SHELL
    state.principal = SimpleNamespace(name="Lena Fischer", language="en", time_zone="UTC") if signed_in else None


@asynccontextmanager
async def serving(app: FastAPI):  # type: ignore[no-untyped-def]
    """Runs the application on a free port of this machine; gives its address."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", lifespan="off"))
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 (uvicorn has no event for it)
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await task


async def take_screenshots(folder: Path, executable: str = "/usr/bin/chromium") -> None:
    from tests.support.browser import running_browser

    folder.mkdir(parents=True, exist_ok=True)
    looks = [
        (theme, mode, direction)
        for theme in appearance.themes()
        for mode in ("light", "dark")
        for direction in ("ltr", *(("rtl",) if theme == "synthwave" else ()))
    ]
    async with serving(sheet_app()) as address, running_browser(executable) as browser:
        for theme, mode, direction in looks:
            for width in (1440, 390):
                context = await browser.new_context(
                    viewport={"width": width, "height": 2900 if width > 1000 else 900}, reduced_motion="reduce"
                )
                await context.add_cookies([{"name": appearance.COOKIE, "value": f"{theme}.{mode}", "url": address}])
                page = await context.new_page()
                for name, path in (("sheet", "/sheet"), ("login", "/auth/login")):
                    await page.goto(f"{address}{path}?dir={direction}", wait_until="networkidle")
                    await page.screenshot(
                        full_page=True, path=folder / f"{name}.{theme}-{mode}.{direction}.{width}.png"
                    )
                await context.close()


if __name__ == "__main__":
    asyncio.run(take_screenshots(Path(sys.argv[1])))
