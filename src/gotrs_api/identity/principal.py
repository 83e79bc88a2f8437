"""Who is acting: a frozen value, made only in `identity`, handed to every service as an argument."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from gotrs_api.kernel.errors import Forbidden
from gotrs_api.kernel.ids import SYSTEM_USER_ID, UserId


class Kind(StrEnum):
    AGENT = "agent"
    CUSTOMER = "customer"
    SYSTEM = "system"


class QueueRight(StrEnum):
    """OTRS's permission keys on a group, and so on its queues. `rw` implies all others."""

    RO = "ro"
    MOVE_INTO = "move_into"
    CREATE = "create"
    NOTE = "note"
    OWNER = "owner"
    PRIORITY = "priority"
    RW = "rw"


ADMIN_GROUP, STATS_GROUP, USERS_GROUP = "admin", "stats", "users"


@dataclass(frozen=True, kw_only=True)
class Principal:
    """A person or the system itself, with what it may do.

    `rights` maps a group id to its permission keys; `rw` is kept as it is and implies the rest (`has_right`).
    `groups` maps the names of the same groups to their ids. For a customer, both are there only with
    `CustomerGroupSupport`; `foreign_rights` are then those that reach tickets of other customers. `scopes` of a token narrow what the person may do and never widen it; None is no limit.
    """

    kind: Kind
    user_id: UserId  # users.id that rows are written with: the agent's, 1 for customers and the system
    login: str
    name: str
    email: str = ""
    rights: Mapping[int, frozenset[str]] = field(default_factory=dict)
    groups: Mapping[str, int] = field(default_factory=dict)
    foreign_rights: Mapping[int, frozenset[str]] = field(default_factory=dict)
    customer_ids: frozenset[str] = frozenset()
    scopes: frozenset[str] | None = None
    session_id: int | None = None
    token_id: int | None = None
    family: str | None = None  # of refresh tokens, where an access token was shown
    language: str = ""
    time_zone: str = ""
    behind: UserId | None = None  # the administrator who is signed in as this person

    @classmethod
    def system(cls, name: str) -> "Principal":
        """Automatic work: user 1, with every right; `name` says which part of the system."""
        return cls(kind=Kind.SYSTEM, user_id=SYSTEM_USER_ID, login=f"system:{name}", name=name)

    @property
    def key(self) -> str:
        """One word for this person in caches, limits and logs: `agent:7`, `customer:jane`."""
        return f"agent:{self.user_id}" if self.is_agent else f"{self.kind}:{self.login}"

    @property
    def is_agent(self) -> bool:
        return self.kind is Kind.AGENT

    @property
    def is_customer(self) -> bool:
        return self.kind is Kind.CUSTOMER

    @property
    def is_system(self) -> bool:
        return self.kind is Kind.SYSTEM

    @property
    def is_admin(self) -> bool:
        return self.is_system or self.in_group(ADMIN_GROUP, QueueRight.RW)

    def has_right(self, group_id: int, right: str) -> bool:
        """Whether this principal holds a permission key on a group; `rw` stands for all."""
        if self.is_system:
            return True
        held = self.rights.get(group_id, frozenset())
        return right in held or QueueRight.RW in held

    def in_group(self, name: str, right: str = QueueRight.RO) -> bool:
        """The same by the group's name (`admin`, `stats`, `users`)."""
        if self.is_system:
            return True
        group_id = self.groups.get(name)
        return group_id is not None and self.has_right(group_id, right)

    def group_ids(self, right: str) -> frozenset[int]:
        """Ids of the groups on which this principal holds the right."""
        return frozenset(group_id for group_id in self.rights if self.has_right(group_id, right))

    def foreign_group_ids(self, right: str) -> frozenset[int]:
        """Ids of the groups in which a customer has the right on every customer's tickets."""
        held = self.foreign_rights.items()
        return frozenset(group_id for group_id, keys in held if right in keys or QueueRight.RW in keys)

    def has_scope(self, scope: str) -> bool:
        """Whether a token's scopes let this through; `*` and `area:*` are wildcards, sessions have no limit."""
        if self.scopes is None or "*" in self.scopes or scope in self.scopes:
            return True
        return f"{scope.partition(':')[0]}:*" in self.scopes

    def require_scope(self, scope: str) -> None:
        if not self.has_scope(scope):
            raise Forbidden("The token lacks the scope {right}.", right=scope)

    def require_agent(self) -> None:
        """Raises Forbidden for customers."""
        if self.is_customer:
            raise Forbidden("Only agents may do this.", right="agent")

    def require_admin(self) -> None:
        if not self.is_admin:
            raise Forbidden(right="admin:rw")

    def narrowed(self, scopes: frozenset[str] | None) -> "Principal":
        return replace(self, scopes=scopes)
