"""Service level agreements as they come and go."""

from __future__ import annotations

from pydantic import Field

from gotrs_api.catalog.schemas import Comment, Entry, Id, In, Name, Ref
from gotrs_api.catalog.validity import Validity
from gotrs_api.queues.schemas import CalendarNumber, Minutes, Percent


class SlaRead(Entry):
    """Times are working minutes, warnings percent of them, 0 is off; `calendar` is a number, empty for the default."""

    first_response_time: int
    first_response_notify: int
    update_time: int
    update_notify: int
    solution_time: int
    solution_notify: int
    calendar: str
    services: tuple[Ref, ...] = Field(description="Services for which it can be chosen.")
    comment: str


class SlaCreate(In):
    name: Name
    service_ids: tuple[Id, ...] = Field((), max_length=10_000)
    first_response_time: Minutes = 0
    first_response_notify: Percent = 0
    update_time: Minutes = 0
    update_notify: Percent = 0
    solution_time: Minutes = 0
    solution_notify: Percent = 0
    calendar: CalendarNumber = ""
    valid: Validity = Validity.VALID
    comment: Comment = ""


class SlaUpdate(In):
    """What is left out stays; `service_ids` replaces the whole list."""

    name: Name | None = None
    service_ids: tuple[Id, ...] | None = Field(None, max_length=10_000)
    first_response_time: Minutes | None = None
    first_response_notify: Percent | None = None
    update_time: Minutes | None = None
    update_notify: Percent | None = None
    solution_time: Minutes | None = None
    solution_notify: Percent | None = None
    calendar: CalendarNumber | None = None
    valid: Validity | None = None
    comment: Comment | None = None
