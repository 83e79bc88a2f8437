"""What happened to articles. The ticket service emits all but the flag events, after it has written its history."""

from __future__ import annotations

from dataclasses import dataclass, field

from gotrs_api.articles.new_article import NewArticle
from gotrs_api.articles.schemas import ArticleChannel, SenderType
from gotrs_api.events import Event
from gotrs_api.kernel.ids import ArticleId, TicketId, UserId


@dataclass(frozen=True, kw_only=True)
class ArticleCreated(Event):
    otrs_event = "ArticleCreate"
    webhook = "article.created"

    ticket_id: TicketId
    article_id: ArticleId
    channel: ArticleChannel
    sender_type: SenderType
    visible_for_customer: bool
    may_be_answered: bool = True
    attachments: tuple[str, ...] = ()  # names of files


@dataclass(frozen=True, kw_only=True)
class ArticleSubmitted(Event):
    """An article that was just stored is to go out by mail; the mail domain queues it in this transaction.

    It carries what was stored, because nobody can read the files of an article before the commit.
    """

    otrs_event = "ArticleSend"

    ticket_id: TicketId
    article_id: ArticleId
    article: NewArticle = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class ArticleBounced(Event):
    """A stored mail is sent on unchanged: the mail domain queues it. `sender` and `to` are header lines."""

    otrs_event = "ArticleBounce"

    ticket_id: TicketId
    article_id: ArticleId
    sender: str
    to: str


@dataclass(frozen=True, kw_only=True)
class ArticleDynamicFieldsChanged(Event):
    otrs_event = "ArticleDynamicFieldUpdate"

    ticket_id: TicketId
    article_id: ArticleId
    field_names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class UserMentioned(Event):
    """An article mentions this agent. The ticket domain says so."""

    otrs_event = "UserMention"

    ticket_id: TicketId
    article_id: ArticleId
    user_id: UserId


@dataclass(frozen=True, kw_only=True)
class ArticleUpdated(Event):
    otrs_event = "ArticleUpdate"
    webhook = "article.updated"

    ticket_id: TicketId
    article_id: ArticleId


@dataclass(frozen=True, kw_only=True)
class ArticleDeleted(Event):
    webhook = "article.deleted"

    ticket_id: TicketId
    article_id: ArticleId


@dataclass(frozen=True, kw_only=True)
class AttachmentsDeleted(Event):
    """Files that went with their article. OTRS has no event for it."""

    webhook = "attachment.deleted"

    ticket_id: TicketId
    article_id: ArticleId
    attachments: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ArticleFlagSet(Event):
    """One flag of one agent at one or more articles of one ticket."""

    otrs_event = "ArticleFlagSet"

    ticket_id: TicketId
    article_ids: tuple[ArticleId, ...]
    key: str
    value: str
    user_id: UserId


@dataclass(frozen=True, kw_only=True)
class ArticleFlagDeleted(Event):
    """`user_id` is None when the flags of all agents went."""

    otrs_event = "ArticleFlagDelete"

    ticket_id: TicketId
    article_ids: tuple[ArticleId, ...]
    key: str
    user_id: UserId | None


@dataclass(frozen=True, kw_only=True)
class ArticleTransmissionFailed(Event):
    otrs_event = "ArticleCreateTransmissionError"

    ticket_id: TicketId
    article_id: ArticleId


@dataclass(frozen=True, kw_only=True)
class ArticleTransmissionUpdated(Event):
    otrs_event = "ArticleUpdateTransmissionError"

    ticket_id: TicketId
    article_id: ArticleId
