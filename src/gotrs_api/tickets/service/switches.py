"""The settings that decide about tickets, read from the snapshot of the system settings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.permissions import ACTIONS, SCREENS, Action, Switches
from gotrs_api.uow import ReadUow


class _Kept:
    """Of one site: the switches, and the settings that they were made of."""

    overrides: Mapping[str, Any] | None = None
    switches: Switches | None = None


async def switches_of(uow: ReadUow) -> Switches:
    """Made once for each snapshot of the system settings."""
    overrides, kept = await sysconfig.effective_overrides(uow), uow.site.part(_Kept, _Kept)
    if kept.switches is None or kept.overrides is not overrides:
        kept.switches, kept.overrides = await _switches(uow), overrides
    return kept.switches


async def _switches(uow: ReadUow) -> Switches:
    watcher_groups: list[str] = await sysconfig.get(uow, settings.TICKET_WATCHER_GROUPS)
    free_locks: list[str] = await sysconfig.get(uow, settings.TICKET_VIEWABLE_LOCKS)
    return Switches(
        responsible=await sysconfig.get(uow, settings.TICKET_RESPONSIBLE),
        watcher=await sysconfig.get(uow, settings.TICKET_WATCHER),
        watcher_groups=tuple(watcher_groups),
        types=await sysconfig.get(uow, settings.TICKET_TYPE),
        services=await sysconfig.get(uow, settings.TICKET_SERVICE),
        archive=await sysconfig.get(uow, settings.TICKET_ARCHIVE_SYSTEM),
        account_time=await sysconfig.get(uow, settings.ACCOUNT_TIME),
        customer_groups=await sysconfig.get(uow, settings.CUSTOMER_GROUP_SUPPORT),
        company_tickets=not await sysconfig.get(uow, settings.CUSTOMER_DISABLE_COMPANY_TICKET_ACCESS),
        free_locks=tuple(free_locks),
        owner_queues=_lists(await sysconfig.get(uow, settings.OWNER_CHECK_QUEUES)),
        responsible_queues=_lists(await sysconfig.get(uow, settings.RESPONSIBLE_CHECK_QUEUES)),
        own_rules=await _own_rules(uow),
        bulk_takes_lock=await sysconfig.get(uow, settings.SCREEN_LOCKS["AgentTicketBulk"]),
    )


async def _own_rules(uow: ReadUow) -> tuple[tuple[str, Action], ...]:
    """A screen without a right keeps the usual one: no setting opens an action to everybody."""
    found = []
    for screen, actions in SCREENS.items():
        takes_lock = await sysconfig.get(uow, settings.SCREEN_LOCKS[screen])
        right = await sysconfig.get(uow, settings.SCREEN_RIGHTS[screen]) if screen in settings.SCREEN_RIGHTS else ""
        for action in actions:
            usual = ACTIONS[action]
            rule = usual._replace(takes_lock=takes_lock, right=right.strip() or usual.right)
            if rule != usual:
                found.append((action, rule))
    return tuple(found)


def _lists(setting: dict[str, str]) -> tuple[tuple[str, frozenset[str]], ...]:
    """`{"Raw": "ro, note"}`: names of rights with anything between them."""
    return tuple((queue, frozenset(re.findall(r"\w+", rights))) for queue, rights in setting.items())


async def otrs_zone(uow: ReadUow) -> ZoneInfo:
    """`OTRSTimeZone`: of ticket numbers, of the times in history texts and of the default calendar."""
    return ZoneInfo(await sysconfig.get(uow, settings.OTRS_TIME_ZONE))
