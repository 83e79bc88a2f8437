"""Forms that an agent has put aside."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from gotrs_api.tickets.schemas.fields import Command, NameOrId
from gotrs_api.tickets.schemas.ticket import UserRef


class FormDraftWrite(Command):
    """`action` names the form (`reply`, `note`, …); `content` is what the form holds, as it wishes; 1 MiB at most."""

    action: str = Field(min_length=1, max_length=200, pattern=r"^[\w.:-]+$")
    title: str | None = Field(None, max_length=255)
    content: dict[str, JsonValue]


class FormDraftHandover(Command):
    """From now on the draft is this agent's."""

    to: NameOrId = Field(description="Login or id of an agent who may see the ticket.")


class FormDraftRead(BaseModel):
    """`content` is null for a draft that OTRS has written: only OTRS can read it."""

    model_config = ConfigDict(frozen=True)

    id: int
    ticket_id: int
    action: str
    title: str | None
    content: dict[str, JsonValue] | None
    owner: UserRef
    created: datetime
    changed: datetime


class OwnDraftRead(BaseModel):
    """One of the caller's own, without what it holds; `ticket_title` as it is now. `ticket_id` 0: a new ticket."""

    model_config = ConfigDict(frozen=True)

    id: int
    ticket_id: int
    ticket_number: str
    ticket_title: str
    action: str
    title: str | None
    changed: datetime
