"""OTRS's list of installed packages."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from gotrs_api.db.base import Audited, Base
from gotrs_api.db.types import BinaryBlob, IntId, Varchar


class PackageRepository(Audited, Base):
    """A package (OPM) installed in OTRS."""

    __tablename__ = "package_repository"

    id: Mapped[IntId]
    name: Mapped[str] = mapped_column(Varchar(200))
    version: Mapped[str] = mapped_column(Varchar(250))
    vendor: Mapped[str] = mapped_column(Varchar(250))
    install_status: Mapped[str] = mapped_column(Varchar(250))
    filename: Mapped[str | None] = mapped_column(Varchar(250))
    content_type: Mapped[str | None] = mapped_column(Varchar(250))
    content: Mapped[bytes] = mapped_column(BinaryBlob)
