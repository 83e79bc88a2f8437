"""Administering notifications, and reading what they told in the browser."""

from gotrs_api.automation.notifications.notices import count_unread_notices, list_notices, mark_notices_read
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
    "count_unread_notices",
    "create_notification",
    "delete_notification",
    "list_notices",
    "list_notifications",
    "list_own",
    "mark_notices_read",
    "read_notification",
    "try_notification",
    "update_notification",
]
