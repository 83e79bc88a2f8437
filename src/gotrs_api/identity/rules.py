"""Who may call a route: one declared rule for each, checked before the body is read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from gotrs_api.identity.principal import Kind, Principal, QueueRight
from gotrs_api.kernel.errors import Forbidden

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])
EVERYBODY = frozenset({Kind.AGENT, Kind.CUSTOMER})
AGENTS = frozenset({Kind.AGENT})


@dataclass(frozen=True)
class Rule:
    """`kinds` may call; a token also needs `scope`; `group` (with rw) is OTRS's group `admin` or `stats`.

    Rights on single tickets are decided by the services.
    """

    kinds: frozenset[Kind] = EVERYBODY
    scope: str | None = None
    group: str | None = None
    public: bool = False
    limited: bool = True

    def check(self, principal: Principal) -> None:
        """Raises Forbidden, naming what is missing."""
        if principal.kind not in self.kinds:
            raise Forbidden("Only agents may do this.", right="agent")
        if self.scope is not None:
            principal.require_scope(self.scope)
        if self.group is not None and not principal.in_group(self.group, QueueRight.RW):
            raise Forbidden("Only members of the group {group} may do this: the right {right} is missing.",
                            right=f"{self.group}:rw", group=self.group)  # fmt: skip


def requires(
    scope: str | None, *, kinds: Iterable[Kind] = EVERYBODY, group: str | None = None
) -> Callable[[Endpoint], Endpoint]:
    """Declare an endpoint's rule; stands below the router's decorator. `group` implies agents only."""
    return _declare(Rule(AGENTS if group else frozenset(kinds), None if scope is None else str(scope), group))


def public(endpoint: Endpoint) -> Endpoint:
    """Declare that anybody may call this endpoint."""
    return _declare(Rule(public=True))(endpoint)


def probe(endpoint: Endpoint) -> Endpoint:
    """Declare a public endpoint that monitors ask often: it does not count against the caller's limit."""
    return _declare(Rule(public=True, limited=False))(endpoint)


def _declare(rule: Rule) -> Callable[[Endpoint], Endpoint]:
    def declare(endpoint: Endpoint) -> Endpoint:
        endpoint.rule = rule  # type: ignore[attr-defined]
        return endpoint

    return declare


def rule_of(endpoint: Callable[..., Any]) -> Rule:
    """Raises TypeError for an endpoint without a rule: such a route cannot be mounted."""
    rule = getattr(endpoint, "rule", None)
    if not isinstance(rule, Rule):
        raise TypeError(f"{endpoint.__module__}.{endpoint.__qualname__} has no rule; use @requires(...) or @public")
    return rule
