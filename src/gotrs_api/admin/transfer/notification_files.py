"""Notifications as files, also as OTRS exports them: what their filters name stands there by name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Annotated, Any, Final

from pydantic import BeforeValidator

from gotrs_api.admin.transfer.kind import Kind, Names
from gotrs_api.automation.notifications import service as notifications
from gotrs_api.automation.notifications.schemas import (
    NotificationCreate,
    NotificationRead,
    NotificationUpdate,
    Visibility,
)
from gotrs_api.automation.notifications.service.items import as_fields
from gotrs_api.catalog import service as catalog
from gotrs_api.catalog.validity import Validity
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.queues import service as queues
from gotrs_api.sla import service as slas
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.webhooks import service as webhooks


def _number(told: Any) -> Any:
    return int(told) if isinstance(told, str) and told.isdecimal() else told


class NotificationFile(NotificationCreate):
    visible_for_agent: Annotated[Visibility, BeforeValidator(_number)] = 0


class NotificationFileChange(NotificationUpdate):
    visible_for_agent: Annotated[Visibility, BeforeValidator(_number)] | None = None


def _of(rows_of: Callable[[ReadUow], Awaitable[Any]]) -> Names:
    async def names(read: ReadUow, principal: Principal) -> dict[str, str]:
        return {str(one.id): one.name for one in await rows_of(read)}

    return names


def _fixed(names: Mapping[str, str]) -> Names:
    async def told(read: ReadUow, principal: Principal) -> Mapping[str, str]:
        return names

    return told


async def _webhooks(read: ReadUow, principal: Principal) -> dict[str, str]:
    return {str(one.id): one.name for one in await webhooks.list_webhooks(read, principal)}


# What the values of a filter are called; the values of others stand for themselves.
_FILTERED: Final[Mapping[str, Names]] = {
    "QueueID": _of(queues.list_queues),
    "StateID": _of(catalog.list_states),
    "PriorityID": _of(catalog.list_priorities),
    "TypeID": _of(catalog.list_types),
    "LockID": _of(catalog.list_locks),
    "ServiceID": _of(catalog.list_services),
    "SLAID": _of(slas.list_slas),
    "ArticleSenderTypeID": _fixed({"1": "agent", "2": "system", "3": "customer"}),
    "ArticleIsVisibleForCustomer": _fixed({"1": "yes", "0": "no"}),
}


async def _notifications(read: ReadUow, principal: Principal) -> Sequence[Any]:
    return [await _told(read, principal, one) for one in await notifications.list_notifications(read, principal)]


async def _told(read: ReadUow, principal: Principal, one: NotificationRead) -> SimpleNamespace:
    by_name = {}
    for key, values in one.filter.items():
        names = await _FILTERED[key](read, principal) if key in _FILTERED else {}
        by_name[key] = [names.get(value, value) for value in values]
    return SimpleNamespace(**one.model_dump() | {"filter": by_name})


async def _by_ids(read: ReadUow, principal: Principal, told: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Raises InvalidInput for a name that there is not."""
    found = {}
    for key, values in told.items():
        known = await _FILTERED[key](read, principal) if key in _FILTERED else {}
        ids = {label: stored for stored, label in known.items()} | {f"#{stored}": stored for stored in known}
        unknown = [value for value in values if known and value not in ids]
        if unknown:
            raise InvalidInput.field("/filter", "unknown", N_("There is none named {name}."), name=unknown[0])
        found[key] = tuple(ids.get(value, value) for value in values)
    return found


async def _create(uow: UnitOfWork, principal: Principal, command: NotificationFile) -> SimpleNamespace:
    wanted = command.model_copy(update={"filter": await _by_ids(uow, principal, command.filter)})
    return await _told(uow, principal, await notifications.create_notification(uow, principal, wanted))


async def _update(
    uow: UnitOfWork, principal: Principal, notification_id: int, command: NotificationFileChange
) -> SimpleNamespace:
    if command.filter is not None:
        command = command.model_copy(update={"filter": await _by_ids(uow, principal, command.filter)})
    saved = await notifications.update_notification(uow, principal, notification_id, command)
    return await _told(uow, principal, saved)


def _of_otrs(row: Mapping[str, Any]) -> dict[str, Any]:
    """As OTRS exports a notification (its settings are lists below `Data`, references ids), or as we do."""
    data, texts = row.get("Data"), row.get("Message")
    if not isinstance(data, dict) or not isinstance(texts, dict):
        return dict(row)
    items = {str(key): tuple(map(str, value if isinstance(value, list) else [value])) for key, value in data.items()}
    fields: dict[str, Any] = as_fields({key: tuple(one for one in told if one) for key, told in items.items()})
    for reference in (one for one in fields if one.endswith("_ids")):
        fields[reference] = [f"#{one}" for one in fields[reference]]
    fields["filter"] = {
        key: [f"#{one}" if key.endswith("ID") and key in _FILTERED else one for one in values]
        for key, values in fields["filter"].items()
    }
    for key, value in fields.items():
        fields[key] = list(value) if isinstance(value, tuple) else value
    messages = {
        str(code): {
            "subject": text.get("Subject"),
            "body": text.get("Body"),
            "content_type": "text/html" if "html" in str(text.get("ContentType")) else "text/plain",
        }
        for code, text in texts.items()
        if isinstance(text, dict)
    }
    valid = _number(str(row.get("ValidID", 1)))
    about = {"name": row.get("Name"), "comment": row.get("Comment") or "", "valid": str(Validity.of(valid))}
    return about | fields | {"messages": messages}


NOTIFICATIONS: Final = Kind(
    key="notification-events",
    known_by="name",
    entries=_notifications,
    creation=NotificationFile,
    create=_create,
    change=NotificationFileChange,
    update=_update,
    adopt=_of_otrs,
    refers={
        "recipient_agent_ids": "agents",
        "recipient_group_ids": "groups",
        "recipient_role_ids": "roles",
        "webhook_ids": _webhooks,
    },
)
