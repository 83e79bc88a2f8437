"""What templates know of the request they are rendered for.

It is kept in a context variable while a template renders, so that the globals (``_``, ``url_for``, ``now`` …) also work inside
macros, which Jinja imports without a context and compiles once.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from datetime import datetime
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from starlette.requests import Request

from gotrs_api.admin.branding.schemas import BrandingRead, ThemesRead
from gotrs_api.i18n import Catalogue, Language, available_languages, negotiate, parse_accept_language
from gotrs_api.i18n.changed import SHIPPED, Catalogues, catalogues
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.clock import Clock, SystemClock
from gotrs_api.uow import Site
from gotrs_web.appearance import COOKIE, Appearance
from gotrs_web.branding import logo_url, sheet_url, theme_sheets
from gotrs_web.formatting import Formatter
from gotrs_web.shell import Shell

LANGUAGE_COOKIE = "gotrs_language"


class View:
    """Reads ``request.state``: ``principal`` (None before sign-in), ``csrf_token``,
    ``locale`` (code; else the principal's ``language``), ``time_zone`` (IANA name),
    ``now`` (aware), ``shell``, ``branding``, ``themes``, ``appearance`` (else the cookie's), ``colours`` (of states and priorities), ``catalogues``; each has a default, so
    that an error page can always be shown."""

    def __init__(self, request: Request) -> None:
        state = request.state
        self.request = request
        self.principal = getattr(state, "principal", None)
        self.csrf_token = str(getattr(state, "csrf_token", None) or "")
        branding: BrandingRead = getattr(state, "branding", None) or BrandingRead()
        self.shell: Shell = getattr(state, "shell", None) or Shell(brand=branding.name)
        self.logo_url, self.sheet_url = logo_url(branding), sheet_url(branding)
        self.colours: Mapping[tuple[str, int], str] = getattr(state, "colours", {})
        self.now: datetime = getattr(state, "now", None) or _clock(request).now()
        of_desk: ThemesRead = getattr(state, "themes", None) or ThemesRead()
        self.theme_sheets = tuple(theme_sheets(of_desk))
        self.appearance: Appearance = getattr(state, "appearance", None) or Appearance.parse(
            request.cookies.get(COOKIE), of_desk.default
        )
        self.language = _language(request)
        self.catalogue = catalogue_of(request)
        self.zone = _zone(getattr(state, "time_zone", None) or getattr(self.principal, "time_zone", None) or "UTC")

    @cached_property
    def format(self) -> Formatter:
        return Formatter(self.catalogue, self.language.locale, self.zone)


def _clock(request: Request) -> Clock:
    """The site's; an error page before there is a site takes the real time."""
    site = getattr(request.state, "site", None)
    return site.clock if site is not None else SystemClock()


CURRENT: ContextVar[View] = ContextVar("gotrs_web_view")


def current_view() -> View:
    """The view being rendered. Raises ``LookupError`` outside ``render``."""
    return CURRENT.get()


async def load_catalogues(request: Request) -> None:
    """With what administrators changed in them; a page that failed before this shows texts as delivered."""
    site: Site = request.state.site
    async with site.read() as read:
        request.state.catalogues = await catalogues(read)


def catalogue_of(request: Request) -> Catalogue:
    """For texts made in a handler: ``_ = catalogue_of(request).gettext``, then ``_("Saved.")``."""
    known: Catalogues = getattr(request.state, "catalogues", SHIPPED)
    return known.of(_language(request).code)


def _language(request: Request) -> Language:
    chosen = getattr(request.state, "locale", None) or getattr(
        getattr(request.state, "principal", None), "language", None
    )
    accepted = parse_accept_language(request.headers.get("accept-language", ""))
    return negotiate((chosen, request.cookies.get(LANGUAGE_COOKIE), *accepted), available_languages())


def zone_of(principal: Principal) -> ZoneInfo:
    """The zone that somebody reads and types times in."""
    return _zone(principal.time_zone or "UTC")


@lru_cache(maxsize=128)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
