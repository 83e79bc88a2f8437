"""What a mail server reports of a mail belongs to that mail's ticket (OTRS 6: PostMaster/FollowUpCheck/BounceEmail.pm)."""

from gotrs_api.articles import service as articles
from gotrs_api.kernel.ids import TicketId
from gotrs_api.mail.inbound.incoming import IncomingMail
from gotrs_api.uow import ReadUow


async def by_bounce(uow: ReadUow, mail: IncomingMail) -> TicketId | None:
    if not mail.x("Bounce-OriginalMessageID"):
        return None
    found = await articles.find_by_message_id(uow, mail.x("Bounce-OriginalMessageID"))
    return found.ticket_id if found else None
