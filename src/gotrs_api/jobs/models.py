"""The durable job queue and the leases of periodic work."""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Base
from gotrs_api.db.types import BigId, ExactKey, LongText, Moment, SmallInt, Varchar


class Job(Base):
    """One piece of background work: outbox entry, queue entry and record of what became of it."""

    __tablename__ = "gotrs_job"
    __table_args__ = (
        UniqueConstraint("dedupe_key", name="gotrs_job_dedupe_key"),
        Index("gotrs_job_status_due_at", "status", "due_at"),
        Index("gotrs_job_finished_at", "finished_at"),
    )

    id: Mapped[BigId]
    name: Mapped[str] = mapped_column(Varchar(100))
    queue: Mapped[str] = mapped_column(Varchar(50))
    payload: Mapped[str] = mapped_column(LongText)
    status: Mapped[str] = mapped_column(Varchar(20), default="pending")  # pending, running, done, dead
    priority: Mapped[SmallInt] = mapped_column(default=0)
    due_at: Mapped[Moment]
    attempts: Mapped[int] = mapped_column(default=0)
    max_attempts: Mapped[int]
    claimed_by: Mapped[str | None] = mapped_column(Varchar(100))
    claimed_until: Mapped[Moment | None]
    last_error: Mapped[str | None] = mapped_column(LongText)
    # Cleared when the job ends, so that the same work can be asked for again.
    dedupe_key: Mapped[str | None] = mapped_column(ExactKey(250))
    created_at: Mapped[Moment]
    finished_at: Mapped[Moment | None]
    result: Mapped[str | None] = mapped_column(LongText)
    progress_done: Mapped[int] = mapped_column(default=0)
    progress_total: Mapped[int] = mapped_column(default=0)
    acting_id: Mapped[int]


class Lease(Base):
    """Which process may run a periodic job now, and when it last ran."""

    __tablename__ = "gotrs_lease"

    name: Mapped[str] = mapped_column(ExactKey(100), primary_key=True)
    holder: Mapped[str | None] = mapped_column(Varchar(100))
    expires_at: Mapped[Moment | None]
    last_run_at: Mapped[Moment | None]
