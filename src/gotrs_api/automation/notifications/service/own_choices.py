"""Which notifications an agent wishes to get, of those that are left to agents."""

from __future__ import annotations

import json

from gotrs_api.automation.notifications.agents import PREFERENCE, choice_key, choices_of, is_wanted
from gotrs_api.automation.notifications.schemas import NotificationRead, OwnNotification, OwnNotificationsSet
from gotrs_api.automation.notifications.service.administration import load_all
from gotrs_api.automation.notifications.stored import EMAIL
from gotrs_api.catalog.validity import Validity
from gotrs_api.identity.directory import directory
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.service.totp import account_of
from gotrs_api.kernel.errors import Forbidden, InvalidInput
from gotrs_api.uow import ReadUow, UnitOfWork

_MUST_KEEP_ONE = 2  # of `VisibleForAgent`; mail is the only way there is


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
        if not wanted.email and found.visible_for_agent == _MUST_KEEP_ONE:
            raise InvalidInput.field(f"/data/{place}/email", "required", "This notification cannot be switched off.")
        choices[choice_key(wanted.id)] = int(wanted.email)
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


def _read(one: NotificationRead, choices: dict[str, object]) -> OwnNotification:
    return OwnNotification(
        id=one.id,
        name=one.name,
        hint=one.tooltip,
        email=is_wanted(choices, one.id, by_default=EMAIL in one.agent_enabled_by_default),
        required=one.visible_for_agent == _MUST_KEEP_ONE,
    )
