"""Whether a colour can be read (WCAG 2.1, 1.4.3), and which one near it could.

The grounds are the hardest that a theme lays below an accent; `tests/contracts/test_themes.py` keeps them true.
"""

from __future__ import annotations

from typing import Final

LIGHT_GROUND, DARK_GROUND = "#f2e6d1", "#172030"
NEEDED: Final = 4.5
_BLACK, _WHITE = "#000000", "#ffffff"
_STEPS = 50


def contrast(one: str, other: str) -> float:
    """From 1 to 21, of two colours like `#1a2b3c`."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(colour: str) -> str:
    """Black or white, whichever is read better; one of them always reaches 4.5."""
    return max(_WHITE, _BLACK, key=lambda ink: contrast(ink, colour))


def readable(colour: str, ground: str) -> str:
    """The colour itself, or the next one towards black or white that can be read on the ground."""
    aim = ink_on(ground)
    mixed = (_mixed(colour, aim, step / _STEPS) for step in range(_STEPS + 1))
    return next(one for one in mixed if contrast(one, ground) >= NEEDED)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mixed(colour: str, other: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)
