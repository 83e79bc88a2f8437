"""Refusals around branding."""

from gotrs_api.kernel.errors import NotFound


class LogoNotFound(NotFound):
    code = "branding.no_logo"
    message = "There is no such logo."


class StylesheetNotFound(NotFound):
    code = "branding.stylesheet_not_found"
    message = "There is no such stylesheet."
