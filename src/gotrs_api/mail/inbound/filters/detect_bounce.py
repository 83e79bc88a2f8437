"""Delivery failures, and the mail they are about (OTRS 6: PostMaster/Filter/DetectBounceEmail.pm; RFC 3464)."""

import re

from gotrs_api.mail.inbound.incoming import IncomingMail
from gotrs_api.mail.inbound.parse import ParsedAttachment, message_ids
from gotrs_api.uow import ReadUow

_DAEMON = re.compile(r"(?:mailer-daemon|postmaster|mail-daemon|maildelivery)@", re.IGNORECASE)
_FAILURE_SUBJECT = re.compile(
    r"undeliver|delivery (?:status notification|failure|has failed)|returned mail|failure notice|mail delivery failed"
    r"|unzustellbar|non remis|no se puede entregar",
    re.IGNORECASE,
)
_ACTION = re.compile(r"^Action:[ \t]*([a-z]+)", re.IGNORECASE | re.MULTILINE)
_MESSAGE_ID = re.compile(r"^(?:>[ \t]*)?Message-ID:\s*(<[^<>\s]{1,900}>)", re.IGNORECASE | re.MULTILINE)
_SEARCHED_BYTES = 256 * 1024
_MAX_ERROR = 20_000


async def detect_bounce(_uow: ReadUow, mail: IncomingMail) -> None:
    """Sets X-OTRS-Bounce, -OriginalMessageID, -ErrorMessage and the loop flag for a mail that could not be delivered.

    Reports of delays and successes are automatic mail, no bounces.
    """
    if not _looks_like_report(mail):
        return
    if mail.parsed.report_type == "delivery-status":
        mail.headers["X-OTRS-Loop"] = "yes"
    actions = _actions(mail)
    if actions and "failed" not in actions:
        mail.trace.note("filter", "DetectBounceEmail", f"delivery report: {', '.join(sorted(actions))}")
        return
    original = _original_message_id(mail)
    if not original:
        return
    mail.headers["X-OTRS-Bounce"] = "1"
    mail.headers["X-OTRS-Bounce-OriginalMessageID"] = original
    mail.headers["X-OTRS-Bounce-ErrorMessage"] = mail.body[:_MAX_ERROR]
    mail.headers["X-OTRS-Loop"] = "yes"
    mail.trace.note("filter", "DetectBounceEmail", f"a bounce of {original}")


def _looks_like_report(mail: IncomingMail) -> bool:
    if mail.parsed.report_type:
        return mail.parsed.report_type == "delivery-status"
    return_path = mail.get("Return-Path")
    from_daemon = bool(_DAEMON.search(mail.parsed.from_)) or return_path == "<>"
    return from_daemon and bool(_FAILURE_SUBJECT.search(mail.get("Subject")))


def _actions(mail: IncomingMail) -> set[str]:
    found: set[str] = set()
    for attachment in mail.parsed.attachments:
        if attachment.mime_type in {"message/delivery-status", "message/global-delivery-status"}:
            found |= {action.lower() for action in _ACTION.findall(_text(attachment))}
    return found


def _original_message_id(mail: IncomingMail) -> str:
    """From the returned mail or its header, else from the text of the report."""
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
    if match:
        return match[1]
    ids = mail.parsed.in_reply_to_ids or message_ids(mail.get("X-Failed-Message-ID"))
    return ids[-1] if ids else ""


def _text(attachment: ParsedAttachment) -> str:
    return attachment.content[:_SEARCHED_BYTES].decode("utf-8", "replace").replace("\r\n", "\n")
