"""Administering notifications."""

from gotrs_api.automation.notifications.service.administration import (
    create_notification,
    delete_notification,
    list_notifications,
    read_notification,
    update_notification,
)
from gotrs_api.automation.notifications.service.own_choices import choose_own, list_own
from gotrs_api.automation.notifications.service.trial import try_notification

__all__ = [
    "choose_own",
    "create_notification",
    "delete_notification",
    "list_notifications",
    "list_own",
    "read_notification",
    "try_notification",
    "update_notification",
]
