"""What must be the same in a message and in its translations: the places that are filled in."""

from __future__ import annotations

import string
from collections.abc import Sequence

MALFORMED = "<malformed>"


def placeholders(text: str) -> set[str]:
    """The places of `str.format`, each as it is written without its braces."""
    try:
        return {
            f"{name}{'!' + conversion if conversion else ''}{':' + spec if spec else ''}"
            for _, name, spec, conversion in string.Formatter().parse(text)
            if name is not None
        }
    except ValueError:
        return {MALFORMED}


def differs(sources: Sequence[str], text: str) -> bool:
    """`sources`: the message, or its singular and plural, of which a translation may leave the number out ("one ticket")."""
    wanted = set[str]().union(*(placeholders(source) for source in sources))
    found = placeholders(text)
    return not found <= wanted or (len(sources) == 1 and found != wanted)
