"""Threading by message ids, newest first (OTRS 6: PostMaster/FollowUpCheck/References.pm)."""

from gotrs_api.articles import service as articles
from gotrs_api.kernel.ids import TicketId
from gotrs_api.mail.inbound.incoming import IncomingMail
from gotrs_api.uow import ReadUow

# Each id costs a query; the newest decide, and nobody's thread needs more.
MAX_IDS = 200


async def by_references(uow: ReadUow, mail: IncomingMail) -> TicketId | None:
    """An id that several articles bear decides nothing."""
    ids = [*mail.parsed.references, *mail.parsed.in_reply_to_ids]
    for message_id in list(dict.fromkeys(reversed(ids)))[:MAX_IDS]:
        found = await articles.find_by_message_id(uow, message_id)
        if found is not None:
            return found.ticket_id
    return None
