"""Lines of the log."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Level = Literal["debug", "info", "warning", "error", "critical"]


class LogLine(BaseModel):
    """What a process said. Secrets are hidden before a line is kept."""

    model_config = ConfigDict(frozen=True)

    id: int = Field(description="By the moment: newer lines have greater ones.")
    at: datetime
    level: Level
    event: str = Field(description="`mail.fetch_failed`; of libraries, their own words.")
    process: str = Field(description="Host and number of the process.")
    request_id: str | None
    details: dict[str, Any] = Field(description="Whatever else the line says.")
