"""What a list of tickets can be narrowed to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from gotrs_api.tickets.schemas.fields import MAX_ID, Moment

Id = Annotated[int, Field(ge=1, le=MAX_ID)]

FieldTestName = Annotated[str, StringConstraints(max_length=210)]
SORT_FIELDS: tuple[str, ...] = (
    "created", "changed", "id", "number", "title", "owner", "customer_id", "priority", "queue", "state",
    "pending_until", "escalates_at",
)  # fmt: skip
MOST_SORT_KEYS = 5
DEFAULT_SORT = "-created"


class TicketFilter(BaseModel):
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
        description="Dynamic fields, as `df.<Name>=…`, `df.<Name>.like=a*`, `.gt`, `.gte`, `.lt`, `.lte`, `.empty=true`. "
        "Fields of articles are met by any article of the ticket. Repeat a name for any of several values. `sort` takes "
        "`df.<Name>` of tickets as well.",
        json_schema_extra={"propertyNames": {"pattern": r"^df\.[A-Za-z0-9]+(\.(like|gt|gte|lt|lte|empty))?$"}},
    )
    sort: str = Field(DEFAULT_SORT, description="For example `-created,title`.")

    @model_validator(mode="before")
    @classmethod
    def _gather_fields(cls, given: Any) -> Any:
        """`df.Building` and the like are names of their own in a query string."""
        if not isinstance(given, Mapping) or not any(str(name).startswith("df.") for name in given):
            return given
        kept = {name: value for name, value in given.items() if not str(name).startswith("df.")}
        tests = {str(name)[3:]: value for name, value in given.items() if str(name).startswith("df.")}
        return kept | {"df": {name: [value] if isinstance(value, str) else value for name, value in tests.items()}}
