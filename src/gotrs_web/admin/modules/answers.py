"""What replies are made of: templates, automatic replies, salutations, signatures, and the addresses they come from."""

from __future__ import annotations

from typing import Any

from gotrs_api.catalog import service as catalog
from gotrs_api.catalog.schemas import SystemAddressCreate, SystemAddressUpdate, TextCreate, TextUpdate
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.queues import service as queues
from gotrs_api.responses import service as responses
from gotrs_api.responses.schemas import (
    AutoResponseCreate,
    AutoResponseUpdate,
    StandardAttachmentCreate,
    StandardAttachmentUpdate,
    TemplateCreate,
    TemplateUpdate,
)
from gotrs_api.uow import ReadUow
from gotrs_web.admin.fields import COMMENT, VALID, Field, name
from gotrs_web.admin.listing import Column, Found, Query, cut
from gotrs_web.admin.module import Module, Use
from gotrs_web.admin.modules.catalog import CHANGED, NAME, VALIDITY
from gotrs_web.admin.modules.reference_options import (
    QUEUES_FOUND_AT,
    address_options,
    attachment_options,
    occasion_options,
    queue_options,
    smtp_options,
)

_CONTENT_TYPES = (("text/plain", N_("plain text")), ("text/html", N_("HTML")))
_CONTENT_TYPE = Field(
    "content_type",
    N_("Format"),
    "select",
    options=_CONTENT_TYPES,
    start="text/plain",
    hint=N_("How the text is meant; it is converted where a message has the other format."),
)
_TEMPLATE_TYPES = (
    ("Answer", N_("Answer")),
    ("Create", N_("New ticket")),
    ("Email", N_("E-mail")),
    ("Forward", N_("Forward")),
    ("Note", N_("Note")),
    ("PhoneCall", N_("Phone call")),
    ("ProcessManagement", N_("Process")),
    ("Snippet", N_("Snippet")),
)
_TAGS = N_("Tags such as <OTRS_TICKET_TicketNumber> are filled in.")


def _text(rows: int, *, required: bool = True) -> Field:
    return Field("text", N_("Text"), "textarea", required=required, full=True, rows=rows, hint=_TAGS)


async def _templates(read: ReadUow, principal: Principal, query: Query) -> Found:
    return cut(await responses.list_templates(read), query)


async def _auto_responses(read: ReadUow, principal: Principal, query: Query) -> Found:
    return cut(await responses.list_auto_responses(read), query)


async def _attachments(read: ReadUow, principal: Principal, query: Query) -> Found:
    return cut(await responses.list_standard_attachments(read), query)


async def _salutations(read: ReadUow, principal: Principal, query: Query) -> Found:
    return cut(await catalog.list_salutations(read), query)


async def _signatures(read: ReadUow, principal: Principal, query: Query) -> Found:
    return cut(await catalog.list_signatures(read), query)


async def _addresses(read: ReadUow, principal: Principal, query: Query) -> Found:
    return cut(await catalog.list_system_addresses(read), query)


async def _attachment_used_by(read: ReadUow, principal: Principal, entry: Any) -> list[Use]:
    rows = [row for row in await responses.list_templates(read) if any(ref.id == entry.id for ref in row.attachments)]
    return [Use("templates", tuple((str(row.id), row.name) for row in rows))]


async def _salutation_used_by(read: ReadUow, principal: Principal, entry: Any) -> list[Use]:
    return [_queues(row for row in await queues.list_queues(read) if row.salutation.id == entry.id)]


async def _signature_used_by(read: ReadUow, principal: Principal, entry: Any) -> list[Use]:
    return [_queues(row for row in await queues.list_queues(read) if row.signature.id == entry.id)]


async def _address_used_by(read: ReadUow, principal: Principal, entry: Any) -> list[Use]:
    replies = [row for row in await responses.list_auto_responses(read) if row.system_address.id == entry.id]
    return [
        _queues(row for row in await queues.list_queues(read) if row.system_address.id == entry.id),
        Use("auto-responses", tuple((str(row.id), row.name) for row in replies)),
    ]


def _queues(rows: Any) -> Use:
    return Use("queues", tuple((str(row.id), row.name) for row in rows))


TEMPLATES = Module(
    key="templates",
    add=N_("Add template"),
    columns=(
        NAME,
        Column(N_("Kind"), lambda row: dict(_TEMPLATE_TYPES).get(row.template_type, row.template_type), "word"),
        Column(N_("Queues"), lambda row: len(row.queues), "number"),
        VALIDITY,
    ),
    rows=_templates,
    read=lambda read, principal, template_id: responses.read_template(read, template_id),
    fields=(
        name(full=True),
        Field(
            "template_type",
            N_("Kind"),
            "select",
            options=_TEMPLATE_TYPES,
            start="Answer",
            hint=N_("On which screens it is offered."),
        ),
        _CONTENT_TYPE,
        _text(8, required=False),
        Field(
            "queue_ids",
            N_("Queues"),
            "choices",
            "queues",
            queue_options,
            hint=N_("In these queues it is offered."),
            found_at=QUEUES_FOUND_AT,
        ),
        Field(
            "attachment_ids",
            N_("Attachments"),
            "choices",
            "attachments",
            attachment_options,
            hint=N_("They come along with the text."),
        ),
        VALID,
        COMMENT,
    ),
    creation=TemplateCreate,
    create=responses.create_template,
    change=TemplateUpdate,
    update=responses.update_template,
    audited_as="standard_template",
    used_by=lambda read, principal, entry: _reply_used_by(entry),
)
AUTO_RESPONSES = Module(
    key="auto-responses",
    add=N_("Add automatic reply"),
    columns=(
        NAME,
        Column(N_("Occasion"), "type.name"),
        Column(N_("Queues"), lambda row: len(row.queues), "number"),
        VALIDITY,
    ),
    rows=_auto_responses,
    read=lambda read, principal, response_id: responses.read_auto_response(read, response_id),
    fields=(
        name(full=True),
        Field("subject", N_("Subject"), required=True, full=True, hint=_TAGS),
        _text(8),
        _CONTENT_TYPE,
        Field(
            "type_id",
            N_("Occasion"),
            "select",
            "type.id",
            occasion_options,
            hint=N_("What it answers: a new ticket, a follow-up, a refused mail. A queue has one for each."),
        ),
        Field(
            "system_address_id",
            N_("Address"),
            "select",
            "system_address.id",
            address_options,
            hint=N_("The reply comes from it."),
        ),
        VALID,
        COMMENT,
    ),
    creation=AutoResponseCreate,
    create=responses.create_auto_response,
    change=AutoResponseUpdate,
    update=responses.update_auto_response,
    audited_as="auto_response",
    used_by=lambda read, principal, entry: _reply_used_by(entry),
)
ATTACHMENTS = Module(
    key="attachments",
    add=N_("Add attachment"),
    columns=(NAME, Column(N_("File"), "filename", "muted"), Column(N_("Size"), "size", "bytes"), VALIDITY),
    rows=_attachments,
    read=lambda read, principal, attachment_id: responses.read_standard_attachment(read, attachment_id),
    fields=(
        name(),
        VALID,
        Field(
            "content",
            N_("File"),
            "file",
            required=True,
            full=True,
            only="create",
            hint=N_("Sent with answers and templates."),
        ),
        Field(
            "content",
            N_("Another file instead"),
            "file",
            full=True,
            only="update",
            hint=N_("What was sent already stays as it was."),
        ),
        COMMENT,
    ),
    creation=StandardAttachmentCreate,
    create=responses.create_standard_attachment,
    change=StandardAttachmentUpdate,
    update=responses.update_standard_attachment,
    audited_as="standard_attachment",
    used_by=_attachment_used_by,
    has_content=True,
)
SALUTATIONS = Module(
    key="salutations",
    add=N_("Add salutation"),
    columns=(NAME, VALIDITY, CHANGED),
    rows=_salutations,
    read=lambda read, principal, salutation_id: catalog.read_salutation(read, salutation_id),
    fields=(name(), _CONTENT_TYPE, _text(4), VALID, COMMENT),
    creation=TextCreate,
    create=catalog.create_salutation,
    change=TextUpdate,
    update=catalog.update_salutation,
    audited_as="salutation",
    used_by=_salutation_used_by,
)
SIGNATURES = Module(
    key="signatures",
    add=N_("Add signature"),
    columns=(NAME, VALIDITY, CHANGED),
    rows=_signatures,
    read=lambda read, principal, signature_id: catalog.read_signature(read, signature_id),
    fields=(name(), _CONTENT_TYPE, _text(6), VALID, COMMENT),
    creation=TextCreate,
    create=catalog.create_signature,
    change=TextUpdate,
    update=catalog.update_signature,
    audited_as="signature",
    used_by=_signature_used_by,
)
SYSTEM_ADDRESSES = Module(
    key="system-addresses",
    add=N_("Add address"),
    columns=(NAME, Column(N_("Shown name"), "display_name"), VALIDITY),
    rows=_addresses,
    read=lambda read, principal, address_id: catalog.read_system_address(read, address_id),
    fields=(
        Field(
            "email", N_("Address"), "email", required=True, hint=N_("Mail to it is for this desk; queues send from it.")
        ),
        Field("display_name", N_("Shown name"), required=True, hint=N_("Stands before the address in From.")),
        Field(
            "queue_id",
            N_("Queue"),
            "select",
            options=queue_options,
            found_at=QUEUES_FOUND_AT,
            hint=N_("Mail to this address goes there."),
        ),
        Field(
            "smtp_account_id",
            N_("Sends through"),
            "select",
            options=smtp_options,
            empty=N_("the default account"),
            hint=N_("The outgoing mail account for mail from this address."),
        ),
        VALID,
        COMMENT,
    ),
    creation=SystemAddressCreate,
    create=catalog.create_system_address,
    change=SystemAddressUpdate,
    update=catalog.update_system_address,
    audited_as="system_address",
    used_by=_address_used_by,
)


async def _reply_used_by(entry: Any) -> list[Use]:
    return [Use("queues", tuple((str(ref.id), ref.name) for ref in entry.queues))]
