"""Searching for tickets: what one may ask, and what is found."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from gotrs_api.tickets.schemas.fields import BigId, Command, Moment
from gotrs_api.tickets.schemas.filters import Id, TicketFilter
from gotrs_api.tickets.schemas.ticket import TicketSummary

Minutes = Annotated[int, Field(ge=-5_256_000, le=52_560_000)]
FlagTest = Annotated[str, Field(min_length=1, max_length=101, pattern=r"^[^:]{1,50}(:.{0,50})?$")]
Pattern = Annotated[str, Field(max_length=200)]


class TicketSearch(TicketFilter):
    """OTRS's search attributes beside those of lists.

    Moments: `…_after` and `…_before`, together a span of time. `…_newer_minutes=1440` is "within the last day",
    `…_older_minutes=60` "more than an hour ago"; negative minutes lie in the future. `touched` is any change in the
    history, `changed` the last one. Texts take `*` for any text and are found anywhere in the field.
    """

    ticket_id: tuple[Annotated[int, Field(ge=1, le=2**63 - 1)], ...] = ()
    sub_queues: bool = Field(False, description="Also the queues below those given.")
    state_type_id: tuple[Id, ...] = ()
    watcher_id: tuple[Id, ...] = ()
    flag: FlagTest | None = Field(None, description="A mark of your own at the ticket: `Key:Value`, or `Key` alone.")
    without_flag: FlagTest | None = None
    created_by_id: tuple[Id, ...] = ()
    created_queue_id: tuple[Id, ...] = ()
    created_state_id: tuple[Id, ...] = ()
    created_priority_id: tuple[Id, ...] = ()
    created_type_id: tuple[Id, ...] = ()
    from_: Pattern | None = Field(None, alias="from")
    to: Pattern | None = None
    cc: Pattern | None = None
    bcc: Pattern | None = Field(None, description="Agents only.")
    subject: Pattern | None = None
    body: Pattern | None = None
    attachment_name: Pattern | None = None
    in_archive: Literal["all", "archived", "not_archived"] | None = None
    created_newer_minutes: Minutes | None = None
    created_older_minutes: Minutes | None = None
    changed_newer_minutes: Minutes | None = None
    changed_older_minutes: Minutes | None = None
    touched_after: Moment | None = None
    touched_before: Moment | None = None
    touched_newer_minutes: Minutes | None = None
    touched_older_minutes: Minutes | None = None
    article_created_after: Moment | None = None
    article_created_before: Moment | None = None
    article_created_newer_minutes: Minutes | None = None
    article_created_older_minutes: Minutes | None = None
    closed_after: Moment | None = None
    closed_before: Moment | None = None
    closed_newer_minutes: Minutes | None = None
    closed_older_minutes: Minutes | None = None
    last_closed_after: Moment | None = None
    last_closed_before: Moment | None = None
    last_closed_newer_minutes: Minutes | None = None
    last_closed_older_minutes: Minutes | None = None
    pending_after: Moment | None = None
    pending_newer_minutes: Minutes | None = None
    pending_older_minutes: Minutes | None = None
    escalation_after: Moment | None = None
    escalation_before: Moment | None = None
    escalation_newer_minutes: Minutes | None = None
    escalation_older_minutes: Minutes | None = None
    escalation_update_after: Moment | None = None
    escalation_update_before: Moment | None = None
    escalation_update_newer_minutes: Minutes | None = None
    escalation_update_older_minutes: Minutes | None = None
    escalation_response_after: Moment | None = None
    escalation_response_before: Moment | None = None
    escalation_response_newer_minutes: Minutes | None = None
    escalation_response_older_minutes: Minutes | None = None
    escalation_solution_after: Moment | None = None
    escalation_solution_before: Moment | None = None
    escalation_solution_newer_minutes: Minutes | None = None
    escalation_solution_older_minutes: Minutes | None = None

    model_config = ConfigDict(populate_by_name=True)


class _Out(BaseModel):
    model_config = ConfigDict(frozen=True)


class SnippetRead(_Out):
    """A piece of what was found. `marks` are [start, end] in characters of `text`; `html` is escaped, with `<mark>`."""

    field: Literal["title", "subject", "body"]
    text: str
    marks: list[tuple[int, int]]
    html: str


class TicketHit(_Out):
    """A ticket that was found, with the best of its articles. A higher score comes first, then the newer article."""

    ticket: TicketSummary
    score: int
    article_id: int | None
    snippets: list[SnippetRead]


class ArticleHit(_Out):
    """An article that was found."""

    article_id: int
    ticket_id: int
    ticket_number: str
    ticket_title: str
    subject: str
    sender: str
    visible_for_customer: bool
    created: datetime
    score: int
    snippets: list[SnippetRead]


class Suggestion(_Out):
    """A ticket whose words begin like what is being typed."""

    id: int
    number: str
    title: str
    html: str = Field(description="The title, escaped, with `<mark>` around what was typed.")


class RebuildRead(_Out):
    """In tickets."""

    done: int
    total: int
    started: datetime | None
    finished: datetime | None


class SearchHealth(_Out):
    """Of the full-text index. `waiting` tickets have changes that cannot be found yet, the oldest for `behind_s` seconds."""

    status: Literal["ok", "rebuilding", "behind"]
    documents: int
    waiting: int
    behind_s: int
    rebuild: RebuildRead


class SavedSearchCreate(Command):
    """`filters` are those of `GET /search/tickets`."""

    name: str = Field(min_length=1, max_length=200)
    filters: dict[str, Any]


class SavedSearchRead(_Out):
    """`id` comes from the name and changes with it: OTRS's table has no numbers."""

    id: int
    name: str
    filters: dict[str, Any]


class ReindexStarted(_Out):
    job_id: BigId
