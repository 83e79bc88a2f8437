"""What a browser calls itself, as people would say it."""

from __future__ import annotations

import re
from typing import Final

# Each says of itself what those before it said, so the first that fits is meant.
_PROGRAMS: Final = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("Vivaldi", "Vivaldi"), ("SamsungBrowser", "Samsung Internet"), ("FxiOS", "Firefox"),
    ("Firefox", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS: Final = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Macintosh", "macOS"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"),
)  # fmt: skip
_PRODUCT: Final = re.compile(r"[A-Za-z][A-Za-z0-9 ._-]{0,39}")


def program_of(user_agent: str) -> str:
    """`Firefox, Windows`; of a program that is no browser its name (`curl`); "" where nothing is known."""
    found = (_first(_PROGRAMS, user_agent), _first(_SYSTEMS, user_agent))
    said = ", ".join(name for name in found if name)
    if said:
        return said
    product = _PRODUCT.match(user_agent)
    return product.group().strip() if product else ""


def _first(marks: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for mark, name in marks if mark in user_agent), "")
