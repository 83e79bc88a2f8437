"""Refusals around translations."""

from gotrs_api.kernel.errors import NotFound


class TranslationNotFound(NotFound):
    code = "translations.not_found"
    message = "There is no such text."
