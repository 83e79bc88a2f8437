"""The lists that every agent has: what OTRS's toolbar and ticket views show, by name in the address (`?view=mine`).

Their counts come from `tickets.service.numbers`, whose fields have the same names; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gotrs_api.catalog import state_types
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal

Narrowing = Callable[[Principal, datetime], dict[str, Any]]


@dataclass(frozen=True)
class StandingList:
    """`narrow` gives members of `TicketFilter`; `title` and `calm` (what an empty list says, and why) are message ids."""

    key: str
    title: str
    icon: str
    narrow: Narrowing
    calm: tuple[str, str]
    sort: str = "-created"


STANDING_LISTS = (
    StandingList(
        "mine",
        N_("My open tickets"),
        "user",
        lambda me, _: _owned(me),
        (N_("No ticket is yours"), N_("Take one from the list of new tickets.")),
    ),
    StandingList(
        "locked",
        N_("Locked by me"),
        "lock",
        lambda me, _: {**_owned(me), "locked": True},
        (N_("You hold no ticket"), N_("A ticket that you lock stays yours until you free it.")),
    ),
    StandingList(
        "new",
        N_("New"),
        "inbox",
        lambda _me, _: {"state_type": ("new",), "not_closed": True},
        (N_("No new tickets"), N_("What customers send to your queues appears here.")),
    ),
    StandingList(
        "unlocked",
        N_("Free to take"),
        "lock-open",
        lambda _me, _: {"locked": False, "not_closed": True},
        (N_("No ticket waits for somebody"), N_("Tickets that nobody has locked appear here.")),
    ),
    StandingList(
        "escalated",
        N_("Escalated"),
        "alarm-clock",
        lambda _me, _: {"escalated": True, "not_closed": True},
        (N_("Nothing is late"), N_("Tickets whose time has run out appear here.")),
        "escalates_at",
    ),
    StandingList(
        "reminders",
        N_("Reminders due"),
        "bell",
        lambda me, now: {**_owned(me), "state_type": (state_types.PENDING_REMINDER,), "pending_before": now},
        (N_("No reminder is due"), N_("Tickets you put off appear here when their time has come.")),
        "pending_until",
    ),
    StandingList(
        "responsible",
        N_("I am responsible"),
        "flag",
        lambda me, _: {"responsible_id": (int(me.user_id),), "not_closed": True},
        (N_("You are responsible for no ticket"), N_("Tickets somebody made you responsible for appear here.")),
    ),
    StandingList(
        "watched",
        N_("Watched"),
        "eye",
        lambda _me, _: {"watched": True, "not_closed": True},
        (N_("You watch no ticket"), N_("Watch a ticket to find it here without owning it.")),
    ),
)
BY_KEY: Mapping[str, StandingList] = {one.key: one for one in STANDING_LISTS}


def _owned(me: Principal) -> dict[str, Any]:
    return {"owner_id": (int(me.user_id),), "not_closed": True}
