"""The desk's own look on every page: its name, logo and accent, read once per request from settings kept in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from gotrs_api.admin.branding import service, themes
from gotrs_api.admin.branding.contrast import ink_on
from gotrs_api.admin.branding.schemas import BrandingRead, ThemesRead
from gotrs_api.catalog import service as catalog
from gotrs_api.kernel.etags import etag, matches
from gotrs_api.uow import Site
from gotrs_api.uow.deps import Read
from gotrs_web.static_files import FOR_EVER

PREFIX = "/branding"
# A desktop of thirty years ago has the colours of its window manager.
KEEPS_ITS_COLOURS = "nineties"
router = APIRouter(prefix=PREFIX)


async def load_branding(request: Request) -> None:
    """For templates: `view().branding`, `view().theme_sheets`, and `view().colours` of states and priorities."""
    site: Site = request.state.site
    async with site.read() as read:
        request.state.branding = await service.read_branding(read)
        request.state.themes = await themes.read_themes(read)
        request.state.colours = await catalog.all_colours(read)


@router.get("/accent-{version}.css", name="branding_sheet")
async def show_sheet(read: Read, version: str) -> Response:
    """A sheet of its own because the content policy allows no inline style; the version in its address tells the colours."""
    branding = await service.read_branding(read)
    return Response(_sheet(branding), media_type="text/css", headers={"Cache-Control": FOR_EVER})


@router.get("/theme-{theme}-{version}.css", name="theme_stylesheet")
async def show_stylesheet(
    request: Request, read: Read, theme: Annotated[str, Path(pattern="^[a-z]+$")], version: str
) -> Response:
    """What an administrator wrote for a theme. An address of earlier leads to the stylesheet of now, which nobody keeps."""
    css = (await themes.read_themes(read)).stylesheets.get(theme, "")
    tag = etag(_version(css))
    headers = {"Cache-Control": FOR_EVER if version == _version(css) else "no-cache", "ETag": tag}
    if matches(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    return Response(css, media_type="text/css", headers=headers)


@router.get("/draft-{name}.css", name="theme_draft")
async def show_draft(request: Request, name: str) -> Response:
    content = await themes.draft_content(request.state.site, name)
    return Response(content, media_type="text/css", headers={"Cache-Control": FOR_EVER})


@router.get("/{name}", name="branding_logo")
async def show_logo(request: Request, name: str) -> Response:
    content, media_type = await service.logo_content(request.state.site, name)
    headers = {"Cache-Control": FOR_EVER, "X-Content-Type-Options": "nosniff"}
    return Response(content, media_type=media_type, headers=headers)


def sheet_url(branding: BrandingRead) -> str:
    """Empty while every theme keeps its own colours."""
    if not (branding.accent_light or branding.accent_dark):
        return ""
    colours = f"{branding.accent_light}{branding.accent_dark}"
    return f"{PREFIX}/accent-{hashlib.sha256(colours.encode()).hexdigest()[:12]}.css"


def theme_sheets(found: ThemesRead) -> Iterator[tuple[str, str]]:
    """Theme and address of each stylesheet that somebody wrote."""
    for theme, css in sorted(found.stylesheets.items()):
        yield theme, f"{PREFIX}/theme-{theme}-{_version(css)}.css"


def _version(css: str) -> str:
    return hashlib.sha256(css.encode()).hexdigest()[:12]


def logo_url(branding: BrandingRead) -> str:
    return f"{PREFIX}/{branding.logo}" if branding.logo else ""


def _sheet(branding: BrandingRead) -> str:
    """Where only one mode has a colour, the other keeps the theme's."""
    rules = []
    root = f':root:not([data-theme="{KEEPS_ITS_COLOURS}"])'
    if branding.accent_light:
        rules.append(_rule(f'{root}[data-mode="light"]', branding.accent_light))
        rules.append(_at("light", _rule(f"{root}:not([data-mode])", branding.accent_light)))
    if branding.accent_dark:
        rules.append(_rule(f'{root}[data-mode="dark"]', branding.accent_dark))
        rules.append(_at("dark", _rule(f"{root}:not([data-mode])", branding.accent_dark)))
    return "\n".join(rules) + "\n"


def _rule(selector: str, accent: str) -> str:
    return f"{selector} {{ --color-accent: {accent}; --color-accent-ink: {ink_on(accent)}; }}"


def _at(scheme: str, rule: str) -> str:
    return f"@media (prefers-color-scheme: {scheme}) {{ {rule} }}"
