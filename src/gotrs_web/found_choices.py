"""Choices found by words, where there are too many to send all of them (`components/choice_search.html`)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, TypeAlias

MOST_OFFERED: Final = 100
Options: TypeAlias = Sequence[tuple[str, str]]


def some(options: Options, chosen: Collection[str], words: str = "") -> Options:
    """All, where one can look through them. Else what is chosen, and some of the others that hold each of the words."""
    if len(options) <= MOST_OFFERED:
        return options
    wanted = words.casefold().split()
    first = [one for one in options if one[0] in chosen]
    others = [one for one in options if one[0] not in chosen and all(word in one[1].casefold() for word in wanted)]
    return [*first, *others[:MOST_OFFERED]]


def has_more(options: Options) -> bool:
    """Whether `some` leaves out any: then a form has a search beside them."""
    return len(options) > MOST_OFFERED
