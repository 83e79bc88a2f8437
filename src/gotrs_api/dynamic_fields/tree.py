"""Labels with levels (`Hardware::Printer`), as select boxes show them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SEPARATOR: Final = "::"
_INDENT: Final = "\u2007\u2007"


def options(possible: Mapping[str, str], *, as_tree: bool) -> list[tuple[str, str]]:
    """(key, label) by label. In a tree each level below one that can be chosen itself is indented, without its path."""
    ordered = sorted(possible.items(), key=lambda item: (item[1].casefold().split(SEPARATOR), item[0]))
    if not as_tree:
        return ordered
    labels = set(possible.values())
    return [(key, _indented(label, labels)) for key, label in ordered]


def _indented(label: str, labels: set[str]) -> str:
    levels = label.split(SEPARATOR)
    above = 0
    while above < len(levels) - 1 and SEPARATOR.join(levels[: above + 1]) in labels:
        above += 1
    return _INDENT * above + SEPARATOR.join(levels[above:])
