"""Settings of the desk that an agent may have otherwise: a form on the own page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request, Response

from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.schemas.own_settings import OwnSetting
from gotrs_api.identity.service import own_settings
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow
from gotrs_api.uow.deps import Uow
from gotrs_web.deps import Agent
from gotrs_web.render import redirect
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/agent/profile/settings")
PAGE = "/agent/profile"
_LABELS: Final = {
    settings.HIDE_EMPTY_QUEUES.name: N_("Hide queues without open tickets"),
    settings.ZOOM_EXPAND_SORT.name: N_("Messages of a ticket"),
}
_LISTS: Final = {
    "Queue": N_("Queues"),
    "StatusView": N_("All tickets"),
    "LockedView": N_("Locked by me"),
    "WatchView": N_("Watched"),
    "EscalationView": N_("Escalated"),
}
_WORDS: Final = {
    "True": N_("Yes"), "False": N_("No"), "normal": N_("Oldest first"), "reverse": N_("Newest first"), "Age": N_("Age"),
    "TicketNumber": N_("Ticket"), "Title": N_("Title"), "Queue": N_("Queue"), "Priority": N_("Priority"),
    "EscalationTime": N_("Escalation"), "Up": N_("Ascending"), "Down": N_("Descending"),
}  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """One setting in the form; `value` "" is as the desk has it."""

    name: str
    label: str
    options: list[tuple[str, str]]
    value: str


async def choices_of(request: Request, read: ReadUow, principal: Principal) -> list[Choice]:
    """What agents may choose now, in the language of the page."""
    return [_choice(request, one) for one in await own_settings.list_own(read, principal)]


@router.post("", name="agent_own_settings")
async def save(request: Request, principal: Agent, uow: Uow) -> Response:
    """What is not offered is not asked for. Raises InvalidInput for a value that is none."""
    form = await request.form()
    for one in await own_settings.list_own(uow, principal):
        wanted = str(form[one.name]) if one.name in form else ""
        if wanted != _shown(one):
            await own_settings.choose(uow, principal, one.name, wanted or None)
    return redirect(request, PAGE, toast=catalogue_of(request).gettext("Saved."))


def _choice(request: Request, one: OwnSetting) -> Choice:
    _ = catalogue_of(request).gettext
    values = one.options or ("True", "False")
    options = [(value, _(_WORDS.get(value, value))) for value in values]
    return Choice(one.name, _label(request, one.name), options, _shown(one))


def _label(request: Request, name: str) -> str:
    _ = catalogue_of(request).gettext
    for view, title in _LISTS.items():
        if name == settings.LIST_SORTS[view].name:
            return f"{_(title)}: {_('Order')}"
        if name == settings.LIST_ORDERS[view].name:
            return f"{_(title)}: {_('Direction')}"
    return _(_LABELS[name])


def _shown(one: OwnSetting) -> str:
    return "" if one.value is None else str(one.value)
