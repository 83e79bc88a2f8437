"""What administrators see of the machinery."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

JobStatus = Literal["pending", "running", "done", "dead"]


class PeriodicRead(BaseModel):
    """Work that comes round, in one process of all."""

    model_config = ConfigDict(frozen=True)

    id: str = Field(description="Its name.")
    every_s: float
    last_run: datetime | None = Field(description="When its last round began; null before the first.")
    next_run: datetime | None = Field(description="When the next is due.")
    running: bool
    process: str = Field(description="The process that holds it now.")


class JobRead(BaseModel):
    """A piece of background work. A dead job was given up and waits for a decision."""

    model_config = ConfigDict(frozen=True)

    id: int
    name: str
    queue: str
    status: JobStatus
    payload: dict[str, Any]
    due: datetime
    attempts: int
    max_attempts: int
    last_error: str | None = Field(description="What went wrong in the last attempt.")
    progress_done: int
    progress_total: int
    result: dict[str, Any] | None
    created: datetime
    finished: datetime | None
