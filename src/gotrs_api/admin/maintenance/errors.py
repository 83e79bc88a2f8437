"""Refusals around maintenance periods."""

from gotrs_api.kernel.errors import NotFound


class MaintenanceNotFound(NotFound):
    code = "maintenance.not_found"
    message = "There is no such maintenance period."
