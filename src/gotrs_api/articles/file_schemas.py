"""Uploaded files as the API shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class UploadRead(BaseModel):
    """A file that waits for its article; give its `id` as `upload_id` there. `size` is in bytes."""

    model_config = ConfigDict(frozen=True)

    id: str
    filename: str
    content_type: str
    size: int
    disposition: Literal["attachment", "inline"]
    content_id: str | None = Field(description="Of an inline file: refer to it as cid:… in an HTML body.")
    created: datetime
    expires: datetime
