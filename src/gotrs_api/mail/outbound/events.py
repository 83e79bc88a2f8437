"""What becomes of outgoing mails that belong to an article."""

from dataclasses import dataclass

from gotrs_api.events import Event
from gotrs_api.kernel.ids import ArticleId, TicketId


@dataclass(frozen=True, kw_only=True)
class ArticleMailEvent(Event):
    ticket_id: TicketId
    article_id: ArticleId


@dataclass(frozen=True, kw_only=True)
class ArticleMailQueued(ArticleMailEvent):
    otrs_event = "ArticleEmailSendingQueued"


@dataclass(frozen=True, kw_only=True)
class ArticleMailSent(ArticleMailEvent):
    """The mail server took it for everybody."""

    otrs_event = "ArticleEmailSendingSent"


@dataclass(frozen=True, kw_only=True)
class ArticleMailFailed(ArticleMailEvent):
    """Somebody will not get it; `message` is what the mail server said."""

    otrs_event = "ArticleEmailSendingError"

    message: str
