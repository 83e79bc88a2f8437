"""Where the widgets of an agent's home stand, and which are left out. Kept with the agent's preferences."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from fastapi import APIRouter, Request, Response

from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.schemas.own_account import PreferencesUpdate
from gotrs_api.identity.service import own_account
from gotrs_api.kernel.errors import NotFound
from gotrs_api.uow import ReadUow
from gotrs_api.uow.deps import Uow
from gotrs_web.agent.standing_lists import BY_KEY
from gotrs_web.deps import Agent
from gotrs_web.render import empty, redirect, wants_fragment

router = APIRouter(prefix="/agent/board")
PREFERENCE: Final = "GOTRSBoard"
# Key to title (message id) and width in twelfths. Those of standing lists bear the lists' names.
WIDGETS: Final[Mapping[str, tuple[str, int]]] = {
    "escalated": (BY_KEY["escalated"].title, 7),
    "reminders": (BY_KEY["reminders"].title, 5),
    "mine": (BY_KEY["mine"].title, 7),
    "new": (BY_KEY["new"].title, 5),
    "days": (N_("Created and closed"), 7),
    "activity": (N_("What happened lately"), 5),
    "queues": (N_("Queues"), 8),
    "away": (N_("Out of office"), 4),
    "watched": (BY_KEY["watched"].title, 6),
    "responsible": (BY_KEY["responsible"].title, 6),
}
USUAL: Final = ("escalated", "reminders", "mine", "new", "days", "activity", "queues", "away")
Move = Literal["earlier", "later", "hide", "show"]


@dataclass(frozen=True)
class Layout:
    shown: tuple[str, ...]

    @property
    def hidden(self) -> tuple[str, ...]:
        return tuple(key for key in WIDGETS if key not in self.shown)

    def moved(self, key: str, move: Move) -> Layout:
        order = [one for one in self.shown if one != key]
        if move == "show":
            return Layout((*order, key))
        if move == "hide" or key not in self.shown:
            return Layout(tuple(order))
        at = self.shown.index(key) + (1 if move == "later" else -1)
        order.insert(max(at, 0), key)
        return Layout(tuple(order))

    def before(self, key: str, other: str) -> Layout:
        """With `key` where `other` stands now; at the end for no other."""
        order = [one for one in self.shown if one != key]
        order.insert(order.index(other) if other in order else len(order), key)
        return Layout(tuple(order))


async def layout_of(read: ReadUow, principal: Principal) -> Layout:
    stored = (await own_account.preferences(read, principal)).values.get(PREFERENCE)
    try:
        keys = json.loads(stored) if stored else None
    except ValueError:
        keys = None
    if not isinstance(keys, list):
        return Layout(USUAL)
    return Layout(tuple(dict.fromkeys(key for key in keys if key in WIDGETS)))


@router.post("/{key}/{move}", name="agent_board_move")
async def move_widget(request: Request, principal: Agent, uow: Uow, key: str, move: Move) -> Response:
    if key not in WIDGETS:
        raise NotFound
    await _save(uow, principal, (await layout_of(uow, principal)).moved(key, move))
    return redirect(request, f"/agent/#widget-{key}" if move != "hide" else "/agent/")


@router.post("/{key}", name="agent_board_place")
async def place_widget(request: Request, principal: Agent, uow: Uow, key: str, before: str = "") -> Response:
    """What dragging says."""
    if key not in WIDGETS:
        raise NotFound
    await _save(uow, principal, (await layout_of(uow, principal)).before(key, before))
    return empty(request) if wants_fragment(request) else redirect(request, "/agent/")


async def _save(uow: Uow, principal: Principal, layout: Layout) -> None:
    values = {PREFERENCE: json.dumps(layout.shown)}
    await own_account.update_preferences(uow, principal, PreferencesUpdate(values=values))
