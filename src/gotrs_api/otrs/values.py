"""One value on its way: out of the source's form, repaired where it must be, into the target's form.

In between it is plain Python: int, Decimal, str, bytes, a naive datetime with whole seconds, or None. Import and verify
read through the same decoders, which change the form only; a repair changes the content and is always told.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from gotrs_api.otrs.shapes import Shape

Decoder = Callable[[Any], Any]
_MOJIBAKE: Final = re.compile(
    "[ÂÃÄÅÐÑØÙâã][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122\u20ac]"
)


class Unreadable:
    """What a column held that is no value of its kind."""

    __slots__ = ("raw",)

    def __init__(self, raw: Any) -> None:
        self.raw = raw

    def __repr__(self) -> str:
        return f"<unreadable {self.raw!s}>"


def decoder(shape: Shape, *, character_set: str = "") -> Decoder:
    """From what a driver gave (of any database), or what stood in a dump."""
    match shape.kind:
        case "int":
            return _int
        case "decimal":
            return _decimal
        case "moment":
            return _moment
        case "blob":
            return _blob
        case _:
            return _latin1_text if character_set.startswith("latin1") else _text


def as_it_is(decode: Decoder) -> type | None:
    """The class of the values that this decoder leaves alone; None when it has to see each."""
    return _UNTOUCHED.get(decode)


def encoder(shape: Shape, *, base64_blobs: bool, long_text_bytes: bool, text_times: bool) -> Decoder | None:
    """Into what the target's driver takes; None when it takes the value as it is."""
    if shape.kind == "blob" and base64_blobs:
        return lambda value: base64.encodebytes(value).decode("ascii")
    if shape.kind == "long_text" and long_text_bytes:
        return lambda value: value.encode()
    if shape.kind == "moment" and text_times:
        return lambda value: value.strftime("%Y-%m-%d %H:%M:%S") if value.year >= 1000 else str(value)
    if shape.kind == "decimal" and text_times:
        return float
    return None


def unmixed(text: str) -> str | None:
    """UTF-8 that was once taken for Latin-1 and encoded again, as it was meant; None when the text is none of that."""
    if not _MOJIBAKE.search(text):
        return None
    for charset in ("cp1252", "latin-1"):
        try:
            meant = text.encode(charset).decode("utf-8")
        except UnicodeError:
            continue
        return meant if meant != text else None
    return None


def _int(value: Any) -> Any:
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError):
        return Unreadable(value)
    return number if isinstance(value, str | bytes) or number == value else Unreadable(value)


def _decimal(value: Any) -> Any:
    try:
        number = Decimal(str(value)).quantize(Decimal("0.01"))
    except ArithmeticError:
        return Unreadable(value)
    return number if number.is_finite() else Unreadable(value)


def _moment(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(microsecond=0, tzinfo=None) if value.microsecond or value.tzinfo else value
    text = str(value)
    if text.endswith("BC"):
        return Unreadable(value)
    try:
        return datetime.fromisoformat(text[:19].replace("T", " "))
    except ValueError:
        return Unreadable(value)


def _blob(value: Any) -> Any:
    if isinstance(value, bytes):
        return value
    if isinstance(value, memoryview | bytearray):
        return bytes(value)
    text = str(value)
    if " " in text:  # old rows of article_data_mime_plain hold the mail as it is
        return text.encode()
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return text.encode()


def _text(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return Unreadable(value)
    return str(value)


def _latin1_text(value: Any) -> Any:
    """A latin1 column into which OTRS has written UTF-8: the server has turned each byte into a character."""
    text = _text(value)
    return (unmixed(text) or text) if isinstance(text, str) else text


_UNTOUCHED: Final[dict[Decoder, type]] = {_int: int, _text: str, _blob: bytes}
