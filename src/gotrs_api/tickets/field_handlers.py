"""Dynamic fields that get a value because something happened to their ticket."""

from __future__ import annotations

from typing import Final

from gotrs_api.events import Handler, Phase
from gotrs_api.tickets.events import TicketDeleted, TicketEvent
from gotrs_api.tickets.service.dynamic_fields import apply_defaults
from gotrs_api.uow import UnitOfWork


async def set_default_fields(uow: UnitOfWork, event: TicketEvent) -> None:
    """TicketDynamicFieldDefault, off unless an administrator names fields."""
    if event.otrs_name and not isinstance(event, TicketDeleted):
        await apply_defaults(uow, event.ticket_id, event.otrs_name)


HANDLERS: Final[tuple[Handler, ...]] = (Handler(TicketEvent, set_default_fields, Phase.COMMIT),)
