"""Header values and bodies in the form in which they travel: folded, 7-bit, CRLF, injection-proof."""

import base64
import binascii
import quopri
import re
from collections.abc import Iterable
from urllib.parse import quote

from gotrs_api.kernel.addresses import split_addresses, to_ascii_domain

_LINE = 76
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ \-]*")
_FIELD_NAME = re.compile(r"[!-9;-~]{1,76}")
_ESCAPE = re.compile(r'(["\\])')


def header_field(name: str, value: str) -> bytes:
    """`Name: value` and CRLF; the value may be folded at blanks but must be ASCII or, for SMTPUTF8, UTF-8 already.

    Raises ValueError for a name that is not one. Line breaks and control characters in the value become blanks.
    """
    if not _FIELD_NAME.fullmatch(name):
        raise ValueError(f"not a header name: {name!r}")
    return fold(f"{name}: {one_line(value)}").encode("utf-8", "replace") + b"\r\n"


def one_line(value: str) -> str:
    """Text without line breaks and control characters: nothing can start a header of its own."""
    return _UNSAFE.sub(" ", value).strip()


def unstructured(value: str) -> str:
    """Free text (Subject): as is when ASCII, else as encoded words of whole characters."""
    value = one_line(value)
    if value.isascii() and "=?" not in value and all(len(word) < 900 for word in value.split(" ")):
        return value
    return encoded_words(value)


def encoded_words(text: str) -> str:
    """UTF-8 encoded words (RFC 2047), each at most 75 long; Q where it is the shorter, else B."""
    data = text.encode("utf-8", "replace")
    special = sum(byte >= 127 or byte < 33 or byte in b"=?_" for byte in data)
    use_b = special * 2 > len(data) * 2 // 3
    words: list[str] = []
    piece = bytearray()
    room = 45 if use_b else 63
    width = 0
    for character in text:
        encoded = character.encode("utf-8", "replace")
        cost = len(encoded) if use_b else len(_q(encoded))
        if width + cost > room:
            words.append(_word(bytes(piece), use_b))
            piece.clear()
            width = 0
        piece += encoded
        width += cost
    words.append(_word(bytes(piece), use_b))
    return " ".join(words)


def address_list(lines: Iterable[str], *, utf8: bool) -> str:
    """Addresses as they stand in From, To, Cc: names quoted or encoded, domains in A-labels unless SMTPUTF8 is used."""
    result: list[str] = []
    for line in lines:
        for address in split_addresses(one_line(line)):
            email = address.email
            if email is None:
                continue
            email = email if utf8 and not email.isascii() else to_ascii_domain(email)
            name = address.real_name
            if not name:
                result.append(email)
            elif name.isascii() and "=?" not in name:
                phrase = name if _ATOMS.fullmatch(name) else '"' + _ESCAPE.sub(r"\\\1", name) + '"'
                result.append(f"{phrase} <{email}>")
            else:
                result.append(f"{encoded_words(name)} <{email}>")
    return ", ".join(result)


def without_smtputf8(header: bytes) -> bytes:
    """A mail's header for servers that take ASCII only (RFC 6857, 3.1): an address that they cannot hold becomes the
    encoded name of an empty group, so that readers still see it."""
    fields = re.split(rb"\r\n(?![ \t])", header)
    return b"\r\n".join(field if field.isascii() else _downgraded(field) for field in fields)


def _downgraded(field: bytes) -> bytes:
    name, _, value = field.decode("utf-8", "replace").partition(":")
    if name.lower().removeprefix("resent-") not in {"from", "to", "cc", "reply-to"}:
        return header_field(name, unstructured(value)).removesuffix(b"\r\n")
    written = []
    for address in split_addresses(one_line(value)):
        email = to_ascii_domain(address.address)
        if not email.isascii():
            written.append(f"{encoded_words(address.address)} :;")
        else:
            written.append(f"{address.phrase} <{email}>" if address.phrase else email)
    return header_field(name, ", ".join(written)).removesuffix(b"\r\n")


def parameter(name: str, value: str) -> str:
    """`; name="value"`, with the RFC 2231 form beside an ASCII stand-in where the value needs it."""
    value = one_line(value)
    if value.isascii():
        return f'; {name}="{_ESCAPE.sub(_backslash, value)}"'
    encoded = quote(value.encode("utf-8", "replace"), safe="")
    if len(encoded) <= 60:
        return f"; {name}*=utf-8''{encoded}"
    pieces, position, number = [], 0, 0
    while position < len(encoded):
        end = position + 55
        while end < len(encoded) and "%" in encoded[end - 2 : end]:
            end -= 1
        prefix = "utf-8''" if number == 0 else ""
        pieces.append(f"; {name}*{number}*={prefix}{encoded[position:end]}")
        position, number = end, number + 1
    return "".join(pieces)


def fold(line: str) -> str:
    """Break at blanks so that lines stay within 76 characters where that is possible, 998 bytes always."""
    if len(line) <= _LINE:
        return line
    result: list[str] = []
    current = ""
    for number, word in enumerate(line.split(" ")):
        if number == 0:
            current = word
        elif len(current) + 1 + len(word) > _LINE and number > 1 and word:
            result.append(current)
            current = word
        else:
            current += f" {word}"
    result.append(current)
    return "\r\n ".join(result)


def quoted_printable(text: str) -> bytes:
    """A text body in UTF-8, quoted-printable, CRLF line ends; a leading dot or `From ` is encoded."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace")
    encoded = quopri.encodestring(lines, quotetabs=False)
    encoded = re.sub(rb"^\.", b"=2E", encoded, flags=re.MULTILINE)
    encoded = re.sub(rb"^From ", b"=46rom ", encoded, flags=re.MULTILINE)
    return encoded.replace(b"\n", b"\r\n")


def base64_lines(data: bytes) -> Iterable[bytes]:
    """Base64 in CRLF lines of 76, in pieces, so that a large attachment is never held three times."""
    step = 57 * 4096
    for start in range(0, len(data), step):
        yield base64.encodebytes(data[start : start + step]).replace(b"\n", b"\r\n")


def _word(data: bytes, use_b: bool) -> str:
    if use_b:
        return f"=?utf-8?B?{binascii.b2a_base64(data, newline=False).decode('ascii')}?="
    return f"=?utf-8?Q?{_q(data)}?="


def _q(data: bytes) -> str:
    return "".join(
        chr(byte)
        if chr(byte).isascii() and (chr(byte).isalnum() or byte in b"!*+-/")
        else "_"
        if byte == 32
        else f"={byte:02X}"
        for byte in data
    )


def _backslash(match: re.Match[str]) -> str:
    return "\\" + match[1]
