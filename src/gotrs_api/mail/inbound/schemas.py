"""Incoming mail as administrators see it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from gotrs_api.mail.accounts.schemas import AccountHealth

SpoolStatus = Literal["received", "done", "quarantined", "ignored", "duplicate"]


class _Out(BaseModel):
    model_config = ConfigDict(frozen=True)


class SpooledMailRead(_Out):
    """One delivery. `done` became a ticket or an article, `quarantined` waits for a decision."""

    id: int
    received: datetime
    processed: datetime | None
    source: str
    mailbox: str | None
    message_id: str | None
    size_bytes: int
    status: SpoolStatus
    reason: str | None = Field(description="Why it is quarantined or ignored; else how it was sorted.")
    ticket_id: int | None
    article_id: int | None
    attempts: int
    has_raw: bool = Field(description="Whether the mail itself still lies in the spool.")


class SpoolAnswer(_Out):
    """What became of a delivery; of a duplicate, `original_id` is the first copy."""

    id: int
    status: Literal["received", "duplicate"]
    original_id: int


class SpoolRetry(BaseModel):
    """`force` makes a ticket also of what is too large or has no header."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    force: bool = False


class InboundHealth(_Out):
    """Deliveries by what became of them; `seen` is their sum. `waiting_s` is how long the oldest received one waits."""

    seen: int
    received: int
    ticketed: int
    quarantined: int
    ignored: int
    duplicate: int
    waiting_s: float
    last_received: datetime | None
    last_processed: datetime | None
    accounts: tuple[AccountHealth, ...] = Field(description="How fetching each mailbox goes.")
    is_fetching: bool = Field(description="Whether every mailbox that should be fetched is: none is failing or late.")


class DecisionRead(_Out):
    """One step of the postmaster: `follow_up` by `References`: `ticket 2026…`."""

    step: str
    by: str
    what: str


class FilterCondition(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str = Field(min_length=1, max_length=200, description="A header's name, or `Body`.")
    value: str = Field(min_length=1, max_length=200, description="A regular expression, or `EMAILADDRESS:` and one.")
    negated: bool = False


class FilterSetting(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str = Field(min_length=1, max_length=200)
    value: str = Field(min_length=1, max_length=200)


class FilterRule(BaseModel):
    """A filter of incoming mail: all conditions must hold, then the headers are set."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1, max_length=200)
    valid: bool = Field(True, description="One that is not stays as it is and is not run.")
    stop: bool = False
    conditions: tuple[FilterCondition, ...] = Field(min_length=1, max_length=100)
    settings: tuple[FilterSetting, ...] = Field(min_length=1, max_length=100)


class FilterTrial(BaseModel):
    """A rule, perhaps not saved yet, and the mail to try it on: one in the spool, or an article with its raw mail."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: FilterRule
    spool_id: int | None = Field(None, ge=1, le=2**63 - 1)
    ticket_id: int | None = Field(None, ge=1, le=2**63 - 1)
    article_id: int | None = Field(None, ge=1, le=2**63 - 1)


class FilterTrialResult(_Out):
    """Whether all conditions hold, and what the rule would set."""

    matched: bool
    set: tuple[FilterSetting, ...]
