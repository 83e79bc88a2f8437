"""Which filters run before a mail is sorted, in OTRS's order (`PostMaster::PreFilterModule`)."""

from collections.abc import Awaitable, Callable
from typing import Final

from gotrs_api.mail.inbound.filters.configured import match_settings, reject_new_tickets
from gotrs_api.mail.inbound.filters.detect_attachment import detect_attachment
from gotrs_api.mail.inbound.filters.detect_bounce import detect_bounce
from gotrs_api.mail.inbound.filters.external_numbers import recognise_external_numbers
from gotrs_api.mail.inbound.filters.match_db_source import match_db_source
from gotrs_api.mail.inbound.incoming import IncomingMail
from gotrs_api.uow import ReadUow

PreFilter = Callable[[ReadUow, IncomingMail], Awaitable[None]]

PRE_FILTERS: Final[tuple[tuple[str, PreFilter], ...]] = (
    ("000-DetectAttachment", detect_attachment),
    ("000-DetectBounceEmail", detect_bounce),
    ("000-ExternalTicketNumberRecognition", recognise_external_numbers),
    ("000-MatchDBSource", match_db_source),
    ("1-Match", match_settings),
    ("3-NewTicketReject", reject_new_tickets),
)
