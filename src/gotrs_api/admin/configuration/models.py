"""What was changed in the settings.

OTRS keeps its own deployments (`sysconfig_deployment`) as Perl files that its processes load; writing there would change a
Znuny that runs beside us.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Base
from gotrs_api.db.types import IntId, LongText, Varchar


class SettingChange(Base):
    """One change by an administrator. Values are YAML; none is the default."""

    __tablename__ = "gotrs_sysconfig_change"
    __table_args__ = (Index("gotrs_sysconfig_change_name", "name"),)

    id: Mapped[IntId]
    name: Mapped[str] = mapped_column(Varchar(250))
    value_before: Mapped[str | None] = mapped_column(LongText)
    value_after: Mapped[str | None] = mapped_column(LongText)
    changed_at: Mapped[datetime]
    changed_by: Mapped[int]
