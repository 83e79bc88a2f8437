"""Which values an attribute may have beside the others: pure, over names."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

DYNAMIC_FIELD: Final = "DynamicField_"
# Attributes that people choose on a form: these can be restricted, and restrict others.
CHOSEN: Final = ("Queue", "State", "Priority", "Type", "Service", "SLA", "Owner", "Responsible")
# Attributes that only restrict others.
GIVEN: Final = ("CustomerID", "CustomerUserID")
NONE: Final = ""

Values = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Relation:
    """`pairs` of values: the second attribute may have the right one where the first has the left one."""

    attribute_1: str
    attribute_2: str
    pairs: tuple[tuple[str, str], ...]


def is_known(attribute: str, field_names: Collection[str]) -> bool:
    """Whether tickets have such an attribute."""
    if attribute.startswith(DYNAMIC_FIELD):
        return attribute.removeprefix(DYNAMIC_FIELD) in field_names
    return attribute in CHOSEN or attribute in GIVEN


def allowed_values(relations: Sequence[Relation], values: Values, *, none_allowed: bool) -> dict[str, tuple[str, ...]]:
    """For each attribute that is restricted, the values that go with the others; "" stands for no value.

    Relations come in their order. Values of a first attribute that an earlier relation does not allow do not count, and
    where it has no value at all, nothing is left to choose for the second. Several relations with the same second
    attribute add up.
    """
    allowed: dict[str, list[str]] = {}
    for relation in relations:
        chosen = [value for value in values.get(relation.attribute_1, ()) if value != NONE]
        if (before := allowed.get(relation.attribute_1)) is not None:
            chosen = [value for value in chosen if value in before]
        found = allowed.setdefault(relation.attribute_2, [NONE] if none_allowed else [])
        found += [right for left, right in relation.pairs if left in chosen]
    return {attribute: tuple(dict.fromkeys(found)) for attribute, found in allowed.items()}


def is_allowed(chosen: Sequence[str], allowed: Collection[str]) -> bool:
    """Whether a value (several of a multiselect; none at all) is among those allowed.

    To choose nothing is forbidden only where there is something to choose.
    """
    set_values = [value for value in chosen if value != NONE]
    if not set_values:
        return NONE in allowed or not allowed
    return all(value in allowed for value in set_values)
