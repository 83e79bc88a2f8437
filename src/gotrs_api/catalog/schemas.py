"""Master data as it comes and goes: states, priorities, types, services, texts around replies, own addresses."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from gotrs_api.catalog.validity import Validity
from gotrs_api.sysconfig.setting import Colour

Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]+$")
]
Comment = Annotated[str, StringConstraints(max_length=250, pattern=r"^[^\x00]*$")]
Text = Annotated[str, StringConstraints(max_length=3000, pattern=r"^[^\x00]*$")]
OwnColour = Annotated[Colour, Field(description="Like `#1a2b3c`; empty: as the theme has it.")]
Id = Annotated[int, Field(ge=1, le=2**31 - 1)]
ContentType = Literal["text/plain", "text/html"]


class Out(BaseModel):
    model_config = ConfigDict(frozen=True)


class In(BaseModel):
    """Refuses what it does not know. In updates None means: unchanged."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Ref(Out):
    id: int
    name: str


class Entry(Out):
    """What every kind of master data has."""

    id: int
    name: str
    valid: Validity
    created: datetime
    changed: datetime

    @property
    def is_valid(self) -> bool:
        return self.valid is Validity.VALID


class StateTypeRead(Out):
    id: int
    name: str


class StateRead(Entry):
    type: Ref
    color: str
    comment: str


class StateCreate(In):
    name: Name
    type: Name | None = None
    type_id: Id | None = None
    color: OwnColour = ""
    valid: Validity = Validity.VALID
    comment: Comment = ""


class StateUpdate(In):
    name: Name | None = None
    type: Name | None = None
    type_id: Id | None = None
    color: OwnColour | None = None
    valid: Validity | None = None
    comment: Comment | None = None


class PriorityRead(Entry):
    """Sorted by name, as in OTRS: names begin with a digit."""

    color: str


class PriorityCreate(In):
    name: Name
    color: OwnColour = ""
    valid: Validity = Validity.VALID


class PriorityUpdate(In):
    name: Name | None = None
    color: OwnColour | None = None
    valid: Validity | None = None


class TypeRead(Entry):
    pass


class LockRead(Entry):
    pass


class NameCreate(In):
    """A type."""

    name: Name
    valid: Validity = Validity.VALID


class NameUpdate(In):
    name: Name | None = None
    valid: Validity | None = None


class ServiceRead(Entry):
    """`name` is the whole path, `label` its last level."""

    label: str
    parent: Ref | None
    comment: str


class ServiceCreate(In):
    """`Parent::Child`; the parent must exist."""

    name: Name
    valid: Validity = Validity.VALID
    comment: Comment = ""


class ServiceUpdate(In):
    name: Name | None = None
    valid: Validity | None = None
    comment: Comment | None = None


class TextRead(Entry):
    """A salutation or signature; `text` may hold `<OTRS_…>` placeholders."""

    text: str
    content_type: ContentType
    comment: str


class TextCreate(In):
    name: Name
    text: Text
    content_type: ContentType = "text/plain"
    valid: Validity = Validity.VALID
    comment: Comment = ""


class TextUpdate(In):
    name: Name | None = None
    text: Text | None = None
    content_type: ContentType | None = None
    valid: Validity | None = None
    comment: Comment | None = None


class SystemAddressRead(Entry):
    """An address of our own. `name` is the address itself, `display_name` what stands before it in From.

    Mail to it goes to the queue `queue_id`.
    """

    email: str
    display_name: str
    queue_id: int
    smtp_account_id: int | None = Field(
        description="The outgoing mail account that it sends through; null: the default one."
    )
    comment: str


Email = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=200, pattern=r"^\S+@\S+$")]


SmtpAccountChoice = Annotated[
    int, BeforeValidator(lambda told: told or 0), Field(ge=0, le=2**31 - 1, description="0: the default account.")
]


class SystemAddressCreate(In):
    """The queue by its whole name, by id, or both when they agree."""

    email: Email
    display_name: Name
    queue: Name | None = None
    queue_id: Id | None = None
    smtp_account_id: SmtpAccountChoice = 0
    valid: Validity = Validity.VALID
    comment: Comment = ""


class SystemAddressUpdate(In):
    email: Email | None = None
    display_name: Name | None = None
    queue: Name | None = None
    queue_id: Id | None = None
    smtp_account_id: SmtpAccountChoice | None = None
    valid: Validity | None = None
    comment: Comment | None = None
