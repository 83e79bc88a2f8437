"""Refusals around outgoing mail."""

from gotrs_api.kernel.errors import Conflict, InvalidInput, NotFound


class MailNotFound(NotFound):
    code = "mail.not_found"
    message = "There is no such mail in the queue."


class ForeignMail(Conflict):
    """A row that OTRS wrote, in its own format, for itself to send."""

    code = "mail.foreign"
    message = "This mail was queued by OTRS; only OTRS can send it."


class MailOnItsWay(Conflict):
    code = "mail.on_its_way"
    message = "This mail is being handed over at this moment; the mail server has not answered yet."


class MailStillQueued(Conflict):
    code = "mail.still_queued"
    message = "The mail of this article still waits in the queue."


class NothingToResend(Conflict):
    code = "mail.nothing_to_resend"
    message = "This article was never sent as a mail."


class TooLateToCallBack(Conflict):
    code = "mail.too_late"
    message = "The mail has left already, or is not yours to call back."


class MailCannotBeSealed(InvalidInput):
    """It was asked for, and cannot be done: nothing is sent as it is instead."""

    code = "mail.cannot_be_sealed"


class MailAddressInvalid(InvalidInput):
    code = "mail.address_invalid"
    message = "{address} is not a mail address."
