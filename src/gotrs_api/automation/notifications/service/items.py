"""A notification's settings as rows of `notification_event_item`, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from gotrs_api.automation.notifications.filters import (
    CONTAINED_ARTICLE_KEYS,
    EXACT_ARTICLE_KEYS,
    FIELD_PREFIX,
    TICKET_KEYS,
)
from gotrs_api.automation.notifications.schemas import NotificationCreate, NotificationUpdate
from gotrs_api.automation.notifications.transports.by_webhook import CHOSEN

Items = dict[str, tuple[str, ...]]
_LISTS: Final = {
    "events": "Events",
    "recipients": "Recipients",
    "recipient_agent_ids": "RecipientAgents",
    "recipient_group_ids": "RecipientGroups",
    "recipient_role_ids": "RecipientRoles",
    "transports": "Transports",
    "webhook_ids": CHOSEN,
    "agent_enabled_by_default": "AgentEnabledByDefault",
}
_SINGLE: Final = {
    "recipient_email": "RecipientEmail",
    "visible_for_agent": "VisibleForAgent",
    "tooltip": "VisibleForAgentTooltip",
    "email_template": "TransportEmailTemplate",
}
_SWITCHES: Final = {
    "send_on_out_of_office": "SendOnOutOfOffice",
    "once_per_day": "OncePerDay",
    "visible_for_customer": "IsVisibleForCustomer",
    "include_attachments": "ArticleAttachmentInclude",
}


def is_filter_key(key: str) -> bool:
    known = key in TICKET_KEYS or key in EXACT_ARTICLE_KEYS or key in CONTAINED_ARTICLE_KEYS
    return known or (key.startswith(FIELD_PREFIX) and len(key) > len(FIELD_PREFIX))


def merged(stored: Mapping[str, Sequence[str]], command: NotificationCreate | NotificationUpdate) -> Items:
    """The stored items with what the command says; keys that we do not know (signing, …) stay."""
    items: Items = {key: tuple(values) for key, values in stored.items()}
    for name, key in (*_LISTS.items(), *_SINGLE.items(), *_SWITCHES.items()):
        value = getattr(command, name)
        if value is None:
            continue
        if name in _SWITCHES:
            items[key] = ("1" if value else "0",)
        elif name in _LISTS:
            items[key] = tuple(dict.fromkeys(str(each) for each in value))
        else:
            items[key] = (str(value),) if value != "" else ()
    if command.filter is not None:
        items = {key: values for key, values in items.items() if not is_filter_key(key)}
        items |= {key: tuple(dict.fromkeys(values)) for key, values in command.filter.items()}
    if command.messages is not None:
        items["LanguageID"] = tuple(sorted(command.messages))
    return {key: values for key, values in items.items() if values}


def as_fields(items: Mapping[str, Sequence[str]]) -> dict[str, object]:
    """The fields of NotificationRead that lie in items."""
    found: dict[str, object] = {}
    for name, key in _LISTS.items():
        values = tuple(items.get(key, ()))
        found[name] = tuple(int(each) for each in values if each.isdigit()) if name.endswith("_ids") else values
    for name, key in _SINGLE.items():
        found[name] = next(iter(items.get(key, ())), "")
    for name, key in _SWITCHES.items():
        found[name] = next(iter(items.get(key, ())), "0") not in ("", "0")
    visible = str(found["visible_for_agent"])
    found["visible_for_agent"] = int(visible) if visible.isdigit() else 0
    found["email_template"] = found["email_template"] or "Default"
    found["filter"] = {key: tuple(values) for key, values in sorted(items.items()) if is_filter_key(key)}
    return found
