"""A webhook as a form. Values of headers are secrets: they are sent in, never shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from gotrs_api.i18n import N_
from gotrs_api.kernel.errors import FieldError, InvalidInput
from gotrs_api.webhooks import service as webhooks
from gotrs_web.admin.fields import Field, Value, command_values, name
from gotrs_web.admin.modules.reference_options import (
    QUEUES_FOUND_AT,
    priority_options,
    queue_options,
    state_options,
    type_options,
)

HEADERS: Final = "headers"
NO_HEADERS: Final = "no_headers"
_PAYLOADS = (("thin", N_("ids and what changed")), ("full", N_("also the ticket")))


def _events() -> Iterator[tuple[str, str]]:
    """Everything, whole areas (`ticket.*`) by their names, then single events in words."""
    kinds = webhooks.event_kinds()
    yield "*", N_("Everything")
    yield from ((area, area) for area in dict.fromkeys(f"{one.name.partition('.')[0]}.*" for one in kinds))
    yield from ((one.name, one.description) for one in kinds)


GENERAL: Final = (
    name(full=True),
    Field("url", N_("Address"), "url", required=True, full=True, hint=N_("Events are sent there by POST.")),
    Field("events", N_("Events"), "choices", options=tuple(_events())),
    Field("payload", N_("Content"), "select", options=_PAYLOADS, start="thin"),
)
FILTERS: Final = (
    Field("queue_ids", N_("Queue"), "choices", "filters.queue_ids", queue_options, found_at=QUEUES_FOUND_AT),
    Field("state_ids", N_("State"), "choices", "filters.state_ids", state_options),
    Field("priority_ids", N_("Priority"), "choices", "filters.priority_ids", priority_options),
    Field("type_ids", N_("Type"), "choices", "filters.type_ids", type_options),
)
FIELDS: Final = (*GENERAL, *FILTERS)
LABELS: Final = {**{one.name: one.label for one in FIELDS}, HEADERS: N_("Further headers")}


def said(
    values: Mapping[str, Value], before: Mapping[str, Value], headers: str, *, no_headers: bool = False
) -> dict[str, Any]:
    """For the command: what was changed since `before`. Raises InvalidInput for a line that is no header."""
    command = command_values(FIELDS, values, before)
    changed = [command.pop(one.name) for one in FILTERS if one.name in command]
    if changed:
        command["filters"] = {one.name: values[one.name] for one in FILTERS}
    if no_headers or headers.strip():
        command[HEADERS] = {} if no_headers else _parsed(headers)
    return command


def _parsed(text: str) -> dict[str, str]:
    found = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        header, colon, value = line.partition(":")
        if not colon or not header.strip():
            raise InvalidInput(
                errors=[FieldError(f"/{HEADERS}", "header", N_("Write one header a line, as Name: value."))]
            )
        found[header.strip()] = value.strip()
    return found
