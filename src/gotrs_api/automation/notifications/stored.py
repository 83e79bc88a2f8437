"""Notifications as they lie in the database, remembered per site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import ColumnElement, select

from gotrs_api.automation.models import NotificationEvent, NotificationEventMessage
from gotrs_api.automation.models import notification_event_item_table as items
from gotrs_api.uow import ReadUow
from gotrs_api.uow.snapshot import Snapshot

EMAIL: Final = "Email"
IN_APP: Final = "InApp"
WEB_PUSH: Final = "WebPush"
WEBHOOK: Final = "Webhook"
_VALID = 1


@dataclass(frozen=True, slots=True)
class Text:
    """What is said in one language, with tags."""

    subject: str
    body: str
    is_html: bool


@dataclass(frozen=True, slots=True)
class Notification:
    """A valid notification. `items` are OTRS's keys (Events, Recipients, QueueID, …), `texts` go by language."""

    id: int
    name: str
    items: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: Mapping[str, Text] = field(default_factory=dict)

    def values(self, key: str) -> tuple[str, ...]:
        return self.items.get(key, ())

    def first(self, key: str) -> str:
        return next(iter(self.values(key)), "")

    def is_on(self, key: str) -> bool:
        return self.first(key) not in ("", "0")

    @property
    def transports(self) -> tuple[str, ...]:
        return with_push(self.values("Transports"), is_choice=self.is_on("VisibleForAgent"))

    def text_for(self, *languages: str) -> Text | None:
        """In the first of these languages that there is, else in English, else in whatever there is."""
        for language in (*languages, "en"):
            for code in (language, language.partition("_")[0]):
                if code in self.texts:
                    return self.texts[code]
        return next((self.texts[code] for code in sorted(self.texts)), None)


def with_push(transports: Sequence[str], *, is_choice: bool) -> tuple[str, ...]:
    """Whoever may choose a notification may have it on a device, whether or not an administrator has thought of that."""
    return tuple(dict.fromkeys((*transports, WEB_PUSH))) if is_choice else tuple(transports)


async def _load_events(uow: ReadUow) -> frozenset[str]:
    query = (
        select(items.c.event_value)
        .join(NotificationEvent, NotificationEvent.id == items.c.notification_id)
        .where(NotificationEvent.valid_id == _VALID, items.c.event_key == "Events")
        .distinct()
    )
    return frozenset(await uow.session.scalars(query))


async def _load_valid(uow: ReadUow) -> tuple[Notification, ...]:
    return await _load(uow, NotificationEvent.valid_id == _VALID)


async def _load(uow: ReadUow, which: ColumnElement[bool]) -> tuple[Notification, ...]:
    chosen = select(NotificationEvent.id, NotificationEvent.name).where(which).order_by(NotificationEvent.id)
    rows = (await uow.session.execute(chosen)).all()
    values: dict[int, dict[str, list[str]]] = {}
    for row in await uow.session.execute(select(items)):
        values.setdefault(row.notification_id, {}).setdefault(row.event_key, []).append(row.event_value)
    texts: dict[int, dict[str, Text]] = {}
    messages = select(
        NotificationEventMessage.notification_id,
        NotificationEventMessage.language,
        NotificationEventMessage.subject,
        NotificationEventMessage.text,
        NotificationEventMessage.content_type,
    )
    for row in await uow.session.execute(messages):
        text = Text(row.subject, row.text, "html" in row.content_type.lower())
        texts.setdefault(row.notification_id, {})[row.language] = text
    return tuple(
        Notification(
            each.id,
            each.name,
            {key: tuple(kept) for key, kept in values.get(each.id, {}).items()},
            texts.get(each.id, {}),
        )
        for each in rows
    )


# Asked at every commit, so apart from the rest: one statement every few seconds.
_EVENTS = Snapshot("notification_event_names", (NotificationEvent,), _load_events)
_NOTIFICATIONS = Snapshot("notification_events", (NotificationEvent, NotificationEventMessage), _load_valid)


async def listened_to(uow: ReadUow) -> frozenset[str]:
    """OTRS's names of the events for which there is a valid notification."""
    return await _EVENTS.get(uow)


async def notifications_for(uow: ReadUow, event: str) -> list[Notification]:
    """In order of their ids."""
    return [each for each in await _NOTIFICATIONS.get(uow) if event in each.values("Events")]


async def load_notification(uow: ReadUow, notification_id: int) -> Notification | None:
    """Valid or not, as it stands in the database now."""
    return next(iter(await _load(uow, NotificationEvent.id == notification_id)), None)
