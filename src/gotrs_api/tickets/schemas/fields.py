"""Field types that commands share."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

MAX_ID = 2**31 - 1
MAX_BIG_ID = 2**63 - 1
LATEST_MOMENT = datetime.fromtimestamp(MAX_ID, UTC)  # `ticket.until_time` is a 32-bit integer


def _storable(moment: datetime) -> datetime:
    """In UTC, where the column can hold it. Judged before it is converted: the ends of the calendar cannot be."""
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    if not datetime.fromtimestamp(1, UTC) <= aware <= LATEST_MOMENT:
        raise ValueError("must lie between 1970 and 2038")
    return aware.astimezone(UTC)


Name = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=250)]
Id = Annotated[int, Field(strict=True, ge=1, le=MAX_ID)]
BigId = Annotated[int, Field(strict=True, ge=1, le=MAX_BIG_ID)]
# A name, or an id as a JSON number: digits in quotes are a name.
NameOrId = Name | Id
Moment = Annotated[datetime, AfterValidator(_storable)]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=255)]


class Command(BaseModel):
    """A request that changes something: frozen, and unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")
