"""What happened to system settings."""

from __future__ import annotations

from dataclasses import dataclass

from gotrs_api.events import Event


@dataclass(frozen=True, kw_only=True)
class SettingChanged(Event):
    """Another value counts for everybody now, by whatever way in; OTRS has no event of it."""

    name: str
