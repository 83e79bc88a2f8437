"""What happened to queues."""

from __future__ import annotations

from dataclasses import dataclass

from gotrs_api.events import Event
from gotrs_api.kernel.ids import QueueId


@dataclass(frozen=True, kw_only=True)
class QueueCreated(Event):
    otrs_event = "QueueCreate"
    webhook = "queue.created"

    queue_id: QueueId
    name: str


@dataclass(frozen=True, kw_only=True)
class QueueUpdated(Event):
    """One event for each queue that changed: also for descendants that followed a new name."""

    otrs_event = "QueueUpdate"
    webhook = "queue.updated"

    queue_id: QueueId
    name: str
    old_name: str
    became_invalid: bool = False
