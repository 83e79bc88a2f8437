"""The ways in which a notification tells: one file each, and a line here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from gotrs_api.automation.notifications.occasion import Occasion
from gotrs_api.automation.notifications.stored import EMAIL, IN_APP, WEB_PUSH, WEBHOOK, Notification
from gotrs_api.automation.notifications.texts import Writer
from gotrs_api.automation.notifications.transports import by_mail, by_push, by_webhook, in_app
from gotrs_api.i18n import N_
from gotrs_api.uow import UnitOfWork


@dataclass(frozen=True)
class Transport:
    """`tell` writes what is to be sent, in the caller's transaction, and answers how many were told.

    `choice`: by which name agents choose it for themselves (`OwnNotification`); empty where it is not theirs to choose.
    """

    name: str
    label: str
    tell: Callable[[UnitOfWork, Notification, Occasion, Writer], Awaitable[int]]
    choice: str = ""


TRANSPORTS: Final = {
    one.name: one
    for one in (
        Transport(EMAIL, N_("E-mail"), by_mail.tell, choice="email"),
        Transport(IN_APP, N_("In the browser"), in_app.tell, choice="in_app"),
        Transport(WEB_PUSH, N_("On one's devices"), by_push.tell, choice="web_push"),
        Transport(WEBHOOK, N_("Webhook"), by_webhook.tell),
    )
}
