"""Theme and light or dark: kept in the cookie ``gotrs_theme`` as ``<theme>.<mode>``, so that the first byte is right."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from gotrs_web.static_files import STATIC_ROOT

COOKIE = "gotrs_theme"
DEFAULT_THEME = "synthwave"
MODES = ("auto", "light", "dark")
ONE_YEAR_S = 365 * 24 * 3600

router = APIRouter()


@dataclass(frozen=True)
class Appearance:
    theme: str = DEFAULT_THEME
    mode: str = "auto"

    @classmethod
    def parse(cls, value: str | None, default: str = DEFAULT_THEME) -> Appearance:
        """From the cookie; an unknown theme is the desk's, an unknown mode that of the system."""
        theme, _, mode = (value or "").partition(".")
        return cls(theme if theme in themes() else default, mode if mode in MODES else "auto")

    def __str__(self) -> str:
        return f"{self.theme}.{self.mode}"


@lru_cache(maxsize=1)
def themes() -> dict[str, str]:
    """Folder name to shown name of each theme under ``static/themes``, the default first."""
    found = {
        path.parent.name: str(json.loads(path.read_text(encoding="utf-8"))["name"])
        for path in sorted(STATIC_ROOT.glob("themes/*/theme.json"))
    }
    return {DEFAULT_THEME: found.pop(DEFAULT_THEME), **found}


def form_action(path: str) -> str:
    """Where the form on the page ``path`` goes: below the same part of the site, whose cookie its token is bound to."""
    first = path.strip("/").partition("/")[0] or "auth"
    return f"/{first}/appearance"


@router.post("/{area}/appearance", name="appearance")
async def choose_appearance(request: Request, area: str) -> Response:
    """Remember theme and mode, go back to where one was. Public: it changes nothing but the browser's own cookie."""
    form = await request.form()
    chosen = Appearance.parse(f"{form.get('theme', '')}.{form.get('mode', '')}")
    response = RedirectResponse(local_path(str(form.get("next", "/"))), status_code=303)
    response.set_cookie(COOKIE, str(chosen), max_age=ONE_YEAR_S, samesite="lax", secure=is_secure(request), path="/")
    return response


def is_secure(request: Request) -> bool:
    """Whether the browser speaks TLS with us or with the proxy before us (``request.state.secure``, if something set it)."""
    return bool(getattr(request.state, "secure", request.url.scheme == "https"))


def local_path(target: str, default: str = "/") -> str:
    """``target`` if it is an address on this server (``/…``), else ``default``: no way to send people elsewhere."""
    is_local = target.startswith("/") and not target.startswith("//") and "\\" not in target
    return target if is_local and target.isprintable() else default
