"""Message catalogues: gettext ``.po`` files, compiled in memory the first time a language is asked for."""

from __future__ import annotations

import gettext
import io
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from gotrs_api.i18n.languages import DEFAULT_LANGUAGE, LANGUAGES


class Catalogue:
    """Translates English messages into one language; a message without a translation stays English.

    Parameters are filled in with ``str.format``; a placeholder without a parameter raises ``KeyError``.
    """

    def __init__(self, language: str, translations: gettext.NullTranslations) -> None:
        self.language = language
        self._translations = translations

    def gettext(self, message: str, **params: object) -> str:
        # The empty msgid is the catalogue's header.
        text = self._translations.gettext(message) if message else ""
        return text.format(**params) if params else text

    def ngettext(self, singular: str, plural: str, n: int, **params: object) -> str:
        """``n`` chooses the form and is a parameter itself: ``ngettext("{n} ticket", "{n} tickets", 3)``."""
        return self._translations.ngettext(singular, plural, n).format(**{"n": n, **params})

    def template(self, message: str) -> str:
        """The translation with its placeholders still in it."""
        return self._translations.gettext(message) if message else ""

    def plural_template(self, singular: str, plural: str, n: int) -> str:
        return self._translations.ngettext(singular, plural, n)


@cache
def available_languages() -> tuple[str, ...]:
    """Codes of the languages that have a catalogue, in the order they are offered."""
    folder = _locales()
    return tuple(code for code in LANGUAGES if folder.joinpath(code, "LC_MESSAGES", "messages.po").is_file())


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of ``language``; that of English when it has none."""
    source = _locales().joinpath(language, "LC_MESSAGES", "messages.po")
    if language not in LANGUAGES or not source.is_file():
        if language == DEFAULT_LANGUAGE:
            return Catalogue(language, gettext.NullTranslations())
        return catalogue(DEFAULT_LANGUAGE)
    with source.open("rb") as file:
        messages = read_po(file, locale=LANGUAGES[language].cldr, ignore_obsolete=True)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return Catalogue(language, gettext.GNUTranslations(compiled))


@cache
def messages_of(language: str) -> dict[str, str]:
    """What is translated into a language, by the English text; plural forms are left out. Raises KeyError."""
    if language not in available_languages():
        raise KeyError(language)
    with _locales().joinpath(language, "LC_MESSAGES", "messages.po").open("rb") as file:
        read = read_po(file, locale=LANGUAGES[language].cldr, ignore_obsolete=True)
    return {
        message.id: message.string
        for message in read
        if isinstance(message.id, str) and isinstance(message.string, str) and message.id and message.string
    }


def _locales() -> Traversable:
    return files("gotrs_api.i18n").joinpath("locales")
