"""Listing, reading, creating, changing and deleting notifications."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, insert, select

from gotrs_api.automation.models import NotificationEvent, NotificationEventMessage
from gotrs_api.automation.models import notification_event_item_table as items_table
from gotrs_api.automation.notifications.schemas import (
    MessageRead,
    MessageWrite,
    NotificationCreate,
    NotificationRead,
    NotificationUpdate,
)
from gotrs_api.automation.notifications.service.checks import require_sound
from gotrs_api.automation.notifications.service.items import Items, as_fields, is_filter_key, merged
from gotrs_api.catalog import entries
from gotrs_api.catalog.validity import Validity
from gotrs_api.identity import audit
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.row_changes import differences, together
from gotrs_api.kernel.listing import Listing
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.uow.snapshot import touched

_KIND = "notification_event"


async def list_notifications(uow: ReadUow, principal: Principal) -> Listing[NotificationRead]:
    """All, by name. Raises Forbidden. Three statements."""
    principal.require_admin()
    return Listing(await load_all(uow))


async def read_notification(uow: ReadUow, principal: Principal, notification_id: int) -> NotificationRead:
    """Raises Forbidden, EntryNotFound."""
    principal.require_admin()
    return entries.found(Listing(await _load(uow, notification_id)), notification_id)


async def create_notification(uow: UnitOfWork, principal: Principal, command: NotificationCreate) -> NotificationRead:
    """Raises Forbidden, NameTaken, NotificationInvalid."""
    principal.require_admin()
    await require_sound(uow, command, {})
    row = NotificationEvent(name=command.name, comments=command.comment, valid_id=command.valid.id)
    await entries.save(uow, principal, row, name=row.name)
    await _store(uow, row.id, merged({}, command), command.messages)
    return await read_notification(uow, principal, row.id)


async def update_notification(
    uow: UnitOfWork, principal: Principal, notification_id: int, command: NotificationUpdate
) -> NotificationRead:
    """Raises Forbidden, EntryNotFound, NameTaken, NotificationInvalid."""
    principal.require_admin()
    row = await entries.load(uow, NotificationEvent, notification_id)
    stored = (await _items(uow, notification_id)).get(notification_id, {})
    await require_sound(uow, command, stored)
    if command.name is not None:
        row.name = command.name
    if command.comment is not None:
        row.comments = command.comment
    if command.valid is not None:
        row.valid_id = command.valid.id
    row.change_time, row.change_by = uow.clock.now(), uow.acting_id
    wanted = merged(stored, command)
    besides = differences(_plain(stored), _plain(wanted))
    if command.messages is not None:
        besides = together(besides, await _other_texts(uow, notification_id, command.messages))
    await entries.save(uow, principal, row, name=row.name, besides=besides)
    await _store(uow, notification_id, wanted, command.messages)
    return await read_notification(uow, principal, notification_id)


def _plain(items: Items) -> dict[str, Any]:
    """As the audit log tells them: each key of the filter by itself."""
    fields = as_fields(items)
    return {name: value for name, value in fields.items() if name != "filter"} | {
        f"filter_{key}": values for key, values in items.items() if is_filter_key(key)
    }


async def _other_texts(uow: ReadUow, notification_id: int, messages: Mapping[str, MessageWrite]) -> dict[str, Any]:
    """What new texts change, told of each language as its form calls it."""
    before = (await _load(uow, notification_id))[0].messages

    def parts(told: Mapping[str, MessageRead | MessageWrite]) -> dict[str, str]:
        return {f"{name}_{code}": getattr(text, name) for code, text in told.items() for name in ("subject", "body")}

    return differences(parts(before), parts(messages))


async def delete_notification(uow: UnitOfWork, principal: Principal, notification_id: int) -> None:
    """With its texts. Raises Forbidden, EntryNotFound."""
    principal.require_admin()
    row = await entries.load(uow, NotificationEvent, notification_id)
    await audit.record(uow, principal, f"{_KIND}.deleted", _KIND, notification_id, {"name": row.name})
    await _clear(uow, notification_id, with_messages=True)
    await uow.session.delete(row)
    await uow.session.flush()
    touched(uow, NotificationEvent, NotificationEventMessage)


async def load_all(uow: ReadUow) -> list[NotificationRead]:
    """Without any check: for this package."""
    return await _load(uow)


async def _load(uow: ReadUow, notification_id: int | None = None) -> list[NotificationRead]:
    query = select(NotificationEvent).order_by(NotificationEvent.name, NotificationEvent.id)
    messages_query = select(NotificationEventMessage).order_by(NotificationEventMessage.language)
    if notification_id is not None:
        query = query.where(NotificationEvent.id == notification_id)
        messages_query = messages_query.where(NotificationEventMessage.notification_id == notification_id)
    rows = (await uow.session.scalars(query)).all()
    items = await _items(uow, notification_id)
    messages: dict[int, dict[str, MessageRead]] = {}
    for text in await uow.session.scalars(messages_query):
        messages.setdefault(text.notification_id, {})[text.language] = MessageRead(
            subject=text.subject,
            body=text.text,
            content_type="text/html" if "html" in text.content_type.lower() else "text/plain",
        )
    return [
        NotificationRead.model_validate(
            {
                "id": row.id,
                "name": row.name,
                "valid": Validity.of(row.valid_id),
                "comment": row.comments or "",
                "created": row.create_time,
                "changed": row.change_time,
                "messages": messages.get(row.id, {}),
                **as_fields(items.get(row.id, {})),
            }
        )
        for row in rows
    ]


async def _items(uow: ReadUow, notification_id: int | None) -> dict[int, Items]:
    query = select(items_table)
    if notification_id is not None:
        query = query.where(items_table.c.notification_id == notification_id)
    found: dict[int, dict[str, list[str]]] = {}
    for row in await uow.session.execute(query):
        found.setdefault(row.notification_id, {}).setdefault(row.event_key, []).append(row.event_value)
    return {each: {key: tuple(values) for key, values in kept.items()} for each, kept in found.items()}


async def _store(
    uow: UnitOfWork, notification_id: int, items: Items, messages: Mapping[str, MessageWrite] | None
) -> None:
    await _clear(uow, notification_id, with_messages=messages is not None)
    rows: list[dict[str, Any]] = [
        {"notification_id": notification_id, "event_key": key, "event_value": value}
        for key, values in items.items()
        for value in values
    ]
    await uow.session.execute(insert(items_table), rows)
    for language, message in (messages or {}).items():
        uow.session.add(
            NotificationEventMessage(
                notification_id=notification_id,
                language=language,
                subject=message.subject,
                text=message.body,
                content_type=message.content_type,
            )
        )
    await uow.session.flush()
    touched(uow, NotificationEvent, NotificationEventMessage)


async def _clear(uow: UnitOfWork, notification_id: int, *, with_messages: bool) -> None:
    await uow.session.execute(delete(items_table).where(items_table.c.notification_id == notification_id))
    if with_messages:
        await uow.session.execute(
            delete(NotificationEventMessage)
            .where(NotificationEventMessage.notification_id == notification_id)
            .execution_options(synchronize_session="fetch")
        )
