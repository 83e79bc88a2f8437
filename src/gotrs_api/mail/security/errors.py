"""Refusals around keys."""

from gotrs_api.kernel.errors import Conflict, InvalidInput, NotFound


class MailKeyNotFound(NotFound):
    code = "mail_key.not_found"
    message = "There is no such key."


class MailKeyInvalid(InvalidInput):
    code = "mail_key.invalid"
    message = "This is no key that can be used."


class MailKeyKnown(Conflict):
    code = "mail_key.known"
    message = "This key is here already."
