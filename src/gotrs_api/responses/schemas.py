"""Templates, standard attachments and automatic replies as they come and go."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Base64Bytes, Field, StringConstraints

from gotrs_api.catalog.schemas import Comment, ContentType, Entry, Id, In, Name, Out, Ref
from gotrs_api.catalog.validity import Validity

MAX_ATTACHMENT_BYTES = 8 * 1024 * 1024
TemplateText = Annotated[str, StringConstraints(max_length=10_000, pattern=r"^[^\x00]*$")]
ResponseText = Annotated[str, StringConstraints(max_length=6_000, pattern=r"^[^\x00]*$")]


class TemplateType(StrEnum):
    """What a template is for; OTRS's `template_type`."""

    ANSWER = "Answer"
    CREATE = "Create"
    EMAIL = "Email"
    FORWARD = "Forward"
    NOTE = "Note"
    PHONE_CALL = "PhoneCall"
    PROCESS_MANAGEMENT = "ProcessManagement"
    SNIPPET = "Snippet"


class TemplateRead(Entry):
    """A text with `<OTRS_…>` tags. `queues` are where it can be chosen, `attachments` what it brings along."""

    text: str
    content_type: ContentType
    template_type: str
    comment: str
    queues: tuple[Ref, ...]
    attachments: tuple[Ref, ...]


class CannedResponse(Out):
    """A text to be put where the agent writes: a template of type Snippet. `Category::Name` gives it a category."""

    id: int
    name: str
    category: str
    text: str
    content_type: ContentType
    queues: tuple[Ref, ...]


class CannedCategory(Out):
    name: str
    count: int


class TemplateCreate(In):
    name: Name
    text: TemplateText = ""
    content_type: ContentType = "text/plain"
    template_type: TemplateType = TemplateType.ANSWER
    valid: Validity = Validity.VALID
    comment: Comment = ""
    queue_ids: tuple[Id, ...] = Field((), max_length=10_000)
    attachment_ids: tuple[Id, ...] = Field((), max_length=100)


class TemplateUpdate(In):
    """What is left out stays; lists are replaced as a whole."""

    name: Name | None = None
    text: TemplateText | None = None
    content_type: ContentType | None = None
    template_type: TemplateType | None = None
    valid: Validity | None = None
    comment: Comment | None = None
    queue_ids: tuple[Id, ...] | None = Field(None, max_length=10_000)
    attachment_ids: tuple[Id, ...] | None = Field(None, max_length=100)


class StandardAttachmentRead(Entry):
    """A file that templates can bring along; `size` in bytes."""

    filename: str
    content_type: str
    size: int
    comment: str


class StandardAttachmentCreate(In):
    """`content` in base64, at most 8 MiB."""

    name: Name
    filename: Annotated[str, StringConstraints(min_length=1, max_length=250, pattern=r"^[^\x00-\x1f/\\]+$")]
    content_type: Annotated[str, StringConstraints(max_length=250, pattern=r"^[\x20-\x7e]*$")] = ""
    content: Annotated[Base64Bytes, Field(min_length=1, max_length=MAX_ATTACHMENT_BYTES)]
    valid: Validity = Validity.VALID
    comment: Comment = ""


class StandardAttachmentUpdate(In):
    name: Name | None = None
    filename: Annotated[str, StringConstraints(min_length=1, max_length=250, pattern=r"^[^\x00-\x1f/\\]+$")] | None = (
        None
    )
    content_type: Annotated[str, StringConstraints(max_length=250, pattern=r"^[\x20-\x7e]*$")] | None = None
    content: Annotated[Base64Bytes, Field(min_length=1, max_length=MAX_ATTACHMENT_BYTES)] | None = None
    valid: Validity | None = None
    comment: Comment | None = None


class AutoResponseRead(Entry):
    """An automatic reply: `text` and `subject` with tags, the occasion (`type`) and the address it is sent from."""

    subject: str
    text: str
    content_type: ContentType
    type: Ref
    system_address: Ref
    queues: tuple[Ref, ...]
    comment: str


class AutoResponseCreate(In):
    """Names and ids may be used alike; one of each pair is needed."""

    name: Name
    subject: ResponseText
    text: ResponseText
    content_type: ContentType = "text/plain"
    type: Name | None = None
    type_id: Id | None = None
    system_address: Name | None = None
    system_address_id: Id | None = None
    valid: Validity = Validity.VALID
    comment: Comment = ""


class AutoResponseUpdate(In):
    name: Name | None = None
    subject: ResponseText | None = None
    text: ResponseText | None = None
    content_type: ContentType | None = None
    type: Name | None = None
    type_id: Id | None = None
    system_address: Name | None = None
    system_address_id: Id | None = None
    valid: Validity | None = None
    comment: Comment | None = None


class QueueTemplatesSet(In):
    """All templates that can be chosen in a queue."""

    template_ids: tuple[Id, ...] = Field(max_length=10_000)


class QueueAutoResponses(Out):
    """A queue's automatic reply for each occasion (by the occasion's name), or None."""

    responses: dict[str, Ref | None]


class QueueAutoResponsesSet(In):
    """Ids by occasion; None sends nothing, an occasion that is left out stays."""

    responses: dict[str, Id | None] = Field(max_length=20)
