"""Refusals around mail accounts."""

from gotrs_api.kernel.errors import Conflict, NotFound


class MailAccountNotFound(NotFound):
    code = "mail_account.not_found"
    message = "There is no such mail account."


class FetchingIsOff(Conflict):
    code = "mail_account.fetching_is_off"
    message = "Fetching is switched off for this database (GOTRS::Mail::FetchEnabled)."
