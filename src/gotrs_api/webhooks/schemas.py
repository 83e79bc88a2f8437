"""Webhooks as they come and go. A secret goes once: when it is made."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator

from gotrs_api.catalog.schemas import Id, In, Name, Out
from gotrs_api.webhooks.names import EVENTS

Url = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000, pattern=r"^[^\s\x00]+$")]
HeaderName = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[A-Za-z0-9!#$%&'*+.^_`|~-]+$")]
HeaderValue = Annotated[str, StringConstraints(max_length=2000, pattern=r"^[\x20-\x7e]*$")]
Headers = Annotated[dict[HeaderName, HeaderValue], Field(max_length=20)]
Payload = Literal["thin", "full"]
Ids = Annotated[tuple[Id, ...], Field(max_length=200)]
Status = Literal["pending", "delivered", "failed", "dropped"]
_AREAS = frozenset(f"{name.partition('.')[0]}.*" for name in EVENTS) | {"*"}
_OURS = ("webhook-", "x-gotrs-", "content-", "transfer-", "host", "connection", "user-agent")


class WebhookFilters(In):
    """A list that is empty lets everything through; events of other things than tickets are not filtered."""

    queue_ids: Ids = ()
    priority_ids: Ids = ()
    state_ids: Ids = ()
    type_ids: Ids = ()


def known_events(names: tuple[str, ...] | None) -> tuple[str, ...] | None:
    for name in names or ():
        if name not in EVENTS and name not in _AREAS:
            raise ValueError(f"there is no event {name!r}")
    return None if names is None else tuple(dict.fromkeys(names))


def free_headers(headers: dict[str, str] | None) -> dict[str, str] | None:
    for name in headers or {}:
        if name.lower().startswith(_OURS):
            raise ValueError(f"the header {name} cannot be chosen")
    return headers


Events = Annotated[tuple[str, ...], Field(min_length=1, max_length=50)]


class WebhookCreate(In):
    """`payload`: `thin` is ids and what changed, `full` also the ticket as its owner sees it."""

    name: Name
    url: Url
    events: Events
    filters: WebhookFilters = WebhookFilters()
    headers: Headers = Field(default_factory=dict)
    payload: Payload = "thin"
    active: bool = True

    _events = field_validator("events")(known_events)
    _headers = field_validator("headers")(free_headers)


class WebhookUpdate(In):
    """What is left out stays. `active: true` also begins anew after a webhook was switched off by itself."""

    name: Name | None = None
    url: Url | None = None
    events: Events | None = None
    filters: WebhookFilters | None = None
    headers: Headers | None = None
    payload: Payload | None = None
    active: bool | None = None

    _events = field_validator("events")(known_events)
    _headers = field_validator("headers")(free_headers)


class WebhookRead(Out):
    id: int
    name: str
    url: str
    events: tuple[str, ...]
    filters: WebhookFilters
    headers: tuple[str, ...] = Field(description="Names; the values are never shown.")
    payload: Payload
    active: bool
    disabled_reason: str | None = Field(description="Why it was switched off by itself.")
    owner: str = Field(description="Login of the agent by whose rights events are handed over.")
    failing_since: datetime | None
    last_success: datetime | None
    last_failure: datetime | None
    old_secret_until: datetime | None = Field(
        description="Until then deliveries bear a signature of the old secret, too."
    )
    created: datetime
    changed: datetime


class WebhookCreated(WebhookRead):
    secret: str = Field(description="Shown this once.")


class SecretRotate(In):
    overlap_s: int = Field(86_400, ge=0, le=30 * 86_400, description="How long the old secret signs as well.")


class SecretRead(Out):
    secret: str = Field(description="Shown this once.")
    old_secret_until: datetime | None


class Replay(In):
    """`since` counts, `until` does not."""

    since: datetime
    until: datetime | None = None

    @field_validator("since", "until")
    @classmethod
    def _aware(cls, moment: datetime | None) -> datetime | None:
        if moment is not None and moment.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return moment


class Replayed(Out):
    deliveries: int = Field(description="How many events are delivered once more.")


class DeliveryRead(Out):
    id: int
    message_id: str = Field(description="The header `webhook-id`: the same in every attempt.")
    event_id: int
    type: str
    status: Status
    attempts: int
    due: datetime | None = Field(description="When the next attempt is; null when there is none.")
    created: datetime
    attempted: datetime | None
    took_ms: int | None
    response_status: int | None
    error: str | None


class DeliveryDetails(DeliveryRead):
    """The last attempt. Signatures and chosen headers are left out."""

    request_headers: dict[str, str]
    request_body: str | None
    response_headers: dict[str, str]
    response_body: str | None = Field(description="The beginning of it.")


class EventKind(Out):
    name: str
    description: str
