"""Notifications as they come and go."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from gotrs_api.catalog.schemas import Comment, ContentType, Entry, Id, In, Name, Out
from gotrs_api.catalog.validity import Validity

Value = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00]+$")]
LanguageCode = Annotated[str, StringConstraints(max_length=60, pattern=r"^[a-z]{2,3}(_[A-Za-z]{2,10})*$")]
Template = Literal["Default", "Alert", "Unformatted"]
# Agents do not see it | may choose | may choose, but must keep one way of being told.
Visibility = Literal[0, 1, 2]
Values = Annotated[tuple[Value, ...], Field(max_length=500)]


class MessageRead(Out):
    subject: str
    body: str
    content_type: ContentType


class MessageWrite(In):
    """Texts with `<OTRS_…>` tags."""

    subject: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    body: Annotated[str, StringConstraints(min_length=1, max_length=4000, pattern=r"^[^\x00]*$")]
    content_type: ContentType = "text/plain"


class AgentNoticeRead(Out):
    """What an agent was told in the browser."""

    id: int
    ticket_id: int
    ticket_number: str
    ticket_title: str
    subject: str
    created: datetime
    read: datetime | None


class AgentNoticesSeen(In):
    ids: Annotated[tuple[int, ...], Field(max_length=1000)] | None = Field(None, description="Without it all.")


class NotificationRead(Entry):
    """Who is told what on which event.

    `filter` goes by OTRS's keys (`QueueID`, `StateType`, `ArticleSenderTypeID`, `MIMEBase_Subject`,
    `Search_DynamicField_<Name>`, …): every key must match, by any of its values. `messages` go by language.
    """

    comment: str
    events: tuple[str, ...]
    filter: dict[str, tuple[str, ...]]
    recipients: tuple[str, ...]
    recipient_agent_ids: tuple[int, ...]
    recipient_group_ids: tuple[int, ...]
    recipient_role_ids: tuple[int, ...]
    recipient_email: str
    transports: tuple[str, ...]
    webhook_ids: tuple[int, ...] = Field(description="Whom the transport `Webhook` tells.")
    agent_enabled_by_default: tuple[str, ...]
    visible_for_agent: int
    tooltip: str
    send_on_out_of_office: bool
    once_per_day: bool
    visible_for_customer: bool
    include_attachments: bool
    email_template: str
    messages: dict[str, MessageRead]


class NotificationCreate(In):
    """`transports` other than GOTRS's own are kept but not used."""

    name: Name
    comment: Comment = ""
    valid: Validity = Validity.VALID
    events: Values = Field(min_length=1)
    filter: dict[Value, Values] = Field(default_factory=dict, max_length=100)
    recipients: Values = ()
    recipient_agent_ids: tuple[Id, ...] = Field((), max_length=500)
    recipient_group_ids: tuple[Id, ...] = Field((), max_length=500)
    recipient_role_ids: tuple[Id, ...] = Field((), max_length=500)
    recipient_email: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""
    transports: Values = ("Email",)
    webhook_ids: tuple[Id, ...] = Field((), max_length=50)
    agent_enabled_by_default: Values = ("Email",)
    visible_for_agent: Visibility = 0
    tooltip: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""
    send_on_out_of_office: bool = False
    once_per_day: bool = False
    visible_for_customer: bool = False
    include_attachments: bool = False
    email_template: Template = "Default"
    messages: dict[LanguageCode, MessageWrite] = Field(min_length=1, max_length=100)


class NotificationUpdate(In):
    """What is left out stays; lists, the filter and the messages are replaced as a whole."""

    name: Name | None = None
    comment: Comment | None = None
    valid: Validity | None = None
    events: Values | None = Field(None, min_length=1)
    filter: dict[Value, Values] | None = Field(None, max_length=100)
    recipients: Values | None = None
    recipient_agent_ids: tuple[Id, ...] | None = Field(None, max_length=500)
    recipient_group_ids: tuple[Id, ...] | None = Field(None, max_length=500)
    recipient_role_ids: tuple[Id, ...] | None = Field(None, max_length=500)
    recipient_email: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] | None = None
    transports: Values | None = None
    webhook_ids: tuple[Id, ...] | None = Field(None, max_length=50)
    agent_enabled_by_default: Values | None = None
    visible_for_agent: Visibility | None = None
    tooltip: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] | None = None
    send_on_out_of_office: bool | None = None
    once_per_day: bool | None = None
    visible_for_customer: bool | None = None
    include_attachments: bool | None = None
    email_template: Template | None = None
    messages: dict[LanguageCode, MessageWrite] | None = Field(None, min_length=1, max_length=100)


class NotificationTest(In):
    """Try a notification on a ticket: the text that this caller would get. Nothing is kept."""

    ticket_id: Id
    send: bool = Field(False, description="Also mail it to the caller.")


class NotificationTrial(Out):
    """What would happen: whether the filter matches, who would be told, and the caller's own text."""

    matches: bool
    agents: tuple[str, ...] = Field(description="Logins, by whichever of its transports.")
    addresses: tuple[str, ...]
    webhooks: tuple[str, ...] = Field(description="Names of those that the transport `Webhook` tells.")
    subject: str
    text: str
    sent: bool


class OwnNotification(Out):
    """One that agents may choose."""

    id: int
    name: str
    hint: str
    transports: tuple[str, ...] = Field(description="The ways between which one chooses: `Email`, `InApp`, `WebPush`.")
    email: bool = Field(description="Whether one gets it by mail.")
    in_app: bool = Field(description="Whether one gets it in the browser.")
    web_push: bool = Field(description="Whether one gets it on the devices that one has added.")
    required: bool = Field(description="One way must stay.")


class OwnNotificationWanted(In):
    """A way that is left out stays as it is."""

    id: Id
    email: bool | None = None
    in_app: bool | None = None
    web_push: bool | None = None


class OwnNotificationsSet(In):
    """Those that are not named stay as they are."""

    data: list[OwnNotificationWanted] = Field(max_length=500)
