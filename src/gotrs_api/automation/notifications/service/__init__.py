"""Administering notifications."""

from gotrs_api.automation.notifications.service.administration import (
    create_notification,
    delete_notification,
    list_notifications,
    read_notification,
    update_notification,
)
from gotrs_api.automation.notifications.service.trial import try_notification

__all__ = [
    "create_notification",
    "delete_notification",
    "list_notifications",
    "read_notification",
    "try_notification",
    "update_notification",
]
