"""The rows of a new installation, with OTRS's own ids; the texts are our own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

Row = dict[str, Any]

LANGUAGES = ("en", "de", "es_MX", "zh_CN", "pt_BR", "hu", "sr_Cyrl", "sr_Latn")


def initial_rows(now: datetime) -> Iterator[tuple[str, list[Row]]]:
    """Yield (table, rows). `now` is aware and becomes the time of the first ticket.

    Columns `valid_id`, `create_*` and `change_*` are left out; users and valid need each other, otherwise an earlier
    table never needs a later one once both of them are filled.
    """
    folder = files(__package__)
    master_data: dict[str, list[Row]] = _load(folder / "master_data.yaml")
    for table in _ORDER:
        yield table, master_data[table]
    yield from _notifications(folder)
    yield from _first_ticket(_load(folder / "welcome.yaml"), now)


_ORDER = (
    "users",
    "valid",
    "permission_groups",
    "group_user",
    "link_type",
    "link_state",
    "ticket_state_type",
    "ticket_state",
    "salutation",
    "signature",
    "system_address",
    "follow_up_possible",
    "queue",
    "standard_template",
    "queue_standard_template",
    "auto_response_type",
    "auto_response",
    "ticket_type",
    "ticket_priority",
    "ticket_lock_type",
    "ticket_history_type",
    "article_sender_type",
    "communication_channel",
    "dynamic_field",
)


def _load(file: Traversable) -> Any:
    return yaml.safe_load(file.read_bytes())


def _notifications(folder: Traversable) -> Iterator[tuple[str, list[Row]]]:
    notifications: list[Row] = _load(folder / "notifications.yaml")
    yield "notification_event", [{"id": each["id"], "name": each["name"]} for each in notifications]
    yield (
        "notification_event_item",
        [
            {"notification_id": each["id"], "event_key": key, "event_value": value}
            for each in notifications
            for key, values in each["items"].items()
            for value in values
        ],
    )
    messages = [row for language in LANGUAGES for row in _notification_messages(folder, language)]
    yield "notification_event_message", sorted(messages, key=lambda row: row["id"])


def _notification_messages(folder: Traversable, language: str) -> Iterator[Row]:
    texts = _load(folder / "notification_texts" / f"{language}.yaml")
    for each in texts["messages"]:
        framed = "message" in each
        yield {
            "id": each["id"],
            "notification_id": each["notification_id"],
            "content_type": each.get("content_type", "text/plain"),
            "language": language,
            "subject": each["subject"],
            "text": texts["frame"].replace("{message}", each["message"].rstrip()) if framed else each["text"],
        }


def _first_ticket(text: dict[str, str], now: datetime) -> Iterator[tuple[str, list[Row]]]:
    ticket: Row = {
        "id": 1,
        "tn": text["tn"],
        "title": text["title"],
        "queue_id": 2,
        "ticket_lock_id": 1,
        "type_id": 1,
        "user_id": 1,
        "responsible_user_id": 1,
        "ticket_priority_id": 3,
        "ticket_state_id": 1,
        "timeout": 0,
        "until_time": 0,
        "escalation_time": 0,
        "escalation_update_time": 0,
        "escalation_response_time": 0,
        "escalation_solution_time": 0,
        "archive_flag": 0,
    }
    yield "ticket", [ticket]
    article = {
        "id": 1,
        "ticket_id": 1,
        "article_sender_type_id": 3,
        "communication_channel_id": 1,
        "is_visible_for_customer": 1,
        "search_index_needs_rebuild": 1,
    }
    yield "article", [article]
    mime = {
        "id": 1,
        "article_id": 1,
        "a_from": text["from"],
        "a_to": text["to"],
        "a_subject": text["title"],
        "a_message_id": text["message_id"],
        "a_content_type": "text/plain; charset=utf-8",
        "a_body": text["body"],
        "incoming_time": int(now.timestamp()),
        "content_path": now.strftime("%Y/%m/%d"),
    }
    yield "article_data_mime", [mime]
    yield "article_data_mime_plain", [{"id": 1, "article_id": 1, "body": _mail(text, now)}]
    history = {
        "id": 1,
        "name": f"New Ticket [{text['tn']}] created.",
        "history_type_id": 1,
        "ticket_id": 1,
        "article_id": 1,
        "type_id": 1,
        "queue_id": 2,
        "owner_id": 1,
        "priority_id": 3,
        "state_id": 1,
    }
    yield "ticket_history", [history]


def _mail(text: dict[str, str], now: datetime) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = text["from"], text["to"], text["title"]
    mail["Date"], mail["Message-ID"] = now, text["message_id"]
    mail.set_content(text["body"])
    return mail.as_bytes()
