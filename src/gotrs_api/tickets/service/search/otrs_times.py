"""Spans of time in OTRS's search profiles, as our filters.

Source: OTRS 6, Kernel/Modules/AgentTicketSearch.pm, %TimeMap and what follows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any, Final

# What is asked for: the key that says how, the beginning of the keys that say when, and our filters' beginning.
_TIMES: Final = (
    ("ArticleTimeSearchType", "ArticleCreateTime", "article_created"),
    ("TimeSearchType", "TicketCreateTime", "created"),
    ("ChangeTimeSearchType", "TicketChangeTime", "touched"),
    ("LastChangeTimeSearchType", "TicketLastChangeTime", "changed"),
    ("CloseTimeSearchType", "TicketCloseTime", "closed"),
    ("LastCloseTimeSearchType", "TicketLastCloseTime", "last_closed"),
    ("PendingTimeSearchType", "TicketPendingTime", "pending"),
    ("EscalationTimeSearchType", "TicketEscalationTime", "escalation"),
)
_MINUTES: Final = {"minute": 1, "hour": 60, "day": 1440, "week": 10_080, "month": 43_200, "year": 525_600}
_EDGES: Final = {"Start": ("after", "00:00:00"), "Stop": ("before", "23:59:59")}


def time_filters(profile: Mapping[str, str], zone: tzinfo) -> dict[str, Any]:
    """From the scalar values of a profile by their keys; days are those of `zone`. What OTRS would ignore is ignored."""
    found: dict[str, Any] = {}
    for kind, key, name in _TIMES:
        if profile.get(kind) == "TimePoint":
            found |= _point(profile, key, name)
        elif profile.get(kind) == "TimeSlot":
            found |= _slot(profile, key, name, zone)
    return found


def _point(profile: Mapping[str, str], key: str, name: str) -> dict[str, int]:
    """`Before`: longer ago; `Next`: from now on; `After`: later than that; everything else: `Last`."""
    count, unit = profile.get(f"{key}Point", ""), _MINUTES.get(profile.get(f"{key}PointFormat", ""))
    start = profile.get(f"{key}PointStart")
    if not count.isdecimal() or unit is None or not start:
        return {}
    minutes = int(count) * unit
    older, newer = f"{name}_older_minutes", f"{name}_newer_minutes"
    match start:
        case "Before":
            return {older: minutes}
        case "Next":
            return {newer: 0, older: -minutes}
        case "After":
            return {newer: -minutes}
    return {older: 0, newer: minutes}


def _slot(profile: Mapping[str, str], key: str, name: str, zone: tzinfo) -> dict[str, str]:
    found: dict[str, str] = {}
    for edge, (suffix, clock) in _EDGES.items():
        parts = [profile.get(f"{key}{edge}{part}", "") for part in ("Year", "Month", "Day")]
        if not all(part.isdecimal() for part in parts):
            continue
        year, month, day = map(int, parts)
        try:
            moment = datetime.fromisoformat(f"{year:04}-{month:02}-{day:02}T{clock}").replace(tzinfo=zone)
        except ValueError:
            continue
        found[f"{name}_{suffix}"] = moment.isoformat()
    return found
