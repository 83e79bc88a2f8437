from __future__ import annotations

from gotrs_api.kernel.errors import GotrsError


class OnlyShown(GotrsError):
    """Beside an OTRS in shadow mode: nothing of the old system's is changed."""

    code, status, title = "otrs.shadow", 403, "Only shown"
    message = "GOTRS runs beside OTRS and only shows: make changes in the old system for now."
