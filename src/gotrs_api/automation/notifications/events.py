"""What notifications tell about themselves."""

from dataclasses import dataclass

from gotrs_api.events import Event
from gotrs_api.kernel.ids import ArticleId, TicketId, UserId


@dataclass(frozen=True, kw_only=True)
class AgentNotified(Event):
    otrs_event = "ArticleAgentNotification"

    ticket_id: TicketId
    user_id: UserId


@dataclass(frozen=True, kw_only=True)
class CustomerNotified(Event):
    otrs_event = "ArticleCustomerNotification"

    ticket_id: TicketId
    article_id: ArticleId
