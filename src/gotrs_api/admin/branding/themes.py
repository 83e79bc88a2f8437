"""Themes of this desk: the usual one, a stylesheet of one's own for each, and the sound of notifications."""

from __future__ import annotations

import hashlib

from gotrs_api.admin.branding.errors import StylesheetNotFound
from gotrs_api.admin.branding.schemas import ThemesRead
from gotrs_api.admin.configuration import service as configuration
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.stylesheets import StylesheetRefused, checked_stylesheet
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow, Site, UnitOfWork

DRAFT_KEPT_S = 900


async def read_themes(uow: ReadUow) -> ThemesRead:
    """For everybody: the sign-in page has a theme, too."""
    return ThemesRead(
        default=await sysconfig.get(uow, settings.DEFAULT_THEME),
        stylesheets=await sysconfig.get(uow, settings.THEME_STYLESHEETS),
    )


async def change_stylesheet(uow: UnitOfWork, principal: Principal, theme: str, css: str) -> None:
    """An empty one is none. Raises Forbidden for anybody but administrators, InvalidInput at `/css`."""
    principal.require_admin()
    now = await sysconfig.get(uow, settings.THEME_STYLESHEETS)
    wanted = {name: text for name, text in now.items() if name != theme}
    if css.strip():
        wanted[theme] = _checked(css)
    await configuration.change_setting(uow, principal, settings.THEME_STYLESHEETS.name, wanted)


async def choose(uow: UnitOfWork, principal: Principal, *, theme: str, sound: str) -> None:
    """The usual theme and sound. Raises Forbidden, InvalidInput."""
    await configuration.change_setting(uow, principal, settings.DEFAULT_THEME.name, theme)
    await configuration.change_setting(uow, principal, settings.NOTICE_SOUND.name, sound)


async def keep_draft(site: Site, principal: Principal, css: str) -> str:
    """For a preview of what is not saved; answers the name to ask for it by. Raises Forbidden, InvalidInput at `/css`."""
    principal.require_admin()
    content = _checked(css).encode()
    name = hashlib.sha256(content).hexdigest()
    await site.cache.set(f"stylesheet-draft:{name}", content, DRAFT_KEPT_S)
    return name


async def draft_content(site: Site, name: str) -> bytes:
    """Raises StylesheetNotFound once it is forgotten."""
    content = await site.cache.get(f"stylesheet-draft:{name}")
    if content is None:
        raise StylesheetNotFound
    return content


def _checked(css: str) -> str:
    try:
        return checked_stylesheet(css)
    except StylesheetRefused as refusal:
        raise InvalidInput.field("/css", "stylesheet", refusal.message) from refusal
