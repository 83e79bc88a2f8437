"""One rule of an administrator: conditions that all must hold, then headers to set. Pure; the editor tries rules with it.

Source: OTRS 6, Kernel/System/PostMaster/Filter/MatchDBSource.pm and Match.pm.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gotrs_api.kernel.addresses import split_addresses
from gotrs_api.kernel.expressions import compiled

_ADDRESS_PREFIX = "EMAILADDRESS:"
_NAMED = re.compile(r"\[\*\*\\(\w+)\*\*\]")
MAX_SUBJECT_CHARACTERS = 200_000


@dataclass(frozen=True)
class Condition:
    """`value` is a case-insensitive regular expression, or `EMAILADDRESS:` and one for a whole address of the header."""

    key: str
    value: str
    negated: bool = False


@dataclass(frozen=True)
class Rule:
    name: str
    conditions: Sequence[Condition]
    settings: Sequence[tuple[str, str]]
    stop: bool = False


@dataclass(frozen=True)
class Match:
    """What the conditions captured: `first` group for `[***]`, named ones for `[**\\name**]`."""

    first: str = ""
    named: Mapping[str, str] = field(default_factory=dict)

    def fill(self, value: str) -> str:
        filled = value.replace("[***]", self.first)
        return _NAMED.sub(lambda found: self.named.get(found[1], ""), filled)


def match(rule: Rule, value_of: Mapping[str, str], *, absent_counts: bool = True) -> Match | None:
    """What the rule captured when all its conditions hold and at least one of them matched; None otherwise.

    `absent_counts`: a header that the mail lacks is the empty string (rules of the database); otherwise such a
    condition does not hold. Raises BadExpression, also where one does not come to an end.
    """
    first, named, matched = "", dict[str, str](), False
    for condition in rule.conditions:
        text = value_of.get(condition.key, "")[:MAX_SUBJECT_CHARACTERS]
        if not text and not absent_counts:
            return None
        found = _search(condition, text)
        if (found is not None) == condition.negated:
            return None
        matched = True
        if found is not None:
            first = found[0] or first
            named |= found[1]
    return Match(first, named) if matched else None


def check_expression(value: str) -> None:
    """Raises BadExpression for a condition's value that cannot be used."""
    compiled(value.removeprefix(_ADDRESS_PREFIX), ignore_case=True)


def _search(condition: Condition, text: str) -> tuple[str | None, dict[str, str]] | None:
    """(group 1 or the address, named groups), or None without a match."""
    if condition.value.startswith(_ADDRESS_PREFIX):
        expression = compiled(condition.value.removeprefix(_ADDRESS_PREFIX), ignore_case=True)
        for address in split_addresses(text):
            if address.email and expression.fullmatch(address.email):
                return address.email, {"email": address.email}
        return None
    expression = compiled(condition.value, ignore_case=True)
    found = expression.search(text)
    if found is None:
        return None
    named = {name: value or "" for name, value in found.groupdict().items()}
    return (found[1] if expression.groups else None), named
