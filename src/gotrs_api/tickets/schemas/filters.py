"""What a list of tickets can be narrowed to."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from gotrs_api.tickets.schemas.fields import MAX_ID, Moment

Id = Annotated[int, Field(ge=1, le=MAX_ID)]

SortField = Literal[
    "created", "changed", "number", "title", "priority", "queue", "state", "pending_until", "escalates_at"
]
SORT_FIELDS: tuple[str, ...] = (
    "created", "changed", "number", "title", "priority", "queue", "state", "pending_until", "escalates_at",
)  # fmt: skip
DEFAULT_SORT = "-created"


class TicketFilter(BaseModel):
    """Conditions are joined by "and", the values of one condition by "or". Names that do not exist match nothing.

    `number`, `title`, `customer_user` and `customer_id` take `*` for any text. `locked` means: not free to take.
    `responsible` and `owner` are logins. `sort` is one field name, `-` in front for descending.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    queue: tuple[str, ...] = ()
    queue_id: tuple[Id, ...] = ()
    state: tuple[str, ...] = ()
    state_id: tuple[Id, ...] = ()
    state_type: tuple[str, ...] = ()
    priority: tuple[str, ...] = ()
    priority_id: tuple[Id, ...] = ()
    type: tuple[str, ...] = ()
    type_id: tuple[Id, ...] = ()
    service: tuple[str, ...] = ()
    service_id: tuple[Id, ...] = ()
    sla: tuple[str, ...] = ()
    sla_id: tuple[Id, ...] = ()
    owner: tuple[str, ...] = ()
    owner_id: tuple[Id, ...] = ()
    responsible: tuple[str, ...] = ()
    responsible_id: tuple[Id, ...] = ()
    customer_id: tuple[str, ...] = ()
    customer_user: tuple[str, ...] = ()
    created_after: Moment | None = None
    created_before: Moment | None = None
    changed_after: Moment | None = None
    changed_before: Moment | None = None
    pending_before: Moment | None = None
    number: str | None = Field(None, max_length=50)
    title: str | None = Field(None, max_length=255)
    q: str | None = Field(None, max_length=500)
    not_closed: bool | None = None
    locked: bool | None = None
    archived: bool | None = Field(None, description="Without it archived tickets are left out.")
    watched: bool | None = None
    escalated: bool | None = None
    seen: bool | None = None
    sort: str = DEFAULT_SORT
