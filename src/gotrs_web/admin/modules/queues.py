"""Queues."""

from __future__ import annotations

from gotrs_api.catalog import service as catalog
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import QueueId
from gotrs_api.queues import service as queues
from gotrs_api.queues.schemas import QueueCreate, QueueRead, QueueUpdate
from gotrs_api.responses import service as responses
from gotrs_api.uow import ReadUow
from gotrs_web.admin.fields import COMMENT, VALID, Field, name
from gotrs_web.admin.listing import Column, Found, Query, cut
from gotrs_web.admin.module import Module, Tab, Use
from gotrs_web.admin.modules.escalation_fields import ESCALATION, warned_of
from gotrs_web.admin.modules.reference_options import (
    address_options,
    group_options,
    salutation_options,
    sign_key_options,
    signature_options,
)
from gotrs_web.admin.modules.ticket_uses import ticket_use

_FOLLOW_UPS = (("possible", N_("possible")), ("reject", N_("reject")), ("new ticket", N_("new ticket")))


async def _rows(read: ReadUow, principal: Principal, query: Query) -> Found:
    return cut(await queues.list_queues(read), query)


async def _used_by(read: ReadUow, principal: Principal, queue: QueueRead) -> list[Use]:
    templates = [row for row in await responses.list_templates(read) if any(ref.id == queue.id for ref in row.queues)]
    replies = [row for row in await responses.list_auto_responses(read) if any(q.id == queue.id for q in row.queues)]
    addresses = [row for row in await catalog.list_system_addresses(read) if row.queue_id == queue.id]
    return [
        await ticket_use(read, principal, "queue_id", queue.id),
        Use("system-addresses", tuple((str(row.id), row.name) for row in addresses)),
        Use("templates", tuple((str(row.id), row.name) for row in templates)),
        Use("auto-responses", tuple((str(row.id), row.name) for row in replies)),
    ]


QUEUES = Module(
    key="queues",
    add=N_("Add queue"),
    columns=(
        Column(N_("Name"), "name", "link"),
        Column(N_("Group"), "group.name"),
        Column(N_("Address"), "system_address.name", "muted"),
        Column(N_("Valid"), "valid", "validity"),
    ),
    rows=_rows,
    read=lambda read, principal, queue_id: queues.read_queue(read, principal, queue_id),
    fields=(
        name(full=True, hint=N_("Queue::Sub-queue puts one below another.")),
        Field(
            "group_id",
            N_("Group"),
            "select",
            "group.id",
            group_options,
            hint=N_("Rights in this group decide who sees and works on its tickets."),
        ),
        Field(
            "system_address_id",
            N_("Address"),
            "select",
            "system_address.id",
            address_options,
            hint=N_("Mails of this queue come from it."),
        ),
        Field(
            "salutation_id",
            N_("Salutation"),
            "select",
            "salutation.id",
            salutation_options,
            hint=N_("Answers begin with it."),
        ),
        Field(
            "signature_id",
            N_("Signature"),
            "select",
            "signature.id",
            signature_options,
            hint=N_("Answers end with it."),
        ),
        Field(
            "follow_up",
            N_("Follow-up after closing"),
            "select",
            options=_FOLLOW_UPS,
            start="possible",
            hint=N_("Whether a mail to a closed ticket opens it again, is refused, or opens another one."),
        ),
        Field("unlock_timeout", N_("Unlock after (minutes)"), "number", start="0", hint=N_("0 is never")),
        Field(
            "follow_up_lock",
            N_("A follow-up after closing locks the ticket"),
            "check",
            full=True,
            hint=N_("Its last owner has it again; else it is free for all."),
        ),
        *ESCALATION,
        Field(
            "default_sign_key",
            N_("Key to sign with"),
            "select",
            options=sign_key_options,
            empty=N_("none"),
            hint=N_("Chosen beforehand where an agent writes a mail."),
        ),
        VALID,
        COMMENT,
    ),
    creation=QueueCreate,
    create=queues.create_queue,
    change=QueueUpdate,
    update=lambda uow, principal, queue_id, command: queues.update_queue(uow, principal, QueueId(queue_id), command),
    audited_as="queue",
    tabs=(Tab("answers", N_("Answers")),),
    used_by=_used_by,
    warns=warned_of,
)
