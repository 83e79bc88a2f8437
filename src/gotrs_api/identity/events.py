"""What happens to accounts, groups, roles and second factors."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from gotrs_api.events import Event
from gotrs_api.identity.principal import Kind


@dataclass(frozen=True, kw_only=True)
class Audited(Event):
    """Something for the audit log; `audit.write_entry` keeps it just before the commit. `details` is JSON."""

    at: datetime
    actor_kind: str
    actor_id: str | None
    actor_name: str | None
    action: str
    object_type: str | None
    object_id: str | None
    address: str | None
    request_id: str | None
    details: str | None


@dataclass(frozen=True, kw_only=True)
class UserCreated(Event):
    otrs_event: ClassVar[str | None] = "UserCreate"
    webhook: ClassVar[str | None] = "user.created"

    user_id: int
    login: str


@dataclass(frozen=True, kw_only=True)
class UserUpdated(Event):
    """`changed` names the fields, never their values."""

    otrs_event: ClassVar[str | None] = "UserUpdate"
    webhook: ClassVar[str | None] = "user.updated"

    user_id: int
    login: str
    changed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class UserActivated(Event):
    webhook: ClassVar[str | None] = "user.activated"

    user_id: int
    login: str


@dataclass(frozen=True, kw_only=True)
class UserDeactivated(Event):
    webhook: ClassVar[str | None] = "user.deactivated"

    user_id: int
    login: str


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event):
    """By the owner, or by an administrator (`by_owner` False). `subject`: see `directory.Account`."""

    kind: Kind
    subject: str
    by_owner: bool


@dataclass(frozen=True, kw_only=True)
class PasswordLinkMade(Event):
    """A link for the owner's mail alone; `purpose` is of `password_links.Purpose`, `until` its end."""

    kind: Kind
    subject: str
    purpose: str
    token: str = field(repr=False)
    until: datetime


@dataclass(frozen=True, kw_only=True)
class SecondFactorChanged(Event):
    """`change` is `enabled`, `disabled`, `disabled_by_administrator`, `recovery_codes_renewed`,
    `passkey_added` or `passkey_removed`; the owner gets a mail."""

    kind: Kind
    subject: str
    login: str
    change: str


@dataclass(frozen=True, kw_only=True)
class PermissionsChanged(Event):
    """Somebody's rights are others now: memberships of groups or roles, or groups and roles themselves."""

    object_type: str  # user, group, role
    object_id: int


@dataclass(frozen=True, kw_only=True)
class GroupSaved(Event):
    group_id: int
    name: str


@dataclass(frozen=True, kw_only=True)
class RoleSaved(Event):
    role_id: int
    name: str
