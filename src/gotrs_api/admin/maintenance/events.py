"""What happened to maintenance periods."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from gotrs_api.events import Event


@dataclass(frozen=True, kw_only=True)
class MaintenancePlanned(Event):
    """Planned, changed or called off; OTRS has no event of it."""

    webhook = "system.maintenance"

    maintenance_id: int
    change: Literal["planned", "changed", "called_off"]
    start: datetime
    stop: datetime
    comment: str
