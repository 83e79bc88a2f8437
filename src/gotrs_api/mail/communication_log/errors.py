"""Refusals around the log."""

from gotrs_api.kernel.errors import NotFound


class CommunicationNotFound(NotFound):
    code = "communication.not_found"
    message = "There is no such entry in the communication log."
