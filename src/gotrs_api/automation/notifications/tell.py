"""Telling everybody about one event, in the caller's transaction."""

from __future__ import annotations

from gotrs_api.automation.notifications.filters import matches
from gotrs_api.automation.notifications.handlers import SILENT
from gotrs_api.automation.notifications.occasion import load_occasion
from gotrs_api.automation.notifications.payloads import Notify
from gotrs_api.automation.notifications.stored import notifications_for
from gotrs_api.automation.notifications.texts import Writer
from gotrs_api.automation.notifications.transports import TRANSPORTS
from gotrs_api.uow import UnitOfWork


async def tell(uow: UnitOfWork, payload: Notify) -> int:
    """Tell, in every way that they use, what all notifications that listen and match say; answers how often.

    Nothing when the ticket is gone or notifications were changed meanwhile. What happens here (articles, history)
    starts no further notifications.
    """
    uow.session.info[SILENT] = True
    listening = await notifications_for(uow, payload.event)
    occasion = await load_occasion(uow, payload) if listening else None
    if occasion is None:
        return 0
    writer = Writer(uow, occasion)
    return sum(
        [
            await TRANSPORTS[transport].tell(uow, notification, occasion, writer)
            for notification in listening
            if matches(notification.items, occasion.event, occasion.facts)
            for transport in notification.transports
            if transport in TRANSPORTS
        ]
    )
