"""The same for many tickets at once."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from gotrs_api.articles.time_units import TimeUnits
from gotrs_api.kernel.problem import ProblemError
from gotrs_api.tickets.schemas.commands import (
    NoteInput,
    TicketAssign,
    TicketClose,
    TicketLink,
    TicketLock,
    TicketMerge,
    TicketMove,
    TicketSetPriority,
    TicketSetState,
    TicketUpdate,
    TicketWatch,
)
from gotrs_api.tickets.schemas.fields import BigId, Command
from gotrs_api.tickets.schemas.filters import TicketFilter

MOST_IDS = 10_000
MOST_LINKED = 50


class BulkSelection(Command):
    """Which tickets: their ids, or all that a list with this filter would show to you."""

    ids: tuple[BigId, ...] | None = Field(None, min_length=1, max_length=MOST_IDS)
    filter: TicketFilter | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.ids is None) == (self.filter is None):
            raise ValueError("give either ids or filter")
        return self


class BulkMail(Command):
    """A mail to the customer of each ticket, from the address of its queue."""

    subject: str = Field(min_length=1, max_length=3800)
    body: str = Field(min_length=1, max_length=1_800_000)
    content_type: Literal["text/plain", "text/html"] = "text/plain"
    time_units: TimeUnits | None = None


class TicketBulk(BulkSelection):
    """Any set of changes, with a note, a mail, links, watching and merging; at each ticket all of it or nothing."""

    changes: TicketUpdate | None = None
    note: NoteInput | None = None
    note_time_units: TimeUnits | None = None
    mail: BulkMail | None = Field(None, description="Write to the customer of each of them.")
    link: TicketLink | None = Field(None, description="Link each of them with one other ticket.")
    link_together: bool = Field(False, description=f"Link each of them with all others; at most {MOST_LINKED} tickets.")
    watch: bool | None = None
    merge_into: BigId | None = Field(None, description="Merge each of them into this ticket.")
    merge_into_number: str | None = Field(None, min_length=1, max_length=50, description="The same by its number.")
    merge_to_oldest: bool = Field(False, description="Merge them into the one of them that was made first.")

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.model_fields_set - {"ids", "filter"}:
            raise ValueError("give at least one thing to do")
        if sum((self.merge_into is not None, self.merge_into_number is not None, self.merge_to_oldest)) > 1:
            raise ValueError("give one ticket to merge into")
        if self.note_time_units is not None and self.note is None:
            raise ValueError("time needs a note")
        return self


class TicketBulkPart(TicketBulk):
    """What each ticket gets of it: `merge_into` is decided, and so is with which others it is linked."""

    partners: tuple[BigId, ...] = ()


class BulkAssign(BulkSelection, TicketAssign):
    pass


class BulkClose(BulkSelection, TicketClose):
    pass


class BulkPriority(BulkSelection, TicketSetPriority):
    pass


class BulkQueue(BulkSelection, TicketMove):
    pass


class BulkState(BulkSelection, TicketSetState):
    pass


class BulkMerge(BulkSelection, TicketMerge):
    """All of them are merged into one."""


class BulkLock(BulkSelection, TicketLock):
    pass


class BulkWatch(BulkSelection, TicketWatch):
    pass


class BulkResult(BaseModel):
    """What became of one ticket. `status` and `code` are those of the same change alone: 404 for a hidden one.

    `message_key` with `params` in its `{}` places is `detail`, for those who translate it.
    """

    model_config = ConfigDict(frozen=True)

    ticket_id: int
    ok: bool
    status: int
    code: str | None = None
    detail: str | None = None
    message_key: str = ""
    params: dict[str, str] = Field(default_factory=dict)
    errors: tuple[ProblemError, ...] = ()


class BulkRead(BaseModel):
    """In the order in which the tickets were named."""

    model_config = ConfigDict(frozen=True)

    total: int
    succeeded: int
    failed: int
    results: tuple[BulkResult, ...]


class BulkStarted(BaseModel):
    """Too many tickets for one request: a job works on them. Its `result` will be what a small set answers."""

    model_config = ConfigDict(frozen=True)

    job_id: int
    total: int
