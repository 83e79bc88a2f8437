"""Refusals of the services in the reader's words."""

from fastapi import Request

from gotrs_api.kernel.errors import GotrsError, fill
from gotrs_web.view import catalogue_of


def explain(request: Request, error: GotrsError) -> str:
    """The message, followed by what is wrong with each value."""
    _ = catalogue_of(request).gettext
    return " ".join([fill(_(error.msgid), error.params), *(_(found.detail) for found in error.errors)])
