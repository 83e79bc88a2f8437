"""The portal as an installed app: what a browser needs to put it on a home screen, and a page for when there is no network.

Source: W3C Web App Manifest, Service Workers. All of it is public, like the sign-in page.
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
from gotrs_web.view import View

SCOPE = HOME[Kind.CUSTOMER]
WORKER = "js/workers/portal.js"
router = APIRouter(prefix="/customer")


@router.get("/app.webmanifest", name="customer_manifest")
async def manifest(request: Request) -> Response:
    branding: BrandingRead = request.state.branding
    language = View(request).language
    ground = branding.accent_dark or branding.accent_light or "#0b0d1a"
    facts = {
        "id": SCOPE,
        "name": branding.name,
        "short_name": branding.name[:12],
        "lang": language.code,
        "dir": language.direction,
        "start_url": SCOPE,
        "scope": SCOPE,
        "display": "standalone",
        "background_color": "#0b0d1a",
        "theme_color": ground,
        "icons": _icons(branding),
    }
    return JSONResponse(facts, media_type="application/manifest+json", headers={"Cache-Control": "no-cache"})


def _icons(branding: BrandingRead) -> list[dict[str, str]]:
    """The mark always: a browser may find a logo too small or of the wrong shape to install."""
    mark = {"src": static_files().url("favicon.svg"), "type": "image/svg+xml", "sizes": "any"}
    return [{"src": logo_url(branding), "sizes": "any"}, mark] if branding.logo else [mark]


@router.get("/worker.js", name="customer_worker")
async def worker() -> Response:
    """From this address and not from the static files', because a worker answers only for what lies below its own."""
    content = static_files().body(WORKER)
    return Response(content, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


@router.get("/offline", name="customer_offline")
async def offline(request: Request) -> Response:
    return render(request, "customer/offline.html", {})
