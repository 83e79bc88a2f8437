"""Delivery failures and receipts, and the mail they are about (OTRS 6: PostMaster/Filter/DetectBounceEmail.pm; RFC 3464, 8098)."""

import re

from gotrs_api.mail.inbound.incoming import IncomingMail
from gotrs_api.mail.inbound.parse import ParsedAttachment, message_ids
from gotrs_api.uow import ReadUow

# What only machines are called; a postmaster may be a person.
_DAEMON = re.compile(
    r"\b(?:mailer-daemon|mail-daemon|mdaemon|maildelivery|mail\.delivery\.system)(?:@|>|$)", re.IGNORECASE
)
_POSTMASTER = re.compile(r"\bpostmaster(?:@|>|$)", re.IGNORECASE)
_FAILURE_SUBJECT = re.compile(
    r"undeliver|non-delivery|delivery (?:status notification|report|problem|failure|has failed)|failure delivery"
    r"|returned mail|failure notice|mail (?:delivery )?(?:failed|failure|error|system error)|failed mail"
    r"|(?:not|could not) be(?:en)? delivered|mail not delivered|user unknown"
    r"|unzustellbar|nicht zugestellt|non remis|non distribu|no se puede entregar|mancata consegna|не доставлено",
    re.IGNORECASE,
)
_ACTION = re.compile(r"^Action:[ \t]*([a-z]+)", re.IGNORECASE | re.MULTILINE)
_MESSAGE_ID = re.compile(r"^(?:>[ \t]*)?Message-ID:\s*(<[^<>\s]{1,900}>)", re.IGNORECASE | re.MULTILINE)
_READ_ID = re.compile(r"^Original-Message-ID:\s*(<[^<>\s]{1,900}>)", re.IGNORECASE | re.MULTILINE)
_RECEIPT = "disposition-notification"
_SEARCHED_BYTES = 256 * 1024
_MAX_ERROR = 20_000


async def detect_bounce(_uow: ReadUow, mail: IncomingMail) -> None:
    """Sets X-OTRS-Bounce, -OriginalMessageID, -ErrorMessage and the loop flag for a mail that could not be delivered.

    Reports of delays and successes are no bounces, nor are receipts of readers: they only go to the ticket of their mail.
    """
    if mail.parsed.report_type == _RECEIPT:
        _note_receipt(mail)
        return
    says_failure = _says_failure(mail)
    if not says_failure and not _is_from_machine(mail):
        return
    mail.headers["X-OTRS-Loop"] = "yes"  # nobody answers a machine, or what has no return path (RFC 3834, section 2)
    original = _returned_message_id(mail) or (_answered_message_id(mail) if says_failure else "")
    if not original:
        return
    mail.headers["X-OTRS-Bounce-OriginalMessageID"] = original
    actions = _actions(mail)
    if actions and "failed" not in actions:
        _leave_state(mail)
        mail.trace.note("filter", "DetectBounceEmail", f"delivery report of {original}: {', '.join(sorted(actions))}")
        return
    mail.headers["X-OTRS-Bounce"] = "1"
    mail.headers["X-OTRS-Bounce-ErrorMessage"] = mail.body[:_MAX_ERROR]
    mail.trace.note("filter", "DetectBounceEmail", f"a bounce of {original}")


def _note_receipt(mail: IncomingMail) -> None:
    """Nobody answers a receipt (RFC 3834, section 2); its notification names the mail that was read or deleted."""
    mail.headers["X-OTRS-Loop"] = "yes"
    for attachment in mail.parsed.attachments:
        if attachment.mime_type in {"message/disposition-notification", "message/global-disposition-notification"}:
            found = _READ_ID.search(_text(attachment))
            if found:
                mail.headers["X-OTRS-Bounce-OriginalMessageID"] = found[1]
                _leave_state(mail)
                mail.trace.note("filter", "DetectBounceEmail", f"a receipt for {found[1]}")
                return


def _leave_state(mail: IncomingMail) -> None:
    """That a mail is late, has arrived or was read is no reason to open a closed ticket again."""
    if not mail.x("FollowUp-State"):
        mail.headers["X-OTRS-FollowUp-State-Keep"] = "yes"


def _says_failure(mail: IncomingMail) -> bool:
    if mail.parsed.report_type:
        return mail.parsed.report_type == "delivery-status"
    sent_by = _is_from_machine(mail) or bool(_POSTMASTER.search(mail.parsed.from_))
    return sent_by and bool(_FAILURE_SUBJECT.search(mail.get("Subject")))


def _is_from_machine(mail: IncomingMail) -> bool:
    """Whatever its subject says; no receipt of a reader."""
    if mail.parsed.report_type not in ("", "delivery-status"):
        return False
    return bool(_DAEMON.search(mail.parsed.from_)) or mail.get("Return-Path") == "<>"


def _actions(mail: IncomingMail) -> set[str]:
    found: set[str] = set()
    for attachment in mail.parsed.attachments:
        if attachment.mime_type in {"message/delivery-status", "message/global-delivery-status"}:
            found |= {action.lower() for action in _ACTION.findall(_text(attachment))}
    return found


def _returned_message_id(mail: IncomingMail) -> str:
    """Of the returned mail or its header, attached or in the text of the report."""
    for attachment in mail.parsed.attachments:
        if attachment.mime_type in {
            "message/rfc822",
            "message/global",
            "text/rfc822-headers",
            "message/global-headers",
        }:
            match = _MESSAGE_ID.search(re.sub(r"\r?\n[ \t]+", " ", _text(attachment)))
            if match:
                return match[1]
    match = _MESSAGE_ID.search(mail.body)
    return match[1] if match else ""


def _answered_message_id(mail: IncomingMail) -> str:
    ids = mail.parsed.in_reply_to_ids or message_ids(mail.get("X-Failed-Message-ID"))
    return ids[-1] if ids else ""


def _text(attachment: ParsedAttachment) -> str:
    return attachment.content[:_SEARCHED_BYTES].decode("utf-8", "replace").replace("\r\n", "\n")
