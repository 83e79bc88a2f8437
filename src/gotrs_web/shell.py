"""What stands around a page: navigation, counters, drafts. The handlers' dependency fills it into ``request.state.shell``;
a layout shows what it finds there and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from gotrs_api.sysconfig.maintenance import Notices


@dataclass(frozen=True)
class NavItem:
    """``icon`` is a name of ``scripts/icons.txt``; ``key`` a shortcut like ``g d``; ``at_end`` puts it at the foot of the rail;
    ``wide_only`` leaves it out of the narrow bar, ``narrow_only`` out of the wide rail."""

    label: str
    url: str
    icon: str = ""
    current: bool = False
    count: int | None = None
    key: str = ""
    at_end: bool = False
    wide_only: bool = False
    narrow_only: bool = False


@dataclass(frozen=True)
class NavSection:
    title: str
    items: tuple[NavItem, ...]


@dataclass(frozen=True)
class Counter:
    label: str
    url: str
    icon: str
    count: int
    urgent: bool = False


@dataclass(frozen=True)
class DraftLink:
    """``kind``: reply, note, forward or phone."""

    label: str
    url: str
    kind: str = "reply"


@dataclass(frozen=True)
class Alert:
    """What administrators must hear of wherever they are."""

    text: str
    url: str


@dataclass(frozen=True)
class Shell:
    """Labels are already translated. An empty address leaves the thing out. `mail_waits`: no way out for mail is configured.
    `behind`: the login of an administrator who is signed in as this person."""

    brand: str = "GOTRS"
    home_url: str = "/"
    nav: tuple[NavItem, ...] = ()
    counters: tuple[Counter, ...] = ()
    counters_url: str = ""
    events_url: str = ""
    notices_url: str = ""
    drafts: tuple[DraftLink, ...] = ()
    drafts_url: str = ""
    admin_url: str = ""
    admin_sections: tuple[NavSection, ...] = ()
    search_url: str = ""
    palette_url: str = ""
    new_ticket_url: str = ""
    profile_url: str = ""
    sign_out_url: str = ""
    mail_waits: bool = False
    maintenance: Notices | None = None
    alerts: tuple[Alert, ...] = ()
    sandbox: bool = False
    behind: str = ""
