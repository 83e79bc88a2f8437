"""What only administrators handle."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Audited, Base, ValidId
from gotrs_api.db.types import IntId, LongText, Varchar


class CloudServiceConfig(Audited, Base):
    """Access to a cloud service; `config` is YAML."""

    __tablename__ = "cloud_service_config"
    __table_args__ = (UniqueConstraint("name", name="cloud_service_config_name"),)

    id: Mapped[IntId]
    name: Mapped[str] = mapped_column(Varchar(200))
    config: Mapped[str] = mapped_column(LongText)
    valid_id: Mapped[ValidId]
