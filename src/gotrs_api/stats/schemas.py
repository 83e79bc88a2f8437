"""Statistics as they go out."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class StatsOut(BaseModel):
    model_config = ConfigDict(frozen=True)


class Counted(StatsOut):
    """How many tickets something named has."""

    id: int
    name: str
    count: int


class DeskTotals(StatsOut):
    """Tickets that the caller may see, whenever they were made; agents that are valid."""

    tickets_by_state: list[Counted]
    tickets_by_queue: list[Counted]
    total_tickets: int
    total_users: int
