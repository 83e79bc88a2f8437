"""What automatic replies tell."""

from dataclasses import dataclass

from gotrs_api.events import Event
from gotrs_api.kernel.ids import ArticleId, TicketId


@dataclass(frozen=True, kw_only=True)
class AutoResponseSent(Event):
    otrs_event = "ArticleAutoResponse"

    ticket_id: TicketId
    article_id: ArticleId
