"""Refusals around mail."""

from gotrs_api.kernel.errors import Conflict, InvalidInput, NotFound


class SpooledMailNotFound(NotFound):
    code = "mail.spool_not_found"
    message = "There is no such incoming mail."


class SpooledMailNotRetryable(Conflict):
    code = "mail.spool_not_retryable"
    message = "Only quarantined or ignored mail can be processed again; this one is {status}."


class FilterNotFound(NotFound):
    code = "mail.filter_not_found"
    message = "There is no such filter."


class FilterInvalid(InvalidInput):
    code = "mail.filter_invalid"
    message = "The filter is not valid."


class EmptyMail(InvalidInput):
    code = "mail.empty"
    message = "The request has no body; a mail was expected."
