"""Which notifications an agent wishes to get, of those that are left to agents."""

from __future__ import annotations

import json
from typing import Final

from gotrs_api.automation.notifications.agents import PREFERENCE, choice_key, choices_of, is_wanted
from gotrs_api.automation.notifications.schemas import NotificationRead, OwnNotification, OwnNotificationsSet
from gotrs_api.automation.notifications.service.administration import load_all
from gotrs_api.automation.notifications.stored import WEB_PUSH, with_push
from gotrs_api.automation.notifications.transports import TRANSPORTS
from gotrs_api.catalog.validity import Validity
from gotrs_api.identity.directory import directory
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.service.totp import account_of
from gotrs_api.kernel.errors import Forbidden, InvalidInput
from gotrs_api.uow import ReadUow, UnitOfWork

_MUST_KEEP_ONE = 2  # of `VisibleForAgent`
# The ways of being told that are an agent's to choose, by their names here.
_WAYS: Final = {one.choice: one.name for one in TRANSPORTS.values() if one.choice}


async def list_own(uow: ReadUow, principal: Principal) -> list[OwnNotification]:
    """By name. Raises Forbidden for customers."""
    choices = await _choices(uow, principal)
    return [_read(one, choices) for one in await _offered(uow)]


async def choose_own(uow: UnitOfWork, principal: Principal, command: OwnNotificationsSet) -> list[OwnNotification]:
    """Those that are not named stay, as do choices of ways that only OTRS knows. Raises Forbidden, InvalidInput."""
    choices = await _choices(uow, principal)
    offered = {one.id: one for one in await _offered(uow)}
    for place, wanted in enumerate(command.data):
        found = offered.get(wanted.id)
        if found is None:
            raise InvalidInput.field(f"/data/{place}/id", "unknown", "There is no such choice.")
        for name, chosen in wanted.model_dump(include=set(_WAYS), exclude_none=True).items():
            choices[choice_key(found.id, _WAYS[name])] = int(chosen)
        if found.visible_for_agent == _MUST_KEEP_ONE and not any(
            _is_wanted(found, choices, transport) for transport in _transports(found) if transport != WEB_PUSH
        ):
            raise InvalidInput.field(f"/data/{place}/email", "required", "This notification cannot be switched off.")
    account = await account_of(uow, principal)
    await directory(uow.site, Kind.AGENT).set_preference(uow, account, PREFERENCE, json.dumps(choices))
    return [_read(one, choices) for one in offered.values()]


async def _offered(uow: ReadUow) -> list[NotificationRead]:
    return [one for one in await load_all(uow) if one.valid is Validity.VALID and one.visible_for_agent]


async def _choices(uow: ReadUow, principal: Principal) -> dict[str, object]:
    if not principal.is_agent:
        raise Forbidden("Only agents choose notifications.", right="agent")
    stored = await directory(uow.site, Kind.AGENT).preferences(uow, await account_of(uow, principal))
    return choices_of(stored.get(PREFERENCE, ""))


def _transports(one: NotificationRead) -> tuple[str, ...]:
    used = with_push(one.transports, is_choice=bool(one.visible_for_agent))
    return tuple(transport for transport in _WAYS.values() if transport in used)


def _is_wanted(one: NotificationRead, choices: dict[str, object], transport: str) -> bool:
    return is_wanted(choices, one.id, transport, one.agent_enabled_by_default)


def _read(one: NotificationRead, choices: dict[str, object]) -> OwnNotification:
    transports = _transports(one)
    return OwnNotification(
        id=one.id,
        name=one.name,
        hint=one.tooltip,
        transports=transports,
        required=one.visible_for_agent == _MUST_KEEP_ONE,
        **{name: way in transports and _is_wanted(one, choices, way) for name, way in _WAYS.items()},
    )
