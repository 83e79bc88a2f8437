"""Backups."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field


class BackupRead(BaseModel):
    """A finished backup: a .tar.gz file."""

    model_config = ConfigDict(frozen=True)

    id: str = Field(description="Its name.")
    created: datetime
    size: int = Field(description="Bytes.")
    files: bool = Field(description="Whether the files of articles and mails are in it.")


class BackupStart(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    files: bool = Field(True, description="Also the article directory and large mails, not the database alone.")


class BackupStarted(BaseModel):
    """Followed at `/jobs/{job_id}`; its result names the backup."""

    model_config = ConfigDict(frozen=True)

    job_id: int


class BackupResult(BaseModel):
    """What became of the job."""

    model_config = ConfigDict(frozen=True)

    backup: str
    size: int
