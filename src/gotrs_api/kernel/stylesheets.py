"""Stylesheets that administrators write: what they may not hold, because it would load something from elsewhere."""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 100_000
_ESCAPE = re.compile(r"\\(?:([0-9A-Fa-f]{1,6})[ \t\n]?|(\n)|(.))", re.DOTALL)
_COMMENT_OR_STRING = re.compile(r"/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.DOTALL)
_URL = re.compile(r"url\(\s*(?:\"([^\"]*)|'([^']*)|([^)]*))", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml)[;,]", re.IGNORECASE)
# `url()` is looked at closer; these take addresses as plain strings, or run something in old browsers.
_REFUSED = re.compile(
    r"@(?:import|charset|namespace|document)|(?<![\w-])(?:-[a-z]+-)?"
    r"(?:(?:image-set|image|cross-fade|src|element|expression|paint)\(|binding\s*:|behavior\s*:)",
    re.IGNORECASE,
)


class StylesheetRefused(ValueError):
    message = "This is no stylesheet."

    def __init__(self) -> None:
        super().__init__(self.message)


class StylesheetTooLong(StylesheetRefused):
    message = "The stylesheet is too long."


class StylesheetNotClosed(StylesheetRefused):
    message = "A brace or a comment is not closed."


class StylesheetLoads(StylesheetRefused):
    message = "Nothing from elsewhere: no @import and the like, url() only with addresses of this desk or data:image."


def checked_stylesheet(css: str) -> str:
    """The same text with the line ends of Unix. Raises StylesheetRefused.

    Escapes are read as a browser reads them (CSS Syntax Level 3, §4.3.7), so that no word hides behind them.
    """
    css = css.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\0", "\ufffd")
    if len(css) > LONGEST:
        raise StylesheetTooLong
    # Comments are looked at like the rest: where one begins depends on what a browser takes for a string or an address.
    plain = _ESCAPE.sub(_escaped, css)
    if _REFUSED.search(plain):
        raise StylesheetLoads
    for quoted, quoted_once, bare in _URL.findall(plain):
        address = re.sub(r"[\t\n]", "", quoted or quoted_once or bare).strip()  # as browsers read addresses
        is_ours = address.startswith("/") and address[1:2] not in ("/", "\\")
        if not (is_ours or address.startswith("#") or _PICTURE.match(address)):
            raise StylesheetLoads
    rest = _COMMENT_OR_STRING.sub("", css)
    if "/*" in rest or rest.count("{") != rest.count("}"):
        raise StylesheetNotClosed
    return css


def _escaped(found: re.Match[str]) -> str:
    digits, line_end, other = found.groups()
    if digits is None:
        return "" if line_end else str(other)
    point = int(digits, 16)
    return chr(point) if 0 < point <= 0x10FFFF and not 0xD800 <= point <= 0xDFFF else "\ufffd"
