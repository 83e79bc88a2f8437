"""Drafts as they go out to forms."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from gotrs_api.catalog.schemas import ContentType, Ref


class DraftRead(BaseModel):
    """A text to begin with. Address fields are header lines; `attachments` are standard attachments of the template.

    `forwarded_attachment_ids` are files of the forwarded article, to be sent along; `writing_at` the offset in `body`
    (characters) where one goes on to write: behind salutation and template, before signature and quotation.
    """

    model_config = ConfigDict(frozen=True, validate_by_name=True, validate_by_alias=True, serialize_by_alias=True)

    from_: str = Field(alias="from")
    to: str
    cc: str
    subject: str
    body: str
    writing_at: int
    content_type: ContentType
    article_id: int | None
    template_id: int | None
    attachments: tuple[Ref, ...]
    forwarded_attachment_ids: tuple[int, ...]
