"""How many files a mail brings (OTRS 6: PostMaster/Filter/DetectAttachment.pm)."""

from gotrs_api.mail.inbound.incoming import IncomingMail
from gotrs_api.mail.inbound.parse import ParsedAttachment
from gotrs_api.uow import ReadUow


async def detect_attachment(_uow: ReadUow, mail: IncomingMail) -> None:
    """Sets X-OTRS-AttachmentExists and -Count: parts with a disposition, without images that the HTML shows."""
    html = mail.parsed.html or ""
    count = sum(_counts(attachment, html) for attachment in mail.parsed.attachments)
    mail.headers["X-OTRS-AttachmentExists"] = "yes" if count else "no"
    mail.headers["X-OTRS-AttachmentCount"] = str(count)


def _counts(attachment: ParsedAttachment, html: str) -> bool:
    if not attachment.disposition:
        return False
    content_id = attachment.content_id.strip("<> ")
    shown = bool(content_id) and f"cid:{content_id}" in html
    return not (shown and attachment.mime_type.startswith("image/") and attachment.disposition == "inline")
