"""What a list of tickets can be narrowed to."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field

from gotrs_api.dynamic_fields.schemas import FIELD_TEST_NAMES, FIELD_TESTS, FieldTestName, FieldTests
from gotrs_api.tickets.schemas.fields import MAX_ID, Moment

Id = Annotated[int, Field(ge=1, le=MAX_ID)]

SORT_FIELDS: tuple[str, ...] = (
    "created", "changed", "id", "number", "title", "owner", "customer_id", "priority", "queue", "state",
    "pending_until", "escalates_at",
)  # fmt: skip
MOST_SORT_KEYS = 5
DEFAULT_SORT = "-created"


class TicketFilter(FieldTests):
    """Conditions are joined by "and", the values of one condition by "or". Names that do not exist match nothing.

    `number`, `title`, `customer_user` and `customer_id` take `*` for any text. `locked` means: not free to take.
    `responsible` and `owner` are logins. `sort` is up to five field names, comma separated, `-` in
    front for descending; the first one decides, the next ones order what is alike.
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
    lock: tuple[str, ...] = ()
    lock_id: tuple[Id, ...] = ()
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
    mentioned: bool | None = Field(None, description="Whether you were mentioned in an article.")
    escalated: bool | None = None
    seen: bool | None = None
    df: dict[FieldTestName, tuple[str, ...]] = Field(
        default_factory=dict,
        max_length=20,
        description=FIELD_TESTS
        + " Fields of articles are met by any article of the ticket, those of customer users and companies by the "
        "ticket's customer. `sort` takes `df.<Name>` of tickets and of their articles as well.",
        json_schema_extra=FIELD_TEST_NAMES,
    )
    sort: str = Field(DEFAULT_SORT, description="For example `-created,title`.")
