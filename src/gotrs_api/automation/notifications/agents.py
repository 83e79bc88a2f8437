"""Agents as recipients: who they are, what they wish to hear, where and in which language."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from gotrs_api.automation.notifications.stored import EMAIL, IN_APP, WEB_PUSH, Notification
from gotrs_api.identity.models import User, UserPreference
from gotrs_api.identity.out_of_office import from_preferences
from gotrs_api.mail.drafts.viewer import zone_of
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow

PREFERENCE = "NotificationTransport"
_VALID = 1


@dataclass(frozen=True, slots=True)
class Agent:
    """A valid agent with all stored preferences."""

    id: int
    login: str
    preferences: Mapping[str, str] = field(default_factory=dict)

    @property
    def email(self) -> str:
        return self.preferences.get("UserEmail", "")

    @property
    def language(self) -> str:
        return self.preferences.get("UserLanguage", "")

    @property
    def time_zone(self) -> str:
        return self.preferences.get("UserTimeZone", "")

    def is_away(self, now: datetime, zone: ZoneInfo) -> bool:
        """Out of office today; `zone` is that of agents who chose none."""
        absence = from_preferences(self.preferences)
        return absence is not None and absence.covers(now.astimezone(zone_of(self.time_zone) or zone))

    def wants(self, notification: Notification, transport: str) -> bool:
        """The agent's own choice where the notification leaves it to agents, else the notification's default.

        `NotificationTransport` is JSON: `{"Notification-<id>-<transport>": 0 or 1}`.
        """
        if not notification.is_on("VisibleForAgent"):
            return True
        choices = choices_of(self.preferences.get(PREFERENCE, ""))
        return is_wanted(choices, notification.id, transport, notification.values("AgentEnabledByDefault"))


def choices_of(preference: str) -> dict[str, object]:
    """Empty where it cannot be read."""
    try:
        chosen = json.loads(preference or "{}")
    except ValueError:
        return {}
    return chosen if isinstance(chosen, dict) else {}


def choice_key(notification_id: int, transport: str) -> str:
    return f"Notification-{notification_id}-{transport}"


def is_wanted(choices: Mapping[str, object], notification_id: int, transport: str, defaults: Collection[str]) -> bool:
    """`defaults`: the transports that are on until the agent says otherwise; a line behind the bell always is, as it
    disturbs nobody. A device that an agent adds is told what comes by mail."""
    chosen = choices.get(choice_key(notification_id, transport))
    if chosen is None and transport == WEB_PUSH and WEB_PUSH not in defaults:
        return is_wanted(choices, notification_id, EMAIL, defaults)
    if chosen is None:
        return transport == IN_APP or transport in defaults
    return str(chosen) not in ("0", "", "False")


async def valid_agents(uow: ReadUow, user_ids: Iterable[int]) -> list[Agent]:
    """Those of these that exist and are valid, by login. Two statements."""
    ids = sorted(set(user_ids))
    if not ids:
        return []
    kept: dict[int, dict[str, str]] = {}
    preferences = select(UserPreference.user_id, UserPreference.preferences_key, UserPreference.preferences_value)
    for user_id, key, value in await uow.session.execute(preferences.where(UserPreference.user_id.in_(ids))):
        kept.setdefault(user_id, {})[key] = value or ""
    query = select(User.id, User.login).where(User.id.in_(ids), User.valid_id == _VALID).order_by(User.login)
    return [Agent(row.id, row.login, kept.get(row.id, {})) for row in await uow.session.execute(query)]


async def default_zone(uow: ReadUow) -> ZoneInfo:
    return zone_of(await sysconfig.get(uow, settings.USER_DEFAULT_TIME_ZONE)) or ZoneInfo("UTC")
