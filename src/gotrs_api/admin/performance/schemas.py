"""The performance log as it goes out."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class RoutePerformance(BaseModel):
    """Requests for one route within the span that was asked for."""

    model_config = ConfigDict(frozen=True)

    id: str = Field(description="Area and route.")
    area: str = Field(description="agent, customer, admin, auth, api or other.")
    route: str = Field(description="Method and address, with places for what differs.")
    requests: int
    average_ms: int
    min_ms: int
    max_ms: int


class PerformanceStatus(BaseModel):
    """Whether requests are logged, and what was logged within the span."""

    model_config = ConfigDict(frozen=True)

    is_on: bool
    minutes: int
    requests: int
    average_ms: int
    max_ms: int
