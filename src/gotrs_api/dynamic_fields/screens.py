"""OTRS's screens: which fields they can have, and what they can ask for."""

from __future__ import annotations

from typing import Final, NamedTuple

from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.sysconfig import settings
from gotrs_api.sysconfig.setting import Setting


class Screen(NamedTuple):
    """`can_require` is no for screens that only show."""

    name: str
    setting: Setting[dict[str, int]]
    object_types: tuple[ObjectType, ...]
    can_require: bool


# OTRS: DynamicFields::ScreenConfiguration::ConfigKeysOfScreensWithoutMandatoryDynamicFieldSupport and …ByObjectType.
_ONLY_SHOW: Final = frozenset(
    {
        "OverviewMedium", "OverviewPreview", "OverviewSmall", "CustomerTicketOverview", "AgentTicketZoom",
        "ProcessWidget", "CustomerTicketZoom", "AgentTicketPrint", "CustomerTicketPrint", "CustomerTicketSearch",
    }
)  # fmt: skip
_ONLY_TICKET: Final = frozenset(
    {
        "CustomerTicketOverview", "OverviewSmall", "OverviewPreview", "OverviewMedium", "CustomerTicketSearch",
        "ProcessWidget", "AgentTicketBulk",
    }
)  # fmt: skip
_TICKET, _BOTH = (ObjectType.TICKET,), (ObjectType.TICKET, ObjectType.ARTICLE)

SCREENS: Final[dict[str, Screen]] = {
    name: Screen(name, setting, _TICKET if name in _ONLY_TICKET else _BOTH, name not in _ONLY_SHOW)
    for name, setting in settings.DYNAMIC_FIELD_SCREENS.items()
}
