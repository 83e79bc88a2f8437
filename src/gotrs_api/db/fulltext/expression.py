"""What can be searched for, as a tree. Tokens are folded: letters and digits only, never empty."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens next to each other in this order; with `prefix` the last one is only the beginning of a token."""

    tokens: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """Every one of `parts` (at least one), and none of `without`."""

    parts: tuple[Expression, ...]
    without: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of `parts` (at least one)."""

    parts: tuple[Expression, ...]


Expression = Phrase | All | AnyOf
