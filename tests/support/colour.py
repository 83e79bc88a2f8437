"""Just enough CSS colour to compute contrast: hex, `rgb()`, `var()`, `light-dark()`, and `color-mix(in oklab, …)`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple


class Colour(NamedTuple):
    """sRGB components and alpha, each 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def over(self, ground: Colour) -> Colour:
        mixed = (top * self.alpha + below * (1 - self.alpha) for top, below in zip(self[:3], ground[:3], strict=True))
        return Colour(*mixed)


def custom_properties(css: str) -> dict[str, str]:
    """`--name: value` pairs of a stylesheet, the last one winning; comments and at-rules are passed over."""
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return {name: " ".join(value.split()) for name, value in re.findall(r"(--[\w-]+):\s*([^;{}]+);", bare)}


def resolve(value: str, properties: Mapping[str, str], mode: str) -> Colour:
    """The colour of a value in `mode` (light or dark). Raises ValueError for what is none."""
    value = value.strip()
    if value == "transparent":
        return Colour(0, 0, 0, 0)
    if value.startswith("#"):
        red, green, blue = (int(value[index : index + 2], 16) / 255 for index in (1, 3, 5))
        return Colour(red, green, blue)
    name, arguments = _call(value)
    if name == "var":
        return resolve(properties[arguments[0]], properties, mode)
    if name == "light-dark":
        return resolve(arguments[0 if mode == "light" else 1], properties, mode)
    if name == "color-mix":
        return _mix(arguments, properties, mode)
    if name == "rgb":
        numbers = re.findall(r"[\d.]+", arguments[0])
        red, green, blue = (float(number) / 255 for number in numbers[:3])
        return Colour(red, green, blue, float(numbers[3]) / 100)
    raise ValueError(f"not a colour: {value}")


def contrast(one: Colour, other: Colour) -> float:
    """WCAG 2 contrast ratio of two opaque colours."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _call(value: str) -> tuple[str, list[str]]:
    match = re.fullmatch(r"([\w-]+)\((.*)\)", value)
    if match is None:
        raise ValueError(f"not a colour: {value}")
    arguments, depth, current = [], 0, ""
    for character in match[2]:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            arguments.append(current.strip())
            current = ""
        else:
            current += character
    return match[1], [*arguments, current.strip()]


def _mix(arguments: list[str], properties: Mapping[str, str], mode: str) -> Colour:
    """`color-mix(in oklab, A p%, B)`; a transparent B thins A out."""
    first = re.fullmatch(r"(.*?)\s+([\d.]+)%", arguments[1])
    if arguments[0] != "in oklab" or first is None:
        raise ValueError(f"a mix this module does not know: {arguments}")
    share = float(first[2]) / 100
    top, below = resolve(first[1], properties, mode), resolve(arguments[2], properties, mode)
    if below.alpha == 0:
        return top._replace(alpha=top.alpha * share)
    mixed = (a * share + b * (1 - share) for a, b in zip(_to_oklab(top), _to_oklab(below), strict=True))
    return _from_oklab(*mixed)


def _linear(component: float) -> float:
    return component / 12.92 if component <= 0.04045 else ((component + 0.055) / 1.055) ** 2.4


def _gamma(component: float) -> float:
    clipped = min(max(component, 0.0), 1.0)
    return 12.92 * clipped if clipped <= 0.0031308 else 1.055 * clipped ** (1 / 2.4) - 0.055


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(component) for component in colour[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _to_oklab(colour: Colour) -> tuple[float, float, float]:
    red, green, blue = (_linear(component) for component in colour[:3])
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _from_oklab(lightness: float, green_red: float, blue_yellow: float) -> Colour:
    long = (lightness + 0.3963377774 * green_red + 0.2158037573 * blue_yellow) ** 3
    medium = (lightness - 0.1055613458 * green_red - 0.0638541728 * blue_yellow) ** 3
    short = (lightness - 0.0894841775 * green_red - 1.2914855480 * blue_yellow) ** 3
    return Colour(
        _gamma(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
        _gamma(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
        _gamma(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short),
    )
