"""What can go wrong with web services."""

from __future__ import annotations

from gotrs_api.i18n import N_
from gotrs_api.kernel.errors import Conflict, GotrsError, InvalidInput, NotFound


class WebserviceNotFound(NotFound):
    code = "webservice_not_found"
    message = N_("There is no such web service.")


class PartNotFound(NotFound):
    code = "webservice_part_not_found"
    message = N_("There is no such operation or invoker.")


class WebserviceNameTaken(Conflict):
    code = "webservice_name_taken"
    message = N_("There is already a web service of this name.")


class WebserviceInUse(Conflict):
    code = "webservice_in_use"
    message = N_("The web service is used by the dynamic field {field}.")


class CommunicationNotFound(NotFound):
    code = "communication_not_found"
    message = N_("There is no such communication in the log.")


class InvalidWebservice(InvalidInput):
    code = "invalid_webservice"
    message = N_("The web service's configuration is not valid.")


class RemoteUnavailable(GotrsError):
    """The remote system gave no usable answer just now; the web service's log says why."""

    code, status, title = "webservice_unavailable", 503, "Not available"
    message = N_("The web service {webservice} does not answer.")


class YamlRefused(ValueError):
    """Text that is no acceptable YAML of a web service; the message says why, in English."""


class TransportFailed(Exception):
    """A request that never became an operation, or an answer that could not be made.

    `status` and `text` are what the client of HTTP::REST gets; SOAP makes a fault of it.
    """

    def __init__(self, text: str, status: int = 500, *, is_fault: bool = False) -> None:
        super().__init__(text)
        self.text = text
        self.status = status
        self.is_fault = is_fault


class OperationFailed(Exception):
    """An operation's own refusal: HTTP 200 with an `Error` object. `code` has the operation's name in front."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


class MappingFailed(Exception):
    """A mapping whose configuration or data makes no sense; the message goes to the debugger and the client."""
