"""Desk and portal as installed apps: what a browser needs to put one on a home screen, and a page for when there is no network.

Source: W3C Web App Manifest, Service Workers, Push API. All of it is public, like the sign-in page.
"""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from gotrs_api.admin.branding.schemas import BrandingRead
from gotrs_api.identity.principal import Kind
from gotrs_web.areas import HOME
from gotrs_web.branding import logo_url
from gotrs_web.render import render
from gotrs_web.template_environment import static_files
from gotrs_web.view import View, catalogue_of

WORKER = "js/workers/app.js"
# Name in `static/icons`, size, purpose: a mask may cut off a fifth on each side, so that icon has room around the mark.
ICONS = (("app-192.png", 192, "any"), ("app-512.png", 512, "any"), ("app-512-maskable.png", 512, "maskable"))
_AGENT, _CUSTOMER = HOME[Kind.AGENT], HOME[Kind.CUSTOMER]
router = APIRouter()


@router.get(f"{_AGENT}app.webmanifest", name="agent_manifest")
@router.get(f"{_CUSTOMER}app.webmanifest", name="customer_manifest")
async def manifest(request: Request) -> Response:
    branding: BrandingRead = request.state.branding
    language = View(request).language
    scope = _area(request)
    ground = branding.accent_dark or branding.accent_light or "#0b0d1a"
    facts = {
        "id": scope,
        "name": branding.name,
        "short_name": branding.name[:12],
        "lang": language.code,
        "dir": language.direction,
        "start_url": scope,
        "scope": scope,
        "display": "standalone",
        "background_color": "#0b0d1a",
        "theme_color": ground,
        "icons": _icons(branding),
        "shortcuts": _shortcuts(request, scope),
    }
    return JSONResponse(facts, media_type="application/manifest+json", headers={"Cache-Control": "no-cache"})


def _area(request: Request) -> str:
    return _AGENT if request.url.path.startswith(_AGENT) else _CUSTOMER


def _icons(branding: BrandingRead) -> list[dict[str, str]]:
    """The mark always: a browser may find a logo too small or of the wrong shape to install."""
    marks = [
        {"src": static_files().url(f"icons/{name}"), "type": "image/png", "sizes": f"{size}x{size}", "purpose": purpose}
        for name, size, purpose in ICONS
    ]
    marks.append({"src": static_files().url("favicon.svg"), "type": "image/svg+xml", "sizes": "any"})
    return [{"src": logo_url(branding), "sizes": "any"}, *marks] if branding.logo else marks


def _shortcuts(request: Request, scope: str) -> list[dict[str, str]]:
    """What a long press on the icon offers."""
    _ = catalogue_of(request).gettext
    if scope == _CUSTOMER:
        return [{"name": _("New ticket"), "url": f"{scope}tickets/new"}]
    return [{"name": _("New ticket"), "url": f"{scope}tickets/new"}, {"name": _("Search"), "url": f"{scope}search"}]


@router.get(f"{_AGENT}worker.js", name="agent_worker")
@router.get(f"{_CUSTOMER}worker.js", name="customer_worker")
async def worker() -> Response:
    """From this address and not from the static files', because a worker answers only for what lies below its own."""
    content = static_files().body(WORKER)
    return Response(content, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


@router.get(f"{_AGENT}offline", name="agent_offline")
@router.get(f"{_CUSTOMER}offline", name="customer_offline")
async def offline(request: Request) -> Response:
    return render(request, "layouts/offline.html", {"home_url": _area(request)})
