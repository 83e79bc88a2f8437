"""Maintenance periods as they come and go."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from gotrs_api.catalog.validity import Validity

Comment = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=250, pattern=r"^[^\x00]*$")]
Message = Annotated[str, StringConstraints(max_length=250, pattern=r"^[^\x00]*$")]
# OTRS keeps epoch seconds in 32 bits.
Moment = Annotated[
    AwareDatetime, Field(ge=datetime(1970, 1, 1, tzinfo=UTC), le=datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC))
]


class MaintenanceRead(BaseModel):
    """While a period is active only administrators can sign in."""

    model_config = ConfigDict(frozen=True)

    id: int
    comment: str
    start: datetime
    stop: datetime
    login_message: str = Field(description="On the sign-in page; empty: the text of the settings.")
    show_login_message: bool
    notify_message: str = Field(description="On every page; empty: the text of the settings.")
    valid: Validity
    active: bool = Field(description="Whether it runs now.")
    created: datetime
    changed: datetime


class MaintenanceCreate(BaseModel):
    """Refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    comment: Comment
    start: Moment
    stop: Moment
    login_message: Message = ""
    show_login_message: bool = False
    notify_message: Message = ""
    valid: Validity = Validity.VALID


class MaintenanceUpdate(BaseModel):
    """None means: unchanged."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    comment: Comment | None = None
    start: Moment | None = None
    stop: Moment | None = None
    login_message: Message | None = None
    show_login_message: bool | None = None
    notify_message: Message | None = None
    valid: Validity | None = None
