"""Refusals around outgoing mail accounts."""

from gotrs_api.kernel.errors import Conflict, NotFound


class SmtpAccountNotFound(NotFound):
    code = "smtp_account.not_found"
    message = "There is no such outgoing mail account."


class SmtpAccountInUse(Conflict):
    code = "smtp_account.in_use"
    message = "These addresses send through this account: {addresses}. Let them send through another one first."


class SmtpAccountIsDefault(Conflict):
    code = "smtp_account.is_default"
    message = "This is the default account. Make another one the default first, or none."
