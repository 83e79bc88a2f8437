"""Templates: texts for answers, forwards, notes and new tickets, and the queues in which they can be chosen."""

from __future__ import annotations

from sqlalchemy import select

from gotrs_api.catalog import entries
from gotrs_api.catalog.schemas import Ref
from gotrs_api.catalog.validity import Validity
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.row_changes import differences
from gotrs_api.kernel.ids import QueueId
from gotrs_api.kernel.listing import Listing
from gotrs_api.queues.models import Queue
from gotrs_api.queues.service import list_queues, read_queue
from gotrs_api.responses.models import (
    QueueStandardTemplate,
    StandardAttachment,
    StandardTemplate,
    StandardTemplateAttachment,
)
from gotrs_api.responses.schemas import TemplateCreate, TemplateRead, TemplateUpdate
from gotrs_api.responses.service.assignments import members, replace, require_known
from gotrs_api.responses.service.attachments import list_standard_attachments
from gotrs_api.responses.service.stored_type import is_html, stored_type
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.uow.snapshot import Snapshot

_TABLES = (StandardTemplate, QueueStandardTemplate, StandardTemplateAttachment, StandardAttachment, Queue)


async def _load(uow: ReadUow) -> Listing[TemplateRead]:
    rows = await uow.session.scalars(select(StandardTemplate).order_by(StandardTemplate.name, StandardTemplate.id))
    queues = await members(uow, QueueStandardTemplate, "standard_template_id", "queue_id")
    files = await members(uow, StandardTemplateAttachment, "standard_template_id", "standard_attachment_id")
    queue_names = {queue.id: queue.name for queue in await list_queues(uow)}
    file_names = {file.id: file.name for file in await list_standard_attachments(uow)}
    return Listing(
        TemplateRead(
            id=row.id,
            name=row.name,
            text=row.text or "",
            content_type="text/html" if is_html(row.content_type) else "text/plain",
            template_type=row.template_type,
            valid=Validity.of(row.valid_id),
            comment=row.comments or "",
            queues=_refs(queues.get(row.id, []), queue_names),
            attachments=_refs(files.get(row.id, []), file_names),
            created=row.create_time,
            changed=row.change_time,
        )
        for row in rows
    )


_TEMPLATES = Snapshot("templates", _TABLES, _load)


async def list_templates(uow: ReadUow) -> Listing[TemplateRead]:
    return await _TEMPLATES.get(uow)


async def list_templates_of_queue(
    uow: ReadUow, principal: Principal, queue_id: QueueId, *, template_type: str | None = None
) -> list[TemplateRead]:
    """The valid ones that can be chosen in a queue, by name. Raises QueueNotFound, also for unreadable ones."""
    queue = await read_queue(uow, principal, queue_id)
    chosen = [
        template
        for template in await list_templates(uow)
        if template.is_valid
        and template_type in (None, template.template_type)
        and any(each.id == queue.id for each in template.queues)
    ]
    return sorted(chosen, key=lambda template: template.name.casefold())


async def read_template(uow: ReadUow, template_id: int) -> TemplateRead:
    """Raises EntryNotFound."""
    return entries.found(await list_templates(uow), template_id)


async def create_template(uow: UnitOfWork, principal: Principal, command: TemplateCreate) -> TemplateRead:
    """Raises Forbidden, NameTaken, UnknownReference."""
    principal.require_admin()
    await _require_known(uow, command.queue_ids, command.attachment_ids)
    row = StandardTemplate(
        name=command.name,
        text=command.text,
        content_type=stored_type(command.content_type),
        template_type=command.template_type.value,
        valid_id=command.valid.id,
        comments=command.comment,
    )
    await entries.save(uow, principal, row, name=row.name)
    await _assign(uow, row.id, command.queue_ids, command.attachment_ids)
    return await read_template(uow, row.id)


async def update_template(
    uow: UnitOfWork, principal: Principal, template_id: int, command: TemplateUpdate
) -> TemplateRead:
    """Raises Forbidden, EntryNotFound, NameTaken, UnknownReference."""
    principal.require_admin()
    await _require_known(uow, command.queue_ids or (), command.attachment_ids or ())
    row = await entries.load(uow, StandardTemplate, template_id)
    if command.name is not None:
        row.name = command.name
    if command.text is not None:
        row.text = command.text
    if command.content_type is not None:
        row.content_type = stored_type(command.content_type)
    if command.template_type is not None:
        row.template_type = command.template_type.value
    if command.valid is not None:
        row.valid_id = command.valid.id
    if command.comment is not None:
        row.comments = command.comment
    had = await read_template(uow, template_id)
    sent = {name: value for name in ("queue_ids", "attachment_ids") if (value := getattr(command, name)) is not None}
    held = {"queue_ids": [ref.id for ref in had.queues], "attachment_ids": [ref.id for ref in had.attachments]}
    besides = differences(
        {name: sorted(held[name]) for name in sent}, {name: sorted(ids) for name, ids in sent.items()}
    )
    await entries.save(uow, principal, row, name=row.name, besides=besides)
    await _assign(uow, row.id, command.queue_ids, command.attachment_ids)
    return await read_template(uow, template_id)


async def set_queue_templates(
    uow: UnitOfWork, principal: Principal, queue_id: QueueId, template_ids: tuple[int, ...]
) -> list[TemplateRead]:
    """Decide what can be chosen in a queue. Raises Forbidden, QueueNotFound, UnknownReference."""
    principal.require_admin()
    await read_queue(uow, principal, queue_id)
    require_known(template_ids, (await list_templates(uow)).by_id, "/template_ids")
    await replace(uow, QueueStandardTemplate, "queue_id", queue_id, "standard_template_id", template_ids)
    return await list_templates_of_queue(uow, principal, queue_id)


async def _require_known(uow: ReadUow, queue_ids: tuple[int, ...], attachment_ids: tuple[int, ...]) -> None:
    require_known(queue_ids, (await list_queues(uow)).by_id, "/queue_ids")
    require_known(attachment_ids, (await list_standard_attachments(uow)).by_id, "/attachment_ids")


async def _assign(
    uow: UnitOfWork, template_id: int, queue_ids: tuple[int, ...] | None, attachment_ids: tuple[int, ...] | None
) -> None:
    owner = "standard_template_id"
    if queue_ids is not None:
        await replace(uow, QueueStandardTemplate, owner, template_id, "queue_id", queue_ids)
    if attachment_ids is not None:
        await replace(uow, StandardTemplateAttachment, owner, template_id, "standard_attachment_id", attachment_ids)


def _refs(ids: list[int], names: dict[int, str]) -> tuple[Ref, ...]:
    return tuple(Ref(id=each, name=names[each]) for each in ids if each in names)
