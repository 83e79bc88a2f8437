"""Themes: which one is usual, how each looks, a stylesheet of one's own for each; and the sound of notifications."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from gotrs_api.admin.branding import themes as service
from gotrs_api.i18n import N_
from gotrs_api.kernel.errors import InvalidInput, NotFound
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import Read
from gotrs_web.admin.navigation import ROOT
from gotrs_web.appearance import MODES, Appearance, themes
from gotrs_web.deps import Administrator
from gotrs_web.forms import FormErrors, errors_of
from gotrs_web.render import redirect, render
from gotrs_web.sounds import SOUNDS
from gotrs_web.view import catalogue_of

PAGE = f"{ROOT}/themes"
MODE_NAMES = {"auto": N_("As the system"), "light": N_("Light"), "dark": N_("Dark")}
router = APIRouter(prefix=PAGE)


@router.get("", name="admin_themes")
async def show_all(request: Request, principal: Administrator, read: Read) -> Response:
    return await _list_page(request, read)


@router.post("")
async def choose(request: Request, principal: Administrator) -> Response:
    site: Site = request.state.site
    form = await request.form()
    theme, sound = str(form.get("theme", "")), str(form.get("sound", ""))
    try:
        async with site.uow(acting_id=principal.user_id) as uow:
            await service.choose(uow, principal, theme=theme, sound=sound)
    except InvalidInput as refusal:
        async with site.read() as read:
            return await _list_page(request, read, errors_of(request, refusal, {}))
    return redirect(request, PAGE, toast=catalogue_of(request).gettext("Saved."))


@router.get("/{theme}", name="admin_theme")
async def show_theme(request: Request, principal: Administrator, read: Read, theme: str) -> Response:
    found = await service.read_themes(read)
    return _theme_page(request, theme, found.stylesheets.get(theme, ""))


@router.post("/{theme}")
async def save(request: Request, principal: Administrator, theme: str) -> Response:
    """Saved, taken away, or only looked at."""
    site: Site = request.state.site
    form = await request.form()
    css = "" if "remove" in form else str(form.get("css", ""))
    _known(theme)
    try:
        if "preview" in form:
            draft = await service.keep_draft(site, principal, css)
            return _preview(request, theme, str(form["preview"]), f"/branding/draft-{draft}.css")
        async with site.uow(acting_id=principal.user_id) as uow:
            await service.change_stylesheet(uow, principal, theme, css)
    except InvalidInput as refusal:
        labels = {"css": catalogue_of(request).gettext("Stylesheet")}
        return _theme_page(request, theme, css, errors_of(request, refusal, labels))
    return redirect(request, f"{PAGE}/{theme}", toast=catalogue_of(request).gettext("Saved."))


@router.get("/{theme}/preview", name="admin_theme_preview")
async def show_preview(request: Request, principal: Administrator, theme: str, mode: str = "auto") -> Response:
    _known(theme)
    return _preview(request, theme, mode)


def _preview(request: Request, theme: str, mode: str, draft: str = "") -> Response:
    """A page with a bit of everything in this theme, whatever theme the administrator has. With `draft` in that stylesheet."""
    request.state.appearance = Appearance(theme, mode if mode in MODES else "auto")
    context = {"name": themes()[theme], "draft": draft, "mode_name": MODE_NAMES[request.state.appearance.mode]}
    return render(request, "admin/themes/preview.html", context)


async def _list_page(request: Request, read: ReadUow, errors: FormErrors | None = None) -> Response:
    found = await service.read_themes(read)
    _ = catalogue_of(request).gettext
    context = {
        "found": found,
        "names": themes(),
        "modes": [(mode, _(name)) for mode, name in MODE_NAMES.items()],
        "sound": await sysconfig.get(read, settings.NOTICE_SOUND),
        "sounds": [(key, _(name)) for key, name in SOUNDS.items()],
        "errors": errors or FormErrors(),
    }
    return render(request, "admin/themes/list.html", context, status=422 if errors else 200)


def _theme_page(request: Request, theme: str, css: str, errors: FormErrors | None = None) -> Response:
    """Without any stylesheet of one's own: one that hides everything can be taken away here."""
    context = {"theme": theme, "name": _known(theme), "css": css, "modes": MODE_NAMES, "errors": errors or FormErrors()}
    return render(request, "admin/themes/theme.html", context, status=422 if errors else 200)


def _known(theme: str) -> str:
    """Its shown name. Raises NotFound."""
    if theme not in themes():
        raise NotFound
    return themes()[theme]
