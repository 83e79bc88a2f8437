"""A ticket as it was."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from gotrs_api.articles.schemas import ArticleSummary
from gotrs_api.tickets.schemas.ticket import CustomerUserRef, NamedRef, StateRef, UserRef


class TicketPast(BaseModel):
    """A ticket at a past moment, put together from its history; names are those of today.

    Members in `uncertain` are not written down anywhere: what stands there is the most likely value.
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
    articles: tuple[ArticleSummary, ...] | None = Field(
        description="Without their bodies; null for a token without `articles:read`."
    )
    uncertain: tuple[str, ...] = ()
