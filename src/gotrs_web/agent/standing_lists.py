"""The lists that every agent has: what OTRS's toolbar and ticket views show, by name in the address (`?view=mine`).

Their counts come from `tickets.service.numbers`, whose fields have the same names; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal

Narrowing = Callable[[Principal, datetime], dict[str, Any]]


@dataclass(frozen=True)
class StandingList:
    """`narrow` gives members of `TicketFilter`; `title` and `empty` are message ids."""

    key: str
    title: str
    icon: str
    narrow: Narrowing
    sort: str = "-created"


STANDING_LISTS = (
    StandingList("mine", N_("My open tickets"), "user", lambda me, _: _owned(me)),
    StandingList("locked", N_("Locked by me"), "lock", lambda me, _: {**_owned(me), "locked": True}),
    StandingList("new", N_("New"), "inbox", lambda _me, _: {"state_type": ("new",), "not_closed": True}),
    StandingList("unlocked", N_("Free to take"), "lock-open", lambda _me, _: {"locked": False, "not_closed": True}),
    StandingList(
        "escalated",
        N_("Escalated"),
        "alarm-clock",
        lambda _me, _: {"escalated": True, "not_closed": True},
        "escalates_at",
    ),
    StandingList(
        "reminders",
        N_("Reminders due"),
        "bell",
        lambda me, now: {**_owned(me), "state_type": ("pending reminder",), "pending_before": now},
        "pending_until",
    ),
    StandingList(
        "responsible",
        N_("I am responsible"),
        "flag",
        lambda me, _: {"responsible_id": (int(me.user_id),), "not_closed": True},
    ),
    StandingList("watched", N_("Watched"), "eye", lambda _me, _: {"watched": True, "not_closed": True}),
)
BY_KEY: Mapping[str, StandingList] = {one.key: one for one in STANDING_LISTS}


def _owned(me: Principal) -> dict[str, Any]:
    return {"owner_id": (int(me.user_id),), "not_closed": True}
