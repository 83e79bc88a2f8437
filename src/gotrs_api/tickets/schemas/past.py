"""A ticket as it was."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from gotrs_api.articles.schemas import ArticleSummary
from gotrs_api.tickets.schemas.ticket import CustomerUserRef, NamedRef, StateRef, UserRef


class DeletedArticle(BaseModel):
    """A note that was there and is gone; `number` was its place in the ticket when it was deleted."""

    model_config = ConfigDict(frozen=True)

    number: int
    subject: str
    created: datetime
    deleted: datetime


class TicketPast(BaseModel):
    """A ticket at a past moment, put together from its history; names are those of today.

    Of members in `uncertain` not all is written down: what stands there is the most likely value. They are `title` and
    `dynamic_fields` (long values are cut), `responsible` (before the first change), `watchers` (before a merge), and
    `articles` (another system merged, or they lie in a ticket that the reader does not see, or were changed by one that
    does not say how).
    """

    model_config = ConfigDict(frozen=True)

    at: datetime
    id: int
    number: str
    title: str
    queue: NamedRef
    state: StateRef
    priority: NamedRef
    type: NamedRef | None
    service: NamedRef | None
    sla: NamedRef | None
    lock: str
    owner: UserRef
    responsible: UserRef
    customer_id: str | None
    customer_user: CustomerUserRef | None
    pending_until: datetime | None
    archived: bool
    created: datetime
    changed: datetime = Field(description="Of the last entry in the history until then.")
    dynamic_fields: dict[str, str] = Field(description="What people read in those that were set.")
    watchers: tuple[str, ...] = Field(description="Their full names.")
    articles: tuple[ArticleSummary, ...] | None = Field(
        description="Without their bodies; null for a token without `articles:read`."
    )
    deleted_articles: tuple[DeletedArticle, ...] | None = Field(
        description="What was among the articles then and was deleted since; null as `articles`."
    )
    uncertain: tuple[str, ...] = ()
