"""What a notification may say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from gotrs_api.automation.notifications.agent_recipients import AGENT_RECIPIENTS
from gotrs_api.automation.notifications.contacts import CONTACT_RECIPIENTS
from gotrs_api.automation.notifications.event_names import is_event
from gotrs_api.automation.notifications.schemas import NotificationCreate, NotificationUpdate
from gotrs_api.automation.notifications.service.items import Items, is_filter_key
from gotrs_api.automation.notifications.stored import WEBHOOK
from gotrs_api.automation.notifications.transports.by_webhook import CHOSEN
from gotrs_api.identity.models import PermissionGroup, Role, User
from gotrs_api.kernel.addresses import is_valid_address, split_addresses
from gotrs_api.kernel.errors import FieldError, InvalidInput
from gotrs_api.uow import ReadUow
from gotrs_api.webhooks.handing_over import names_of_webhooks

RECIPIENTS = frozenset({*AGENT_RECIPIENTS, *CONTACT_RECIPIENTS})


class NotificationInvalid(InvalidInput):
    code = "notification.invalid"
    message = "The notification cannot work as it is."


async def require_sound(uow: ReadUow, command: NotificationCreate | NotificationUpdate, stored: Items) -> None:
    """Raises NotificationInvalid with everything that is wrong. What the row holds already is accepted."""
    errors: list[FieldError] = []
    known_events, known_recipients = set(stored.get("Events", ())), set(stored.get("Recipients", ()))
    for number, name in enumerate(command.events or ()):
        if not is_event(name) and name not in known_events:
            errors.append(FieldError(f"/events/{number}", "unknown", "There is no such event."))
    for number, name in enumerate(command.recipients or ()):
        if name not in RECIPIENTS and name not in known_recipients:
            errors.append(FieldError(f"/recipients/{number}", "unknown", "There is no such recipient."))
    for key, values in (command.filter or {}).items():
        if not is_filter_key(key):
            errors.append(FieldError(f"/filter/{key}", "unknown", "There is no such filter."))
        elif not values:
            errors.append(FieldError(f"/filter/{key}", "empty", "A filter needs at least one value."))
    for name, model in (("agent", User), ("group", PermissionGroup), ("role", Role)):
        field = f"recipient_{name}_ids"
        errors += await _missing(uow, model, field, getattr(command, field) or ())
    errors += await _webhooks(uow, command, stored)
    for address in split_addresses(command.recipient_email or ""):
        if "<OTRS_" not in (command.recipient_email or "") and not is_valid_address(address.address):
            errors.append(FieldError("/recipient_email", "address", "This is no mail address."))
    if errors:
        raise NotificationInvalid(errors=errors)


async def _webhooks(uow: ReadUow, command: NotificationCreate | NotificationUpdate, stored: Items) -> list[FieldError]:
    chosen = command.webhook_ids
    known = await names_of_webhooks(uow, chosen or ())
    errors = [
        FieldError(f"/webhook_ids/{number}", "unknown", "There is nothing with this id.")
        for number, each in enumerate(chosen or ())
        if each not in known
    ]
    transports = command.transports if command.transports is not None else stored.get("Transports", ())
    there = chosen if chosen is not None else stored.get(CHOSEN, ())
    if WEBHOOK in transports and not there:
        errors.append(FieldError("/webhook_ids", "required", "Telling webhooks needs to know which."))
    return errors


async def _missing(uow: ReadUow, model: Any, field: str, ids: Iterable[int]) -> list[FieldError]:
    wanted = list(ids)
    if not wanted:
        return []
    known = set(await uow.session.scalars(select(model.id).where(model.id.in_(wanted))))
    return [
        FieldError(f"/{field}/{number}", "unknown", "There is nothing with this id.")
        for number, each in enumerate(wanted)
        if each not in known
    ]
