"""Threading by a ticket number in the subject and, where it is switched on, in body, attachments or the raw mail."""

from gotrs_api.kernel.ids import TicketId
from gotrs_api.mail.inbound.incoming import IncomingMail
from gotrs_api.mail.inbound.parse.charsets import decode
from gotrs_api.tickets.numbers.recognition import recognise_number
from gotrs_api.tickets.service import find_ticket_id, generator_of, number_settings
from gotrs_api.uow import ReadUow

_SEARCHED_CHARACTERS = 2_000_000


async def by_subject(uow: ReadUow, mail: IncomingMail) -> TicketId | None:
    return await _ticket_named_in(uow, mail.get("Subject"))


async def by_body(uow: ReadUow, mail: IncomingMail) -> TicketId | None:
    return await _ticket_named_in(uow, mail.body)


async def by_attachments(uow: ReadUow, mail: IncomingMail) -> TicketId | None:
    """Text files that are not shown in the mail itself."""
    for attachment in mail.parsed.attachments:
        if attachment.mime_type.startswith("text/") and attachment.disposition != "inline":
            text = decode(attachment.content[:_SEARCHED_CHARACTERS], attachment.charset).text
            found = await _ticket_named_in(uow, text)
            if found is not None:
                return found
    return None


async def by_raw_mail(uow: ReadUow, mail: IncomingMail) -> TicketId | None:
    raw = mail.raw if isinstance(mail.raw, bytes) else mail.raw.read_bytes()
    return await _ticket_named_in(uow, raw[:_SEARCHED_CHARACTERS].decode("utf-8", "replace"))


async def by_recognised_number(uow: ReadUow, mail: IncomingMail) -> TicketId | None:
    """What a filter for foreign numbers found."""
    number = mail.x("FollowUp-RecognizedTicketNumber")
    return await find_ticket_id(uow, number) if number else None


async def number_in(uow: ReadUow, text: str) -> str | None:
    """The first ticket number after the hook, whether or not such a ticket exists."""
    return recognise_number(text[:_SEARCHED_CHARACTERS], await generator_of(uow), await number_settings(uow))


async def _ticket_named_in(uow: ReadUow, text: str) -> TicketId | None:
    number = await number_in(uow, text)
    return await find_ticket_id(uow, number) if number else None
