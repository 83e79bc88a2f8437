"""Queues as they come and go."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from gotrs_api.catalog.schemas import Comment, Entry, Id, In, Name, Out, Ref
from gotrs_api.catalog.validity import Validity

FollowUp = Literal["possible", "reject", "new ticket"]
Minutes = Annotated[int, Field(ge=0, le=10_000_000)]
Percent = Annotated[int, Field(ge=0, le=99)]
CalendarNumber = Annotated[str, StringConstraints(pattern=r"^[1-9]?$")]
SignKey = Annotated[str, StringConstraints(max_length=100, pattern=r"^[^\x00-\x1f]*$")]


class QueueTimes(Out):
    """Rules of escalation: working minutes and the share of them (percent) at which is warned; 0 is off.

    `calendar` is the number of the calendar, empty for the default one. `unlock_timeout` frees forgotten tickets.
    """

    first_response_time: int
    first_response_notify: int
    update_time: int
    update_notify: int
    solution_time: int
    solution_notify: int
    unlock_timeout: int
    calendar: str


class QueueRead(Entry, QueueTimes):
    """A queue. `name` is the whole path, `label` its last level."""

    label: str
    parent: Ref | None
    group: Ref
    system_address: Ref
    sender_name: str = Field(description="Display name of the system address.")
    salutation: Ref
    signature: Ref
    follow_up: FollowUp = Field(description="What happens to an answer to a closed ticket.")
    follow_up_lock: bool = Field(description="Such a ticket is locked to its old owner again.")
    default_sign_key: str
    comment: str


class QueueCreate(In):
    """References by name, by id, or both when they agree; what is left out is OTRS's default."""

    name: Name
    group: Name | None = None
    group_id: Id | None = None
    system_address: Name | None = None
    system_address_id: Id | None = None
    salutation: Name | None = None
    salutation_id: Id | None = None
    signature: Name | None = None
    signature_id: Id | None = None
    follow_up: FollowUp = "possible"
    follow_up_lock: bool = False
    first_response_time: Minutes = 0
    first_response_notify: Percent = 0
    update_time: Minutes = 0
    update_notify: Percent = 0
    solution_time: Minutes = 0
    solution_notify: Percent = 0
    unlock_timeout: Minutes = 0
    calendar: CalendarNumber = ""
    default_sign_key: SignKey = ""
    valid: Validity = Validity.VALID
    comment: Comment = ""


class QueueUpdate(In):
    """What is left out stays. A new name takes the queues below along."""

    name: Name | None = None
    group: Name | None = None
    group_id: Id | None = None
    system_address: Name | None = None
    system_address_id: Id | None = None
    salutation: Name | None = None
    salutation_id: Id | None = None
    signature: Name | None = None
    signature_id: Id | None = None
    follow_up: FollowUp | None = None
    follow_up_lock: bool | None = None
    first_response_time: Minutes | None = None
    first_response_notify: Percent | None = None
    update_time: Minutes | None = None
    update_notify: Percent | None = None
    solution_time: Minutes | None = None
    solution_notify: Percent | None = None
    unlock_timeout: Minutes | None = None
    calendar: CalendarNumber | None = None
    default_sign_key: SignKey | None = None
    valid: Validity | None = None
    comment: Comment | None = None


class QueueNode(Out):
    """A queue in its tree."""

    queue: QueueRead
    children: tuple[QueueNode, ...]
