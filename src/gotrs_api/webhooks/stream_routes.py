"""`GET /api/v1/events`."""

from __future__ import annotations

from typing import Annotated

from fastapi import Header, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, field_validator

from gotrs_api.identity.authenticate import authenticate
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires, rule_of
from gotrs_api.kernel.errors import Forbidden, InvalidInput
from gotrs_api.uow.deps import CurrentSite
from gotrs_api.webhooks import stream
from gotrs_api.webhooks.names import EVENTS
from gotrs_api.webhooks.tail import Entry

router = ApiRouter(prefix="/events", tags=["events"])
Ids = Annotated[list[Annotated[int, Field(ge=1, le=2**63 - 1)]], Field(max_length=100)]


class EventFilter(BaseModel):
    """What to hear; everything where nothing is named. Lists by repeating."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: list[str] = Field([], max_length=50, description="`ticket.created`, or `ticket.*`.")
    ticket_id: Ids = Field([], description="Only these tickets.")
    queue_id: Ids = Field([], description="Only tickets in these queues, and these queues.")
    priority_id: Ids = []
    state_id: Ids = []
    type_id: Ids = Field([], description="Ids of ticket types.")

    @field_validator("type")
    @classmethod
    def _known(cls, names: list[str]) -> list[str]:
        areas = {f"{name.partition('.')[0]}.*" for name in EVENTS}
        for name in names:
            if name not in EVENTS and name not in areas:
                raise ValueError(f"there is no event {name!r}")
        return names

    def wants(self, entry: Entry) -> bool:
        if self.type and not {entry.type, f"{entry.type.partition('.')[0]}.*"} & set(self.type):
            return False
        pairs = (
            (self.ticket_id, entry.ticket_id), (self.queue_id, entry.queue_id), (self.priority_id, entry.priority_id),
            (self.state_id, entry.state_id), (self.type_id, entry.type_id),
        )  # fmt: skip
        return all(not wanted or value in wanted for wanted, value in pairs)


LastEventId = Annotated[
    str | None, Header(alias="Last-Event-ID", max_length=30, description="The `id` of the last event that was seen.")
]


def position_of(header: str | None) -> int | None:
    """Raises InvalidInput."""
    if not header:
        return None
    if not header.isascii() or not header.isdigit():
        raise InvalidInput.field("Last-Event-ID", "number", "This is no id of an event.")
    return int(header)


@router.get(
    "",
    summary="Listen to what happens",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}, "description": "Events"}},
)
@requires("events:read")
async def events_stream(
    request: Request,
    site: CurrentSite,
    principal: CurrentPrincipal,
    query: Annotated[EventFilter, Query()],
    last_event_id: LastEventId = None,
) -> StreamingResponse:
    """Server-Sent Events: `id`, `event` (the type) and `data` (JSON), a comment every 20 seconds where nothing happens.

    Rights are asked for each event. The stream ends when the token counts no more. `stream.reset` comes first where
    the log no longer reaches back to `Last-Event-ID`, or does not reach it since a backup was restored.
    """
    rule = rule_of(events_stream)

    async def identify() -> Principal | None:
        present = await authenticate(request)
        try:
            rule.check(present)
        except Forbidden:
            return None
        return present

    content = stream.event_stream(
        site, identify, last_id=position_of(last_event_id), wants=query.wants, show=stream.whole
    )
    return StreamingResponse(content, media_type="text/event-stream", headers=stream.HEADERS)
