"""Languages, message catalogues and the choice of a locale for a person."""

from gotrs_api.i18n.catalogue import Catalogue, available_languages, catalogue
from gotrs_api.i18n.languages import DEFAULT_LANGUAGE, LANGUAGES, Language, negotiate, parse_accept_language

__all__ = [
    "DEFAULT_LANGUAGE",
    "LANGUAGES",
    "N_",
    "Catalogue",
    "Language",
    "available_languages",
    "catalogue",
    "negotiate",
    "parse_accept_language",
]


def N_(message: str) -> str:  # noqa: N802 (the customary name, known to extractors)
    """Mark ``message`` for translation without translating it now; the edge that shows it calls ``_``."""
    return message
