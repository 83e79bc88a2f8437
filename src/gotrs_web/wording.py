"""Refusals of the services in the reader's words."""

from fastapi import Request

from gotrs_api.kernel.errors import GotrsError, TooLarge, fill
from gotrs_web.view import View, catalogue_of


def explain(request: Request, error: GotrsError) -> str:
    """The message, followed by what is wrong with each value."""
    _ = catalogue_of(request).gettext
    if isinstance(error, TooLarge):  # in units that people use
        return _("What you sent is larger than {size}.", size=View(request).format.size(error.params["limit"]))
    return " ".join(
        [fill(_(error.msgid), error.params), *(fill(_(found.detail), found.params) for found in error.errors)]
    )
