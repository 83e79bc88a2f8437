"""What happened to the definitions of fields. New values are their objects' events."""

from __future__ import annotations

from dataclasses import dataclass

from gotrs_api.events import Event


@dataclass(frozen=True, kw_only=True)
class DynamicFieldCreated(Event):
    otrs_event = "DynamicFieldAdd"

    field_id: int
    name: str


@dataclass(frozen=True, kw_only=True)
class DynamicFieldUpdated(Event):
    otrs_event = "DynamicFieldUpdate"

    field_id: int
    name: str
    old_name: str


@dataclass(frozen=True, kw_only=True)
class DynamicFieldDeleted(Event):
    otrs_event = "DynamicFieldDelete"

    field_id: int
    name: str
