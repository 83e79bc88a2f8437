"""Message catalogues: gettext ``.po`` files, compiled in memory the first time a language is asked for."""

from __future__ import annotations

import gettext
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from babel.messages.catalog import Catalog
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

    def but_for(self, messages: Catalog) -> Catalogue:
        """The same with these messages put in place of its own."""
        changed = _compiled(messages)
        changed.add_fallback(self._translations)
        return Catalogue(self.language, changed)


@dataclass(frozen=True)
class Message:
    """A message as delivered: its English text, that of its plural ("" where it has none), and what it is in a language.

    `texts` is one text or, with a plural, one for each form that the language has; empty where nobody translated it.
    """

    key: str
    source: str
    plural: str
    texts: tuple[str, ...]

    @property
    def sources(self) -> tuple[str, ...]:
        return (self.source, self.plural) if self.plural else (self.source,)


@cache
def available_languages() -> tuple[str, ...]:
    """Codes of the languages that have a catalogue, in the order they are offered."""
    folder = _locales()
    return tuple(code for code in LANGUAGES if folder.joinpath(code, "LC_MESSAGES", "messages.po").is_file())


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of ``language``; that of English when it has none."""
    if language not in available_languages():
        if language == DEFAULT_LANGUAGE:
            return Catalogue(language, gettext.NullTranslations())
        return catalogue(DEFAULT_LANGUAGE)
    return Catalogue(language, _compiled(_read(language)))


@cache
def messages(language: str) -> Mapping[str, Message]:
    """All messages by their keys, in the order of their English texts. Raises KeyError for a language without catalogue."""
    if language not in available_languages():
        raise KeyError(language)
    found = {}
    for entry in _read(language):
        source, plural = entry.id if isinstance(entry.id, tuple | list) else (entry.id, "")
        texts = tuple(entry.string) if isinstance(entry.string, tuple | list) else (entry.string or "",)
        if source and language == DEFAULT_LANGUAGE:
            texts = (source, plural) if plural else (source,)
        if source:
            found[message_key(source)] = Message(message_key(source), source, plural, texts if all(texts) else ())
    return found


@cache
def forms(language: str) -> int:
    """How many forms words have with numbers: one in Japanese, six in Arabic."""
    return empty_catalog(language).num_plurals


def message_key(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()[:16]


def empty_catalog(language: str) -> Catalog:
    """For messages of that language, which counts as its speakers do."""
    return Catalog(locale=LANGUAGES[language].cldr, fuzzy=False)


def _read(language: str) -> Catalog:
    with _locales().joinpath(language, "LC_MESSAGES", "messages.po").open("rb") as file:
        return read_po(file, locale=LANGUAGES[language].cldr, ignore_obsolete=True)


def _compiled(catalog: Catalog) -> gettext.GNUTranslations:
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _locales() -> Traversable:
    return files("gotrs_api.i18n").joinpath("locales")
