"""The languages GOTRS knows, and which of them a person gets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True)
class Language:
    """``code`` is the OTRS/BCP 47 code, ``name`` what its speakers call it, ``cldr`` the locale for dates and numbers."""

    code: str
    name: str
    cldr: str
    rtl: bool = False

    @property
    def direction(self) -> str:
        return "rtl" if self.rtl else "ltr"

    @property
    def locale(self) -> Locale:
        return _locale(self.cldr)


@lru_cache(maxsize=64)
def _locale(cldr: str) -> Locale:
    return Locale.parse(cldr)


LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        Language("en", "English", "en_GB"),
        Language("de", "Deutsch", "de"),
        Language("es", "Español", "es"),
        Language("fr", "Français", "fr"),
        Language("ar", "العربية", "ar", rtl=True),
        Language("he", "עברית", "he", rtl=True),
        Language("fa", "فارسی", "fa", rtl=True),
        Language("ur", "اردو", "ur", rtl=True),
        Language("ja", "日本語", "ja"),
        Language("zh", "中文", "zh"),
        Language("pl", "Polski", "pl"),
        Language("pt", "Português", "pt"),
        Language("ru", "Русский", "ru"),
        Language("uk", "Українська", "uk"),
        # CLDR has no Klingon; dates and numbers are written as in English.
        Language("tlh", "tlhIngan Hol", "en"),
    )
}


def negotiate(wanted: Iterable[str | None], available: Sequence[str] = tuple(LANGUAGES)) -> Language:
    """The first of ``wanted`` (most wanted first; codes like ``de``, ``pt-BR``, ``zh_CN``; None is skipped) that is available,
    exactly or by its primary subtag; English if none is."""
    by_code = {code.lower(): code for code in available}
    for code in wanted:
        if not code:
            continue
        normalised = code.strip().replace("_", "-").lower()
        for candidate in (normalised, normalised.partition("-")[0]):
            if candidate in by_code:
                return LANGUAGES[by_code[candidate]]
    return LANGUAGES[DEFAULT_LANGUAGE]


def parse_accept_language(header: str) -> list[str]:
    """Codes of an ``Accept-Language`` header, best first (RFC 9110 §12.5.4); malformed entries and ``q=0`` are left out."""
    weighted: list[tuple[float, int, str]] = []
    for position, part in enumerate(header.split(",")[:32]):
        code, _, parameters = part.strip().partition(";")
        try:
            quality = float(parameters.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        if code and code != "*" and quality > 0:
            weighted.append((-quality, position, code.strip()))
    return [code for _, _, code in sorted(weighted)]
