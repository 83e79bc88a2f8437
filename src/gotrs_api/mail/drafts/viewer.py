"""For whom a text is written: the language and the zone of its dates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_datetime

from gotrs_api.i18n import Catalogue, Language, negotiate
from gotrs_api.i18n.changed import catalogues
from gotrs_api.identity.principal import Principal
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow

_MAIL_DATE = "EEEE, d MMMM y, HH:mm:ss"


@dataclass(frozen=True)
class Viewer:
    """`names_zone`: moments carry the zone's name, as in notifications and automatic replies."""

    language: Language
    zone: ZoneInfo
    catalogue: Catalogue
    names_zone: bool = False

    @property
    def translate(self) -> Callable[[str], str]:
        return self.catalogue.template

    def moment(self, value: datetime) -> str:
        """As OTRS writes moments in its data."""
        text = f"{value.astimezone(self.zone):%Y-%m-%d %H:%M:%S}"
        return f"{text} ({self.zone.key})" if self.names_zone else text

    def short(self, value: datetime) -> str:
        """Date and time as this language writes them."""
        return format_datetime(value, "short", tzinfo=self.zone, locale=self.language.locale)

    def mail_date(self, value: datetime, zone: str | None) -> str:
        """Date of a mail in full, in the named zone or, where that is none, in this viewer's."""
        chosen = (zone_of(zone) if zone else None) or self.zone
        text = format_datetime(value, _MAIL_DATE, tzinfo=chosen, locale=self.language.locale)
        return f"{text} ({chosen.key})"


async def viewer_of(uow: ReadUow, language: str = "", time_zone: str = "", *, names_zone: bool = False) -> Viewer:
    """What is not known of a person is taken from the settings."""
    language_or_default = negotiate([language, await sysconfig.get(uow, settings.DEFAULT_LANGUAGE)])
    zone = zone_of(time_zone) or zone_of(await sysconfig.get(uow, settings.USER_DEFAULT_TIME_ZONE)) or ZoneInfo("UTC")
    texts = (await catalogues(uow)).of(language_or_default.code)
    return Viewer(language_or_default, zone, texts, names_zone)


async def viewer_of_principal(uow: ReadUow, principal: Principal) -> Viewer:
    return await viewer_of(uow, principal.language, principal.time_zone)


def zone_of(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
