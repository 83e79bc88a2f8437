"""What the performance log keeps."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Base
from gotrs_api.db.types import BigId, Moment, Varchar


class PerformanceEntry(Base):
    """Requests for one route that one process answered in about a minute."""

    __tablename__ = "gotrs_performance_log"
    __table_args__ = (Index("gotrs_performance_log_time", "logged_at"),)

    id: Mapped[BigId]
    logged_at: Mapped[Moment]
    area: Mapped[str] = mapped_column(Varchar(20))
    route: Mapped[str] = mapped_column(Varchar(200))
    requests: Mapped[int]
    total_ms: Mapped[int] = mapped_column(BigInteger)
    min_ms: Mapped[int]
    max_ms: Mapped[int]
